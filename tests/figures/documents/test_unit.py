"""A unit on paper: every figure of its tables, both charts in words; the sheet that its page is printed with."""

import pytest

from figures import unit_parts, unit_path, unit_places
from figures.documents import unit
from figures.documents.paper import Paper
from figures.exports.printing import printed
from figures.words import LANGUAGES
from tests.figures.documents import pdfs
from tests.figures.shipped import one, scores_of
from tests.needs import CHROMIUM, program

FILES = {"2022": "published/province-2022.xlsx", "2023": "published/province-2023.xlsx"}


def told(lang: str) -> tuple[unit_places.OneUnit, unit.Told]:
    of = one(FILES["2023"], "48", lang)
    table = unit_places.places(of, unit_places.peers(of, unit_places.NEAREST))
    found = unit_parts.findings(of)
    findings = {f"<{kind}>": unit_parts.finding_lines(of, found, kind) for kind in ("strength", "weakness")}
    path = unit_path.path(of, [("63", scores_of(file)) for file in FILES.values()], [])
    return of, unit.Told([unit_places.lead(of, table), ""], unit_places.main_rows(table), findings, path)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_document_holds_every_figure_and_both_charts_in_words(lang, tmp_path):
    program(*CHROMIUM)
    of, known = told(lang)
    path = tmp_path / "unit.pdf"
    path.write_bytes(printed(unit.document(of, known, Paper("Đà Nẵng", "2023", of.words, facts={"": {"Mã": "x-1"}}))))
    said, t = " ".join(pdfs.pages(path)), of.words.t
    assert known.said[0] in said and "Mã x-1" in said and "1/2" in said
    for code, row in known.places.iterrows():
        assert of.node_names[code] in said and of.words.number(row["median"], 4) in said
    for _, row in known.path.iterrows():
        assert of.words.number(row["score"], 4) in said
    short = [text.partition(".")[0] for text in pdfs.alternatives(path.read_bytes())]
    assert sorted(short) == sorted([t("unit.places"), t("unit.path")])
    assert set(pdfs.fonts(path).values()) == {True}


def test_the_sheet_is_one_without_charts_and_escapes_what_is_data():
    of, known = told("en")
    page = unit.sheet(of, known, ["DRAFT <b>"], {"Source": "a & b" + "x" * 300, "Note": ""})
    assert page.startswith('<div class="sheet">') and "<svg" not in page and "style=" not in page
    assert "DRAFT &lt;b&gt;" in page and "Source: a &amp; bx" in page and "…" in page and "Note" not in page
    assert "&lt;strength&gt;" in page and page.count("<table>") == 2


def test_a_unit_of_which_nothing_is_known_is_a_document_too():
    of, known = told("en")
    nothing = unit.Told(["Nothing."], known.places.iloc[:0], {}, known.path.iloc[:0])
    assert "Nothing." in unit.document(of, nothing, Paper("x", "", of.words))
