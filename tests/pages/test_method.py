"""The method page reads a framework of many methods aloud, whole, in every language."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import store
from figures.words import LANGUAGES, translator
from pages.parts import access
from scoring import Framework, load_framework, load_frameworks, load_units, read_workbook, score
from scoring.units import DATA
from store import Draft, Viewer

ROOT = Path(__file__).resolve().parent.parent.parent
EVERY = load_framework(ROOT / "tests" / "every_method.toml")


@pytest.fixture
def page(monkeypatch):
    """The page as a reader of that language sees it, with one framework to choose."""

    def read(framework: Framework, lang: str) -> AppTest:
        monkeypatch.setattr(access, "releases", list)
        monkeypatch.setattr(access, "frameworks", lambda: {framework.id: framework})
        shown = AppTest.from_file(str(ROOT / "pages" / "method.py"), default_timeout=30)
        shown.query_params["lang"] = lang
        return shown.run()

    return read


def texts(shown: AppTest) -> list[str]:
    return [part.value for part in (*shown.header, *shown.markdown, *shown.caption, *shown.latex)]


@pytest.mark.parametrize(
    ("framework", "lang"),
    [*((EVERY, lang) for lang in LANGUAGES), *((framework, "vi") for framework in load_frameworks().values())],
    ids=lambda part: part if isinstance(part, str) else part.id,
)
def test_every_framework_is_read_aloud(page, framework, lang):
    shown = page(framework, lang)
    assert not shown.exception
    assert not [text for text in texts(shown) if "⟦" in text]
    assert list(shown.dataframe[0].value["code"]) == [node.code for node in framework.nodes]


def test_a_programme_is_no_edition_of_an_index(monkeypatch):
    monkeypatch.setattr(access, "releases", list)
    monkeypatch.setattr(access, "frameworks", load_frameworks)
    shown = AppTest.from_file(str(ROOT / "pages" / "method.py"), default_timeout=30)
    for name, value in {"lang": "en", "framework": "dti-405-province-published"}.items():
        shown.query_params[name] = value
    shown.run()
    offered = shown.selectbox(key="against").options
    assert offered and not [name for name in offered if "programme" in name]


def test_steps_stand_in_their_order_with_what_they_except(page):
    listed = next(text for text in texts(page(EVERY, "en")) if text.startswith("1. "))
    assert [line.split(".**")[0] for line in listed.split("\n")] == [
        "1. **Divide by a measure of size",
        "2. **Screen units",
        "3. **Fill in missing figures",
        "4. **Fill in missing figures",
        r"    - **Households with fibre:** What is missing stays missing\.",
        "    - **Satisfaction:** A missing figure lies on the straight line between the unit's own figures before and "
        r"after it; nothing is filled in beyond them\.",
        "5. **Treat outliers",
        "6. **Bring to one scale",
    ]
    assert r"Kept in any case\: Ha Noi (01)\. For all indicators\." in listed


def test_every_node_and_composite_has_the_formula_of_its_mean(page):
    shown = page(EVERY, "en")
    headline, composite, infrastructure, services = (found.value.strip("$\n") for found in shown.latex)
    assert headline.startswith(r"\begin{aligned} & s = \Big( \tfrac{1}{120} \big( \\ & \quad 60 \cdot (s_{")
    assert composite.startswith(r"\begin{aligned} & s = 300 \cdot \Big( \\ & \quad 100 / s_{")
    assert infrastructure.endswith(r"\Big)^{1 / 4.5} - 0.01 \end{aligned}")
    assert services.endswith(r"\Big)^{-1} - 1 \end{aligned}")
    assert r"Points\: Officials trained 1; Students of technology 1\." in texts(shown)  # Copeland's has no formula


def test_what_must_be_present_and_the_scale_are_said(page):
    t = translator("en")
    shown = texts(page(EVERY, "en"))
    handling = next(text for text in shown if text.startswith("- A node")).split("\n")
    assert handling == [
        "- A node has a score when at least 50% of its children's points and at least 60% of its children have one.",
        "    - **Public services:** A node has a score when at least 100% of its children's points and at least 60% of "
        "its children have one.",
        "- The points of a missing child are shared over the others, unless the column “When missing” says otherwise.",
        "- Figures that were filled in do not count towards coverage.",
        f"- {t('method.ranks', decimals=4)}",
        f"- {t('method.merger')}",
    ]
    assert f"{t('method.formula_text')} {t('method.scale_open')}" in shown
    plain = texts(page(load_framework("dti-922-province"), "en"))
    assert f"{t('method.formula_text')} {t('method.scale_unit')}" in plain
    assert t("method.steps") not in plain and t("method.imputed") not in "".join(plain)


def test_where_all_is_given_nothing_is_said_to_be_computed(page):
    t = translator("en")
    shown = page(load_framework("province-published"), "en")
    assert t("method.given") in texts(shown) and not shown.latex
    assert "A node has a score" not in "".join(texts(shown))


@pytest.fixture
def shipped(open_page, monkeypatch):
    """The method page over the published table of 2023, whose headline is a mean of published parts."""
    file = DATA / "published" / "province-2023.xlsx"
    framework = load_frameworks()["dti-922-province-published"]
    table, _ = read_workbook(file.read_bytes(), framework, load_units())
    me = Viewer("me", local=True)
    monkeypatch.setattr(access, "viewer", lambda: me)
    store.save(Draft(((file.name, file.read_bytes()),), table, score(framework, table.values)), me)

    def opened(**query: str) -> AppTest:
        shown = open_page("method", lang="en", framework=framework.id, **query)
        assert not shown.exception
        return shown

    return opened


def test_the_formula_carries_the_numbers_of_the_unit_in_the_address(shipped):
    # Da Nang 2023: 500 points of foundations and 500 of activities, as they stand in the published table.
    written = [latex.value for latex in shipped(unit="48", node="dti").latex]
    assert any(r"500 \cdot 0.9221" in each and r"500 \cdot 0.7459" in each and "= 0.8340" in each for each in written)


def test_weights_of_the_address_are_tried_and_labelled(shipped):
    shown = shipped(weigh="1", **{"w.nen_tang": "1000", "w.hoat_dong": "0"})
    assert any("Not the official weighting" in warning.value for warning in shown.warning)
    table = next(frame.value for frame in shown.dataframe if "tried" in frame.value)
    # Under the weight of the foundations alone the order is theirs.
    scores = next(iter(access.releases()))
    foundations = access.read(scores).scores.scores["nen_tang"].droplevel(0).round(12)
    assert table["tried"].to_dict() == foundations.rank(ascending=False, method="min").astype(int).to_dict()
    assert (table["best"] <= table["official"]).all() and (table["official"] <= table["worst"]).all()
    assert (table["best"] <= table["tried"]).all() and (table["tried"] <= table["worst"]).all()


def test_the_citation_carries_the_release(shipped):
    shown = shipped()
    release = next(iter(access.releases())).id
    assert any(release in code.value and code.value.startswith("@misc") for code in shown.code)
