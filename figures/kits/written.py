"""What goes into a kit besides charts: texts ready to be copied, the figures behind the charts, a readme."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import pandas as pd

from figures import citation, downloads, facts
from figures.documents.paper import Paper, Table, html, short
from figures.exports import sheets
from figures.exports.printing import printed
from figures.kits.making import Maker, Part
from figures.kits.settings import CARD, Chart
from figures.press import compose
from figures.press.choices import Choices
from figures.press.drawn import Texts
from figures.press.looks import LOOKS
from figures.press.material import Drawable
from figures.press.sizes import SIZES
from figures.press.templates import TEMPLATES
from figures.provenance.mark import Mark, mark_of
from figures.words import Words, words
from scoring.frameworks import Framework

KIT = "kit"  # what the mark of a kit's readme calls it


def names(charts: Sequence[Chart], langs: Sequence[str]) -> list[str]:
    """The files that `written` makes."""
    found = []
    for lang in langs:
        found += [f"{lang}/texts.md", f"README-{lang}.pdf"]
        found += [f"{lang}/data/{name}.{kind}" for name in _data(charts, lang) for kind in ("csv", "xlsx")]
    return found


def written(maker: Maker, charts: Sequence[Chart], held: Sequence[str]) -> Iterator[list[Part]]:
    """Texts, figures and readme of each language; `held` are the names of all charts that are there."""
    for lang in maker.settings.langs:
        own, said = [chart for chart in charts if chart.lang == lang], words(lang)
        parts = [Part(f"{lang}/texts.md", texts(maker, own, said).encode(), None), *figures(maker, own, said)]
        yield parts
        there = [*held, *(part.name for part in parts)]
        mark = _mark(maker, said)
        content = printed(readme(maker, own, there, said, mark), maker.browser)
        yield [maker.stamped(f"README-{lang}.pdf", content, mark)]


def texts(maker: Maker, charts: Sequence[Chart], said: Words) -> str:
    """Title, subtitle, alternative texts and citation of each chart, once for all its sizes; Markdown."""
    t, blocks = said.t, []
    for chart in _once(charts):
        of, code = _texts(maker, chart, said)
        lines = {
            t("press.subtitle"): of.subtitle, t("kit.alt_short"): of.alt_short, t("kit.alt_long"): of.alt_long,
            t("cite.title"): of.citation, t("press.code"): code,
        }  # fmt: skip
        blocks.append("\n\n".join([f"## {of.title}", *(f"**{name}:** {text}" for name, text in lines.items() if text)]))
    return "\n\n".join([f"# {_title(maker, said)}", *facts.stamped(*_of(maker), said), *blocks]) + "\n"


def figures(maker: Maker, charts: Sequence[Chart], said: Words) -> Iterator[Part]:
    """The figures behind each chart as CSV and as a workbook; those of all cards in one."""
    done: set[str] = set()
    for chart in charts:
        if chart.template == CARD and "/cards/" in chart.stem:
            continue
        name = chart.stem.rpartition("/")[2]
        if name not in done and (drawn := maker.fitting(chart)) is not None:
            done.add(name)
            stem = f"{said.lang}/data/{name}"
            yield maker.stamped(f"{stem}.csv", sheets.csv(drawn, said), drawn.mark)
            yield maker.stamped(f"{stem}.xlsx", sheets.xlsx(drawn, said), drawn.mark)
    cards = [chart for chart in _once(charts) if "/cards/" in chart.stem]
    if cards:
        yield from _of_cards(maker, cards, said)


def _of_cards(maker: Maker, cards: Sequence[Chart], said: Words) -> Iterator[Part]:
    t, material = said.t, maker.material
    template, known = TEMPLATES[CARD], material.names(said.lang)
    tables = []
    for chart in cards:
        (unit,) = chart.choices.units
        table = template.told(material, chart.choices, said).table
        tables.append(pd.concat({(unit, known[unit]): table}, names=[t("kit.unit_code"), t("table.unit")]))
    whole = pd.concat(tables).reset_index([0, 1]).reset_index(drop=True)
    release, framework = _of(maker)
    about = facts.of_file(_title(maker, said), release, framework, said)
    # Whoever looks its code up is shown the ranking, in which all of the cards' units stand.
    of = Choices(node=framework.headline.code)
    told = TEMPLATES["ranking"].told(material, of, said)
    mark = compose.marked(
        TEMPLATES["ranking"], material, of, SIZES[maker.settings.sizes[0]], LOOKS[maker.settings.look], said, told,
        maker.made, maker.address,
    )  # fmt: skip
    stem = f"{said.lang}/data/cards"
    yield maker.stamped(f"{stem}.csv", downloads.csv(whole, about), mark)
    sheet = downloads.xlsx(whole, about, t("press.figures"), t("about.title"))
    yield maker.stamped(f"{stem}.xlsx", sheet, mark)


def readme(maker: Maker, charts: Sequence[Chart], held: Sequence[str], said: Words, mark: Mark) -> str:
    """What is inside, what is not and why, how to cite it and how to tell that it is genuine; HTML to be printed."""
    t, (release, framework) = said.t, _of(maker)
    there, lang = set(held), said.lang
    counts: dict[str, int] = {}
    for name in sorted(there):
        if name.startswith(f"{lang}/"):
            folder = name.rpartition("/")[0]
            counts[folder] = counts.get(folder, 0) + 1
    rows = [(f"{folder}/", _folder(folder, said), said.number(count)) for folder, count in counts.items()]
    left = [
        f"{chart.stem} – {t('kit.no_room')}"
        for chart in charts
        if not any(f"{chart.stem}.{kind}" in there for kind in maker.settings.formats)
    ]
    cited = citation.of(release, framework, maker.address, None, said, part=_title(maker, said))
    paper = Paper(
        _title(maker, said), said.period(release.period), said, facts.stamped(release, framework, said),
        facts.mark(release, said), short(release.source, 60), {"": facts.facts(release, framework, said)},
        citation.apa(cited, said), mark,
    )  # fmt: skip
    return html(
        "kit.html", paper, said=t("kit.readme"), inside_title=t("kit.inside"),
        inside=Table("", (t("kit.folder"), t("kit.holds"), t("kit.files")), rows, 2), left_out=left,
        left_out_title=t("kit.left_out"), check_title=t("kit.check"),
        check=(t("kit.check_page", address=maker.address), t("kit.check_manifest"), t("kit.check_code")),
    )  # fmt: skip


def _mark(maker: Maker, said: Words) -> Mark:
    """Of the readme, which is the kit's own page."""
    return mark_of([maker.material.release], KIT, {}, said.lang, maker.made, maker.address)


