"""The press page: its choices, the limits of its words, what it hands out, and what it says without a Chromium."""

import io
import json
import zipfile

import pytest
from PIL import Image

from figures.exports import browser
from figures.provenance.stamps import read
from figures.words import words
from store import clock, early, gate, pictures
from store.viewers import Role, Viewer
from tests.needs import CHROMIUM, program
from tests.store import made
from tests.store.made import analyst, approver, draft, published

EN = words("en")
SHIPPED = "dti-922-province-published"


@pytest.fixture
def release(own_store):
    anna, binh = analyst(block="province"), approver(block="province")
    return published(anna, binh, draft("published/province-2023.xlsx", SHIPPED)).releases[0]


@pytest.fixture
def no_browser(monkeypatch):
    """Most of the page needs none; what it draws then travels as data."""
    monkeypatch.setenv("BROWSER_PATH", "/nowhere")
    browser.KEPT.stop()  # one that an earlier test has started would go on drawing


def figure(shown) -> dict:
    assert not shown.exception
    (element,) = shown.get("plotly_chart")
    return json.loads(element.proto.spec)


def said(shown) -> list[str]:
    return [text for trace in figure(shown)["data"] for text in trace.get("text", []) if trace.get("mode") == "text"]


def box(shown, kind: str, key: str):
    return next(each for each in getattr(shown, kind) if each.key == key)


def test_anybody_draws_a_chart_of_what_they_may_see(release, no_browser, open_page):
    shown = open_page("press", None, release=release.id, template="ends", n="3", units="48", size="1-1")
    texts = said(shown)
    assert "Digital transformation index (DTI), 2023: the top 3" in texts and "Da Nang" in texts
    assert figure(shown)["layout"]["width"] == 1080
    assert shown.query_params["template"] == "ends" and shown.query_params["units"] == "48"


def test_without_a_chromium_it_says_what_is_missing_and_how_to_mend_it(release, no_browser, open_page, downloads):
    shown = open_page("press", None, release=release.id)
    assert [each.value for each in shown.warning] == [EN.t("press.no_browser")]
    assert [each.value for each in shown.code][0] == "sudo apt-get install chromium"
    assert {name.rpartition(".")[2] for name in downloads()} == {"html", "csv", "xlsx", "pptx"}


def test_every_template_that_fits_opens_and_none_else_is_offered(release, no_browser, open_page):
    shown = open_page("press", None, release=release.id)
    for option in box(shown, "selectbox", "press_template").options:
        shown = box(shown, "selectbox", "press_template").select(option).run()
        assert figure(shown)["layout"]["height"] == 1080 and not shown.error
    names = [EN.t(f"press.template_{name}") for name in ("lines", "ranks", "slope", "programme")]
    assert not set(names) & set(box(shown, "selectbox", "press_template").options)  # of one year alone there are none


def test_words_may_be_edited_and_numbers_may_not(release, no_browser, open_page):
    shown = open_page("press", None, release=release.id, units="48")
    shown = box(shown, "text_input", "press_title").input("Da Nang leads with 0.8340").run()
    shown = box(shown, "text_input", "press_remark_48").input("first again").run()
    assert "Da Nang leads with 0.8340" in said(shown) and "Da Nang: first again" in said(shown)
    shown = box(shown, "text_input", "press_title").input("Da Nang leads with 0.9").run()
    expected = EN.t("press.fault_number", field=EN.t("press.field_title"), told="0.9")
    assert [each.value for each in shown.error] == [expected] and not shown.get("plotly_chart")


def test_nothing_leaves_without_alternative_texts(release, no_browser, open_page, downloads):
    shown = open_page("press", None, release=release.id)
    written = box(shown, "text_area", "press_alt_short").value
    assert written.startswith("Digital transformation index (DTI), 2023.") and len(written) <= 220
    downloads()
    shown = box(shown, "text_area", "press_alt_short").input("").run()
    assert [each.value for each in shown.error] == [EN.t("press.alt_missing")]
    assert downloads() == {}
    shown = box(shown, "text_area", "press_alt_short").input("All provinces by rank").run()
    assert not shown.error and downloads()
    # What a person wrote stays when another chart is chosen; what was written for them follows it.
    shown = box(shown, "selectbox", "press_template").select(EN.t("press.template_map")).run()
    assert box(shown, "text_area", "press_alt_short").value == "All provinces by rank"
    assert EN.t("basis.measured") or box(shown, "text_area", "press_alt_long").value != written


def test_files_carry_a_mark_and_their_code_finds_them(release, no_browser, open_page, downloads):
    open_page("press", None, release=release.id, template="ranking", units="48")
    files = downloads()
    marks = {name.rpartition(".")[2]: read(content, name.rpartition(".")[2]).mark for name, content in files.items()}
    assert {mark.releases for mark in marks.values()} == {(release.id,)}
    code = marks["csv"].code
    found, standing = pictures.of_code(Viewer(), code, clock.now())
    assert (found.template, found.lang, standing.state) == ("ranking", "en", "current")
    assert found.options["units"] == ["48"]


def test_what_is_not_public_is_stamped_and_nobody_elses(own_store, no_browser, open_page, monkeypatch):
    anna, binh = analyst(), approver()
    monkeypatch.setattr(clock, "now", lambda: made.NOON)
    found = published(anna, binh, made.own(), publish_at=made.NOON + made.HOUR).releases[0]
    reader = made.person("Mai", Role("press"))
    early.name_reader(binh, gate.submission(binh, found.submission, made.NOON), reader.account, made.NOON)
    shown = open_page("press", reader, release=found.id)
    texts = " ".join(said(shown))
    assert EN.t("stamp.approved") in texts and EN.t("stamp.reader", name="Mai") in texts
    stranger = open_page("press", None, release=found.id)
    assert not stranger.get("plotly_chart") and EN.t("choose.nothing") in [each.value for each in stranger.info]


@pytest.mark.exports
def test_the_preview_is_the_export_and_several_leave_at_once(release, open_page, downloads):
    program(*CHROMIUM)
    shown = open_page("press", None, release=release.id, template="ends", size="og", scale="1")
    assert not shown.exception and not shown.get("plotly_chart")
    files = downloads()
    picture = next(content for name, content in files.items() if name.endswith(".png"))
    assert Image.open(io.BytesIO(picture)).size == (1200, 630) and read(picture, "png").mark.template == "ends"
    shown = open_page(
        "press", None, release=release.id, many=["map", "ends"], many_langs=["vi", "en"], many_sizes=["1-1"],
        many_kinds=["png"],
    )  # fmt: skip
    shown.session_state["press_several"] = True
    shown.run()
    archive = next(content for name, content in downloads().items() if name.endswith(".zip"))
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        names = opened.namelist()
    assert names == [f"{release.id}-{t}-{lang}-1-1@2x.png" for t in ("map", "ends") for lang in ("vi", "en")]
