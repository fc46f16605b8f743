"""The page that verifies: a bundle somebody has, or a release as it is published here."""

import base64
import string
from concurrent.futures import wait
from threading import Event

import pytest

from figures import differences
from figures.markdown import literal
from figures.words import LANGUAGES, words
from pages.parts import work
from scoring.bundle import DamagedBundle, Difference
from scoring.bundle.compare import TEMPLATES
from store import bundles, clock, gate, lifecycle, pictures
from store.pictures import Picture
from tests.pages.test_about import corrected, texts
from tests.scoring.bundle.made import KEY, PUBLIC, manifest, members, replaced, signed
from tests.store.made import EVERYBODY, HOUR, NOON, analyst, approver, in_review, own, published

t = words("en").t
OTHERS_KEY = base64.b64encode(PUBLIC).decode()


@pytest.fixture
def people(own_store):
    return analyst(), approver()


def said(shown) -> str:
    return texts(shown) + "\n".join(element.value for element in shown.success)


def rows(shown) -> list[str]:
    return list(shown.dataframe[0].value[t("verify.what")])


def checked(shown, *wanted: str):
    """The page once it says one of `wanted`; the check runs in a thread and a process of its own."""
    for _ in range(200):
        if any(each in said(shown) for each in wanted):
            return shown
        shown = shown.run()
    raise AssertionError(said(shown))


def given(open_page, content: bytes, key: str = "", *wanted: str, viewer=None):
    shown = open_page("verify", viewer)
    if key:
        shown = shown.radio[0].set_value("other").run()
        shown.text_area[0].set_value(key)
    shown.get("file_uploader")[0].set_value(("bundle.zip", content, "application/zip"))
    return checked(shown.run(), *wanted or (t("verify.identical"), "Not identical", t("verify.damaged")))


def test_a_published_bundle_is_identical_and_in_force(people, open_page):
    (release,) = published(*people).releases
    shown = given(open_page, bundles.bundle(release, EVERYBODY))
    assert t("verify.identical_long") in said(shown)
    assert t("verify.here_published", id=release.id, by="") in said(shown)


def test_a_superseded_and_a_withdrawn_release_say_so(people, open_page):
    old, made, _ = corrected(*people)
    by_id = {release.id: release for release in gate.visible(EVERYBODY, clock.now())}
    shown = given(open_page, bundles.bundle(by_id[old], EVERYBODY))
    assert t("verify.here_superseded", id=old, by=made) in said(shown)
    content = bundles.bundle(by_id[made], EVERYBODY)
    _, bình = people
    lifecycle.withdraw(bình, gate.submission(bình, by_id[made].submission, clock.now()), "Nhầm", clock.now())
    shown = given(open_page, content)
    assert "**This release was withdrawn.**" in said(shown) and "Reason: Nhầm" in said(shown)
    # Its figures were made up by the test and are not those of its workbook: that is told, too.
    (row,) = rows(shown)
    assert row.startswith("2023-01, ") and "the workbook gives" in row


def test_what_waits_for_its_hour_is_not_known_here(people, open_page):
    """Whoever guesses the id of a release under embargo learns nothing from a bundle that names it."""
    anna, bình = people
    (release,) = lifecycle.approve(bình, in_review(anna), clock.now() + HOUR, clock.now()).releases
    about = {"id": release.id, "framework": release.framework, "period": release.period}
    forged = signed(members(), manifest(release=about))
    shown = given(open_page, forged, OTHERS_KEY)
    assert t("verify.here_unknown") in said(shown)


def test_a_bundle_of_somebody_else_is_identical_under_their_key_only(people, open_page):
    content = signed(members(), key=KEY)
    shown = given(open_page, content, OTHERS_KEY)
    assert t("verify.identical_long") in said(shown) and t("verify.here_unknown") in said(shown)
    shown = given(open_page, content)
    assert t("verify.differs", count=1) in said(shown)
    (row,) = rows(shown)
    assert row.startswith("manifest.sig: ") and row.endswith("which is not the one chosen.")


def test_a_changed_member_is_named(people, open_page):
    scores = members()["scores.csv"].replace(b"2023-01", b"2023-02", 1)
    shown = given(open_page, replaced(signed(members()), scores_dot_csv=scores), OTHERS_KEY)
    assert t("difference.member_changed", member="scores.csv") in rows(shown)


@pytest.mark.parametrize("content", [b"no archive", b"PK\x03\x04" + b"x" * 100], ids=["text", "cut"])
def test_a_damaged_file_is_refused_as_damaged(people, open_page, content):
    shown = given(open_page, content)
    assert t("verify.damaged") in said(shown) and not shown.exception and not shown.dataframe


def test_what_is_no_key_is_refused(people, open_page):
    shown = open_page("verify")
    shown = shown.radio[0].set_value("other").run()
    shown = shown.text_area[0].set_value("my key").run()
    assert t("verify.key_wrong") in said(shown)


