"""A kit's charts, drawn in batches by the kept browser, each stamped and signed; what is there is not made again."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from figures.exports import batch, html, pdf, png, pptx, svg
from figures.exports.browser import KEPT, Browser
from figures.kits.settings import Chart, Settings
from figures.press import compose
from figures.press.drawn import Drawn
from figures.press.fit import NoRoom
from figures.press.looks import LOOKS
from figures.press.material import Material
from figures.press.templates import TEMPLATES
from figures.provenance.mark import Mark
from figures.provenance.stamps import Signer, stamp
from figures.words import words

BATCH = 12  # charts: about a second, after which somebody may have cancelled


class Part(NamedTuple):
    """A file of the kit, and the mark that it carries; None where it carries none."""

    name: str
    content: bytes
    mark: Mark | None


class Maker(NamedTuple):
    """What all charts of a kit have in common; `made` is UTC without a zone."""

    material: Material
    settings: Settings
    made: datetime
    address: str
    signer: Signer | None
    browser: Browser = KEPT

    def drawn(self, chart: Chart) -> Drawn:
        """Raises NoRoom where the size is too small for the chart."""
        return compose.draw(
            TEMPLATES[chart.template], self.material, chart.choices, chart.size, LOOKS[self.settings.look],
            words(chart.lang), self.made, self.address,
        )  # fmt: skip

    def fitting(self, chart: Chart) -> Drawn | None:
        """The same; None where the size is too small."""
        try:
            return self.drawn(chart)
        except NoRoom:
            return None

    def stamped(self, name: str, content: bytes, mark: Mark) -> Part:
        return Part(name, stamp(content, name.rpartition(".")[2], mark, self.signer), mark)


def pictures(maker: Maker, charts: Sequence[Chart], held: Collection[str]) -> Iterator[list[Part]]:
    """The files of the charts that are not held yet, batch by batch. Raises NoBrowser.

    What does not fit into its size is left out, which the readme says.
    """
    for kind in maker.settings.formats:
        missing = [chart for chart in charts if f"{chart.stem}.{kind}" not in held]
        for at in range(0, len(missing), BATCH):
            yield _batch(maker, missing[at : at + BATCH], kind)


def _batch(maker: Maker, charts: Sequence[Chart], kind: str) -> list[Part]:
    found = [(chart, drawn) for chart in charts if (drawn := maker.fitting(chart)) is not None]
    contents = _files([drawn for _, drawn in found], kind, maker)
    return [
        maker.stamped(f"{chart.stem}.{kind}", content, drawn.mark)
        for (chart, drawn), content in zip(found, contents, strict=True)
    ]


def _files(charts: Sequence[Drawn], kind: str, maker: Maker) -> list[bytes]:
    if kind == "pdf":
        return [pdf.pdf(each, maker.browser) for each in charts]
    if kind == "pptx":
        return [pptx.pptx(each, words(each.mark.lang), browser=maker.browser) for each in charts]
    if kind == "html":
        return [html.html(each, words(each.mark.lang)) for each in charts]
    plain = batch.calculated(charts, kind, maker.settings.scale if kind == "png" else 1, maker.browser)
    if kind == "svg":
        return [svg.dressed(each, content.decode()) for each, content in zip(charts, plain, strict=True)]
    return [png.sized(each, content, maker.settings.scale) for each, content in zip(charts, plain, strict=True)]