def _folder(folder: str, said: Words) -> str:
    if folder.endswith("/data"):
        return said.t("kit.data")
    if folder.endswith("/cards"):
        return said.t("kit.cards")
    size = folder.partition("/")[2]
    return said.t("kit.charts", size=size) if size else said.t("kit.texts")


def _title(maker: Maker, said: Words) -> str:
    release, framework = _of(maker)
    name = framework.headline.names[said.lang]
    return said.t("kit.title", name=name, period=said.period_within(release.period))


def _of(maker: Maker) -> tuple[Drawable, Framework]:
    return maker.material.release, maker.material.framework


def _once(charts: Sequence[Chart]) -> list[Chart]:
    """Each chart in its first size."""
    first: dict[tuple[str, tuple[str, ...]], Chart] = {}
    for chart in charts:
        first.setdefault((chart.template, chart.choices.units), chart)
    return list(first.values())


def _data(charts: Sequence[Chart], lang: str) -> list[str]:
    own = [chart.stem.rpartition("/")[2] for chart in charts if chart.lang == lang and "/cards/" not in chart.stem]
    cards = ["cards"] if any("/cards/" in chart.stem and chart.lang == lang for chart in charts) else []
    return [name for name, _ in groupby(sorted(own))] + cards


def _texts(maker: Maker, chart: Chart, said: Words) -> tuple[Texts, str]:
    template, material = TEMPLATES[chart.template], maker.material
    told = template.told(material, chart.choices, said)
    mark = compose.marked(
        template, material, chart.choices, chart.size, LOOKS[maker.settings.look], said, told, maker.made, maker.address
    )  # fmt: skip
    return compose.texts_of(material, chart.choices, told, mark, said), mark.code
