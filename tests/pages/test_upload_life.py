"""An analyst's submissions on the upload page: sent, taken back, returned, marked as a correction, discarded."""

import io

import openpyxl
import pytest

from figures.words import words
from scoring import load_framework
from scoring.editions import framework_workbook
from scoring.units import DATA
from store import audit, clock, corrections, gate, lifecycle, saving
from store.database import engine
from store.schema import roles
from store.viewers import Role, Viewer
from tests.pages.test_about import corrected, texts
from tests.store.made import (
    EVERYBODY,
    HOUR,
    NOON,
    analyst,
    approver,
    changed,
    draft,
    in_review,
    own,
    person,
    published,
    submission_of,
)

t = words("en").t


@pytest.fixture
def people(own_store):
    return analyst(), approver()


def press(shown, label: str):
    """The page after a click on the button with this label."""
    (button,) = (each for each in shown.button if each.label == label)
    return button.click().run()


def labels(shown) -> list[str]:
    return [button.label for button in shown.button if button.key and not button.key.startswith("open_")]


def mine(open_page, viewer):
    return open_page("upload", viewer, do="mine")


def one_period(by, **figures):
    """A draft of the figures that differ in one unit."""
    first = own()
    unit = first.table.values.index[0][1]
    return saving.save(changed(first, unit, **figures), by, NOON)[0]


COLUMN = next(c for c in own().table.values.columns if own().table.values[c].notna().all())


def test_a_draft_is_sent_taken_back_and_discarded(people, open_page):
    anna, _ = people
    (made,) = saving.save(own(), anna, NOON)
    shown = mine(open_page, anna)
    assert labels(shown) == [t("mine.send"), t("mine.discard_yes")]
    shown = press(shown, t("mine.send"))
    assert submission_of(anna, made).state == "review"
    said = texts(shown)
    assert t("mine.sent") in said and t("mine.done_send") in [s.value for s in shown.success]
    assert labels(shown) == [t("mine.recall")]
    shown = press(shown, t("mine.recall"))
    assert submission_of(anna, made).state == "draft" and t("mine.done_recall") in [s.value for s in shown.success]
    shown = press(shown, t("mine.discard_yes"))
    assert gate.one(anna, made, NOON) is None and t("mine.none") in texts(shown)


def test_what_was_returned_gives_the_approver_s_reason(people, open_page):
    anna, bình = people
    lifecycle.give_back(bình, in_review(anna), "Ô *F14* sai", NOON)
    shown = mine(open_page, anna)
    assert t("mine.returned", reason="Ô \\*F14\\* sai") in texts(shown)
    assert t("mine.send") in labels(shown)


def test_what_waits_for_its_hour_and_what_is_over_is_shown(people, open_page):
    anna, bình = people
    moment = clock.now() + HOUR
    lifecycle.approve(bình, in_review(anna), moment, clock.now())
    done = published(anna, bình, own(period="2023-02"))
    lifecycle.withdraw(bình, published(anna, bình, own(period="2023-03")), "Nhầm", NOON)
    said = texts(mine(open_page, anna))
    assert t("mine.approved", moment=words("en").moment(clock.to_local(moment))) in said
    assert "February 2023" in said and t("mine.withdrawn", reason="Nhầm") in said
    assert done.state == "published"


def test_only_one_s_own_are_shown(people, open_page):
    anna, _ = people
    in_review(analyst("Khác"))
    assert t("mine.none") in texts(mine(open_page, anna))


def test_the_version_on_screen_decides(people, open_page):
    """Somebody moves it between the drawing of the page and the click."""
    anna, bình = people
    sent = in_review(anna)
    shown = mine(open_page, anna)
    lifecycle.approve(bình, sent, None, NOON)
    shown = press(shown, t("mine.recall"))
    (said,) = [e.value for e in shown.error]
    assert said.startswith("Bình was faster, at 1 July 2026, 12:00: the state is now “published”.")
    assert not shown.exception and submission_of(anna, sent.releases[0].id).state == "published"


def test_a_role_that_was_taken_away_meanwhile_is_said(people, open_page):
    anna, _ = people
    (made,) = saving.save(own(), anna, NOON)
    shown = mine(open_page, anna)
    with engine().begin() as connection:
        connection.execute(roles.delete())
    shown = press(shown, t("mine.send"))
    assert not shown.exception and t("refused.role") in texts(shown)
    assert submission_of(anna, made).state == "draft" and audit_of(anna) == ["saved"]


def audit_of(viewer):
    seen = audit.entries(person("Yến", Role("administrator")), who=viewer.name)
    return [entry.act for entry in seen]


