"""Slides and workbooks as LibreOffice shows them: every name and figure is drawn, and charts stay charts.

All files are converted in one start, once to be looked at (PDF) and once to be edited (its own formats).
"""

import re
import subprocess
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from figures import halfyear
from figures.documents.paper import Paper
from figures.exports.pptx import pptx
from figures.exports.sheets import xlsx
from figures.palette import ACCENT, CLASSES
from figures.press.drawn import Drawn
from figures.press.looks import LIGHT, LOOKS, QUIET, STAMP
from figures.provenance.stamps import holds, read, stamp
from figures.slides import review
from figures.slides.native import native
from figures.words import words
from scoring import load_units
from scoring.units import DATA
from tests.figures.documents import pdfs
from tests.figures.exports import test_pptx
from tests.figures.press.materials import PROVINCES, drawn, material
from tests.figures.provenance.files import PUBLIC, SIGNER
from tests.figures.slides.decks import CHARTS, chart, opened
from tests.figures.slides.houses import ordinary
from tests.needs import missing, program
from tests.scoring.halves import demonstration

pytestmark = pytest.mark.office
LANG = {"ranking": "vi", "ends": "en", "card": "en", "comparison": "vi", "classes": "es", "lines": "en", "ranks": "es",
        "slope": "vi", "programme": "vi"}  # fmt: skip
SHEETS = ("ranking", "comparison", "classes", "lines", "ranks")
_FONTS = (
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig><dir>{}</dir>'
    '<include ignore_missing="yes">/etc/fonts/fonts.conf</include><cachedir>{}</cachedir></fontconfig>'
)


@pytest.fixture(scope="module")
def shown(tmp_path_factory, kept) -> Path:
    """A folder with every file as it leaves, with its mark and signature, as PDF, and as LibreOffice's own formats."""
    folder = tmp_path_factory.mktemp("office")
    for template, lang in LANG.items():
        test_pptx.slide_of(template, lang)
        _keep(folder / f"{template}.pptx", test_pptx.MADE[template, lang], chart(template, lang))
    for template in SHEETS:
        of = chart(template, LANG[template])
        _keep(folder / f"{template}-sheet.xlsx", xlsx(of, words(LANG[template])), of)
    of_map, dark = drawn("map", material(PROVINCES), "vi", "16-9"), drawn("ends", material(PROVINCES), look="dark")
    _keep(folder / "map.pptx", pptx(of_map, words("vi"), browser=kept), of_map)
    _keep(folder / "dark.pptx", pptx(dark, words("vi")), dark)
    _keep(folder / "dark-sheet.xlsx", xlsx(dark, words("vi")), dark)
    _keep(folder / "review.pptx", _review(), of_map)
    conf = folder / "fonts.conf"
    conf.write_text(_FONTS.format(DATA / "fonts", folder / "cache"), encoding="utf-8")
    for kind, files in (("pdf", "*.[px][pl]*x"), ("odp", "*.pptx"), ("ods", "*.xlsx")):
        names = sorted(path.name for path in folder.glob(files))
        command = [program("soffice"), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
                   "--convert-to", kind, *names]  # fmt: skip
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180,
                       env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "FONTCONFIG_FILE": str(conf)})  # fmt: skip
    if not (folder / "ranking.pdf").exists():
        missing("LibreOffice has no Impress; `make test` as root installs libreoffice-impress")
    return folder


def _keep(path: Path, content: bytes, of: Drawn) -> None:
    stamped = stamp(content, path.suffix[1:], of.mark, SIGNER)
    assert holds(read(stamped, path.suffix[1:]), [PUBLIC])
    path.write_bytes(stamped)