def test_a_release_published_here_is_worked_out_again(people, open_page):
    (release,) = published(*people).releases
    in_review(people[0], own(period="2023-02"))
    shown = open_page("verify", of="release", release=release.id)
    assert [len(box.options) for box in shown.selectbox if box.key == "choose_release"] == [1]
    shown = next(b for b in shown.button if b.label == t("verify.begin")).click().run()
    shown = checked(shown, t("verify.identical"))
    assert t("verify.here_published", id=release.id, by="") in said(shown)


def test_visitors_send_small_files_and_analysts_large_ones(people, open_page):
    assert t("verify.file_help", most=16) in said(open_page("verify"))
    assert t("verify.file_help", most=50) in said(open_page("verify", people[0]))


def test_only_so_many_strangers_wait(people, open_page):
    """Each of them holds a file; who comes when all turns are taken is told so, and gets one later."""
    waiting = Event()
    held = [work.begin(lambda report: waiting.wait(30), (), anybodys=True) for _ in range(work.MOST_OF_STRANGERS)]
    try:
        assert [each.before for each in held] == list(range(work.MOST_OF_STRANGERS))
        shown = given(open_page, b"no archive", "", t("verify.busy"))
        assert not shown.exception
    finally:
        waiting.set()
    wait([each.future for each in held])
    assert {each.before for each in held} == {0}
    assert t("verify.damaged") in said(checked(shown.run(), t("verify.damaged")))


def filled(template: str) -> dict[str, str]:
    return {name: f"<{name}>" for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_difference_and_every_damage_is_a_sentence(lang):
    w = words(lang)
    for code, template in TEMPLATES.items():
        (told,) = differences.sentences([Difference(code, filled(template))], w)
        assert all(value in told for value in filled(template).values())
    for code, template in DamagedBundle.TEMPLATES.items():
        told = differences.damaged(DamagedBundle(code, **filled(template)), w)
        assert all(value in told for value in filled(template).values())


def test_a_figure_that_is_not_there_is_so_in_the_reader_s_language():
    words_of = {"period": "2023-01", "unit": "BNV", "column": "1.1", "again": "0.5", "kept": "nothing"}
    told = differences.sentences([Difference("value", words_of)], words("vi"))
    assert told == ["2023-01, BNV, 1.1: tệp gốc cho 0.5, trong gói là không có gì."]


def shown_as(key: str, **values: str) -> str:
    return literal(t(key, **values))


def picture_of(release, viewer=EVERYBODY) -> Picture:
    made = Picture("7K3QX9M2TA", (release.id,), "ranking", {"title": "Zq picture"}, "vi", NOON)
    pictures.keep(viewer, [release], made)
    return made


def test_a_picture_is_looked_up_by_its_code(people, open_page):
    (release,) = published(*people).releases
    picture_of(release)
    shown = open_page("verify", of="code", code=" 7k3qx-9m2ta ")
    assert not shown.exception
    assert shown_as("verdict.untold_long") in said(shown) and shown_as("verdict.now_current") in said(shown)
    assert literal(release.id) in said(shown) and literal("7K3QX-9M2TA") in said(shown)
    shown = shown.text_input(key="verify_code").set_value("0000000000").run()
    assert shown_as("verdict.unknown_long") in said(shown) and release.id not in said(shown)
    shown = shown.text_input(key="verify_code").set_value("no code").run()
    assert shown_as("verdict.unknown_long") in said(shown)


def test_a_code_under_embargo_is_unknown_to_strangers_and_hidden_for_insiders(people, open_page):
    anna, bình = people
    (release,) = lifecycle.approve(bình, in_review(anna), clock.now() + HOUR, clock.now()).releases
    picture_of(release, bình)
    shown = open_page("verify", of="code", code="7K3QX9M2TA")
    assert shown_as("verdict.unknown_long") in said(shown) and "Zq" not in said(shown) and release.id not in said(shown)
    shown = open_page("verify", bình, of="code", code="7K3QX9M2TA")
    assert shown_as("verdict.now_hidden") in said(shown)


def test_a_picture_of_what_was_replaced_or_withdrawn_says_so(people, open_page):
    old, made, _ = corrected(*people)
    by_id = {release.id: release for release in gate.visible(EVERYBODY, clock.now())}
    picture_of(by_id[old])
    assert shown_as("verdict.now_superseded", by=made) in said(open_page("verify", of="code", code="7K3QX9M2TA"))
    _, bình = people
    lifecycle.withdraw(bình, gate.submission(bình, by_id[old].submission, clock.now()), "Nhầm", clock.now())
    assert shown_as("verdict.now_withdrawn", reason="Nhầm") in said(open_page("verify", of="code", code="7K3QX9M2TA"))