def test_a_correction_shows_its_effect_before_it_is_marked_and_can_be_undone(people, open_page):
    anna, bình = people
    (old,) = published(anna, bình).releases
    made = one_period(anna, **{COLUMN: 0.0})
    shown = mine(open_page, anna)
    assert t("standing.published", period="January 2023", id=old.id) in texts(shown)
    shown.session_state[f"correct_{submission_of(anna, made).id}"] = True  # a click on its heading
    shown = shown.run()
    assert "Figures changed: 1;" in texts(shown)
    shown = press(shown, t("correct.mark"))
    assert t("correction.text", most=corrections.MOST) in texts(shown)
    shown.text_area[0].set_value("Bộ A gửi thiếu một số liệu")
    shown = press(shown, t("correct.mark"))
    said = texts(shown)
    assert t("correct.done_mark") in [s.value for s in shown.success]
    assert t("standing.published", period="January 2023", id=old.id) not in said
    (kept,) = submission_of(anna, made).releases
    assert kept.supersedes == old.id and corrections.notice(anna, kept).text == "Bộ A gửi thiếu một số liệu"
    shown = press(shown, t("correct.undo"))
    (kept,) = submission_of(anna, made).releases
    assert kept.supersedes == "" and t("correct.done_undo") in [s.value for s in shown.success]


def test_what_waits_already_is_said_before_it_is_sent(people, open_page):
    anna, _ = people
    other = in_review(analyst("Khác"))
    saving.save(own(), anna, NOON)
    said = texts(mine(open_page, anna))
    assert t("standing.review", period="January 2023", id=other.releases[0].id, name="Khác") in said


def test_without_accounts_a_draft_can_be_seen_and_discarded_only(own_store, open_page):
    me = Viewer("0" * 32, local=True)
    (made,) = saving.save(draft(), me, NOON)
    shown = mine(open_page, me)
    assert t("mine.needs_accounts") in texts(shown) and labels(shown) == [t("mine.discard_yes")]
    press(shown, t("mine.discard_yes"))
    assert gate.one(me, made, NOON) is None


FILE = DATA / "demo" / "ministry-other-2023-01.xlsx"


def uploaded(open_page, viewer, wanted: str):
    """The page with the file given to it, as soon as it says `wanted`; the work goes on in a thread."""
    shown = open_page("upload", viewer)
    box = next(box for box in shown.selectbox if box.key == "upload_framework")
    shown = box.set_value("demo-ministry-other").run()
    shown.get("file_uploader")[0].set_value((FILE.name, FILE.read_bytes(), "application/octet-stream"))
    return until(shown.run(), wanted)


def until(shown, wanted: str):
    for _ in range(100):
        if wanted in [*labels(shown), *[button.label for button in shown.button]] or wanted in texts(shown):
            return shown
        shown = shown.run()
    raise AssertionError(texts(shown))


def test_a_draft_is_kept_and_sent_in_one_visit(people, open_page):
    anna, bình = people
    shown = press(uploaded(open_page, anna, t("upload.keep")), t("upload.keep"))
    press(until(shown, t("mine.send")), t("mine.send"))
    (sent,) = gate.submissions_seen(bình, clock.now(), ("review",))
    assert sent.account == anna.account and gate.visible(EVERYBODY, clock.now()) == []


def test_an_upload_of_what_is_in_force_is_told_before_it_is_kept(people, open_page):
    (old,) = published(*people, draft()).releases
    said = texts(uploaded(open_page, people[0], t("upload.keep")))
    assert t("standing.published", period="January 2023", id=old.id) in said
    assert t("standing.same", period="January 2023") in said


def test_an_analyst_of_another_block_is_told_before_keeping(people, open_page):
    shown = uploaded(open_page, analyst("Phương", "province"), t("act.not_role"))
    assert t("upload.keep") not in [button.label for button in shown.button]


def test_an_edition_for_another_block_is_refused_in_words(people, open_page):
    """What an analyst may not keep is said, and nothing is kept."""
    base = load_framework("demo-ministry-other")
    content = framework_workbook(base, "en")
    shown = open_page("upload", analyst("Phương", "province"), do="edition")
    box = next(box for box in shown.selectbox if box.key == "upload_framework")
    shown = box.set_value(base.id).run()
    shown.get("file_uploader")[0].set_value(("edition.xlsx", renamed(content), "application/octet-stream"))
    shown = press(shown.run(), t("edition.keep", id="other-2027"))
    assert t("act.not_role") in texts(shown)


def renamed(content: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    settings = {row[0].value: row[1] for row in book.worksheets[0].iter_rows(min_row=2)}
    settings["id"].value, settings["years"].value = "other-2027", "2027"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_superseded_upload_is_shown_as_such(people, open_page):
    corrected(*people)
    said = texts(mine(open_page, people[0]))
    assert said.count("[superseded]") == 1 and said.count("[published]") == 1


def test_what_was_returned_waits_on_every_page_and_leads_here(people, open_page):
    anna, bình = people
    lifecycle.give_back(bình, in_review(anna), "Sai", NOON)
    shown = open_page("method", anna)
    (link,) = [e.proto for e in shown.get("page_link") if "January 2023" in e.proto.label]
    assert (link.page, "do=mine" in link.query_string) == ("upload", True)