def _review() -> bytes:
    w = words("vi")
    names = load_units().of("ministry-other", "")["name_vi"]
    sections = halfyear.review(demonstration("2023-01"), demonstration("2023-06"), names, w)
    about = Paper(w.t("halfyear.title"), "Khối", w, stamps=("SỐ LIỆU MINH HỌA",), source="Nguồn · mã", citation="Bộ.")
    return review.slides(sections, "tháng 1", "tháng 6", about, ordinary())


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def shares(path: Path, *colours: str, page: int = 1) -> list[float]:
    """How much of a page each colour takes."""
    stem = path.with_suffix("")
    subprocess.run([program("pdftoppm"), "-r", "50", "-f", str(page), "-singlefile", "-png", path, stem], check=True)
    pixels = np.asarray(Image.open(stem.with_suffix(".png")).convert("RGB")).astype(int)
    wanted = [[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in colours]
    return [float((np.abs(pixels - each).max(axis=2) <= 12).mean()) for each in wanted]


@pytest.mark.parametrize("template", CHARTS)
def test_every_name_and_figure_of_a_slide_is_drawn(shown, template):
    of, (page,) = chart(template, LANG[template]), pdfs.pages(shown / f"{template}.pdf")
    found, said = native(of, words(LANG[template])), bare(page)
    for text in (of.around.title, of.around.subtitle, *of.around.stamps, *of.around.notes, *of.around.facts):
        assert bare(text) in said
    assert [name for name in found.categories if bare(name) not in said] == []
    loud = [name for each, name in zip(found.series, found.names, strict=True) if not each.quiet]
    if len(found.series) > 1:
        assert [name for name in loud if bare(name) not in said] == []
    if found.kind != "lines":
        values = [value for each in found.series for value in each.values if value is not None]
        number = words(LANG[template]).number  # as the language writes it
        halves = [{number(value, 4), number(value + 1e-9, 4)} for value in values]  # a half may be rounded up
        assert [either for either in halves if not any(each in said for each in either)] == []


@pytest.mark.parametrize(
    ("template", "colours"),
    [
        ("ranking", (ACCENT, QUIET)),
        ("comparison", LIGHT.lines[:3]),
        ("classes", CLASSES),
        ("card", (ACCENT, QUIET)),
        ("lines", (STAMP, LIGHT.lines[1])),
    ],
)
def test_bars_and_lines_have_the_colours_of_the_chart(shown, template, colours):
    assert all(share > 0.0005 for share in shares(shown / f"{template}.pdf", *colours))


def test_a_dark_chart_is_dark_on_slides_and_in_workbooks_and_grounds_stay_light_elsewhere(shown):
    look = LOOKS["dark"]
    ground, accent, light = shares(shown / "dark.pdf", look.ground, look.accent, "#ffffff")
    assert ground > 0.5 and accent > 0.01 and light < 0.02
    assert shares(shown / "ranking.pdf", look.ground)[0] < 0.01
    ground, accent = shares(shown / "dark-sheet.pdf", look.ground, look.accent, page=2)
    assert ground > 0.05 and accent > 0.005


def test_our_own_face_is_on_the_slides(shown):
    assert "BeVietnamPro" in " ".join(pdfs.fonts(shown / "ranking.pdf"))


def test_the_map_has_its_table_on_slides_of_its_own(shown):
    first, *others = pdfs.pages(shown / "map.pdf")
    names = drawn("map", material(PROVINCES), "vi", "16-9").table[words("vi").t("table.name")]
    assert others and [name for name in names if bare(name) not in bare("".join(others))] == []
    assert sum(shares(shown / "map.pdf", *CLASSES)) > 0.02 and "Hoàng Sa" in first


def test_the_review_stands_on_the_houses_masters_and_none_of_its_slides(shown):
    deck, pages = opened((shown / "review.pptx").read_bytes()), pdfs.pages(shown / "review.pdf")
    assert len(pages) == len(deck.slides) == 10 and "SECRET" not in "".join(pages)
    assert all("SỐ LIỆU MINH HỌA" in page and "Nguồn · mã" in page for page in pages)
    assert shares(shown / "review.pdf", "#b00020")[0] > 0.03


@pytest.mark.parametrize("template", CHARTS)
def test_charts_of_slides_are_objects_with_their_figures(shown, template):
    found = native(chart(template, LANG[template]), words(LANG[template]))
    held = _charts(shown / f"{template}.odp")
    assert sum(len(rows) for rows in held) >= len(found.categories)
    kind = "chart:line" if found.kind == "lines" else "chart:bar"
    assert held and all(kind in text for text in _objects(shown / f"{template}.odp"))
    values = {value for rows in held for value in rows}
    wanted = {round(v, 6) for each in found.series for v in each.values if v is not None}
    assert wanted <= {round(value, 6) for value in values}


@pytest.mark.parametrize("template", SHEETS)
def test_a_workbook_shows_its_chart_beside_the_figures(shown, template):
    of, pages = chart(template, LANG[template]), pdfs.pages(shown / f"{template}-sheet.pdf")
    said = bare("".join(pages))
    assert bare(of.texts.title) in said and bare(of.texts.framework) in said
    (held,) = _charts(shown / f"{template}-sheet.ods")
    found = native(of, words(LANG[template]))
    wanted = {round(v, 6) for each in found.series for v in each.values if v is not None}
    assert wanted <= {round(value, 6) for value in held}


def _objects(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"Object[^/]*/content\.xml", name)]
        texts = [archive.read(name).decode() for name in names]
    return [text for text in texts if "<office:chart>" in text]


def _charts(path: Path) -> list[list[float]]:
    """Of every chart object the numbers in its own table."""
    return [[float(value) for value in re.findall(r'office:value="([^"]+)"', text)] for text in _objects(path)]
