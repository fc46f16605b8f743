"""The half-year review on paper: every sentence and figure in three languages, heads, page numbers, alternatives."""

import re

import pytest

from figures import halfyear
from figures.documents import review
from figures.documents.paper import Paper, css_text
from figures.exports.printing import printed
from figures.words import LANGUAGES, words
from scoring import load_units
from tests.figures.documents import pdfs
from tests.needs import CHROMIUM, program
from tests.scoring.halves import demonstration

BEFORE, AFTER = "2023-01", "2023-06"
FACTS = {"Kỳ": "Tháng 6", "Nguồn": "Bộ Khoa học & Công nghệ", "Mã bản công bố": "halves-2023-06-1a2b"}


def paper(lang: str) -> Paper:
    return Paper(
        words(lang).t("halfyear.title"), 'Khối "A" \\ <b>', words(lang), stamps=("DEMO <i>x</i>",), mark='Huế "M"',
        source="Nguồn: ở đâu", facts={"Bản tháng 6": FACTS}, citation="Bộ (2023). <Sách>.",
    )  # fmt: skip


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request, tmp_path_factory):
    """(language, sections, path of the PDF)."""
    program(*CHROMIUM)
    w = words(request.param)
    names = load_units().of("ministry-other", "")[f"name_{w.lang}"]
    sections = halfyear.review(demonstration(BEFORE), demonstration(AFTER), names, w)
    path = tmp_path_factory.mktemp("review") / "review.pdf"
    path.write_bytes(printed(review.document(sections, w.period(BEFORE), w.period(AFTER), paper(w.lang))))
    return w, sections, path


def test_every_sentence_and_figure_is_there(made):
    w, sections, path = made
    said = " ".join(pdfs.pages(path))
    bare = re.sub(r"\W", "", said)  # without what breaks lines
    for section in sections:
        assert re.sub(r"\W", "", section.title) in bare
        for sentence in section.sentences:
            assert re.sub(r"\W", "", sentence) in bare, sentence
        if section.table is not None:
            for row in section.table.itertuples():
                assert w.number(row.score_after, 4) in said and w.number(row.points, 4, signed=True) in said


def test_every_page_has_its_head_its_mark_and_its_number(made):
    w, _, path = made
    pages = pdfs.pages(path)
    assert len(pages) == int(pdfs.info(path)["Pages"]) > 2
    for number, page in enumerate(pages, start=1):
        assert page.startswith(f'{w.t("halfyear.title")}: Khối "A" \\ <b> Huế "M"')
        assert page.endswith(f"Nguồn: ở đâu {number}/{len(pages)}")


def test_it_says_where_its_figures_come_from(made):
    w, _, path = made
    first, last = pdfs.pages(path)[0], pdfs.pages(path)[-1]
    assert "DEMO <i>x</i>" in first
    assert all(key in last and value in last for key, value in FACTS.items())
    assert "Bộ (2023). <Sách>." in last and w.t("cite.title") in last


def test_it_is_tagged_in_the_language_and_every_drawing_is_told_in_words(made):
    w, sections, path = made
    content, told = path.read_bytes(), pdfs.info(path)
    assert told["Tagged"] == "yes" and told["Page size"].endswith("(A4)")
    assert told["Title"] == paper(w.lang).whole
    assert re.search(rb"/Lang\s*\(" + w.lang.encode(), content)
    charts = [review.largest(section, w.period(BEFORE), w.period(AFTER), w) for section in sections]
    assert sorted(pdfs.alternatives(content)) == sorted(alt for _, alt in filter(None, charts))
    kinds = pdfs.structure(path)
    assert all(kind in kinds for kind in ("H1", "H2", "Table", "TH", "Figure", "Caption"))


def test_only_our_own_face_is_used_and_it_is_embedded(made):
    fonts = pdfs.fonts(made[2])
    assert fonts and all(name.startswith("BeVietnamPro") for name in fonts) and all(fonts.values())


def test_nothing_is_fetched_and_nothing_runs(made):
    w = made[0]
    page = review.document([], "", "", paper(w.lang))
    assert "default-src 'none'" in page and "<script" not in page and "<b>" not in page.split("<body>")[1]
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?!data:)", page)
    assert css_text('"; } </style>\n') == '"\\22 \\3b  \\7d  \\3c \\2f style\\3e "'


def test_the_largest_changes_are_those_of_the_table():
    w = words("en")
    names = load_units().of("ministry-other", "")["name_en"]
    section = halfyear.review(demonstration(BEFORE), demonstration(AFTER), names, w)[1]
    points = section.table.set_index("name")["points"].sort_values(ascending=False)
    found = review.changes(section)
    assert list(found) == list(points[points > 0][:8]) + list(points[points < 0][-8:])
    _, alt = review.largest(section, "a", "b", w)
    assert alt.count(";") == len(found) - 1 and f"{found.index[0]} {w.number(found.iloc[0], 4, signed=True)}" in alt
