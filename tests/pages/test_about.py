"""What every page and every file says of a release: its state, who reads it early, what took its place and why."""

import io

import openpyxl
import pandas as pd
import pytest

from figures import downloads
from figures.words import words
from pages.parts import about
from pages.parts.frame import PAGES
from scoring import load_framework
from store import clock, corrections, early, gate, keys, lifecycle, saving
from store.viewers import Role
from tests.store.made import EVERYBODY, HOUR, NOON, analyst, approver, changed, in_review, own, person, submission_of

FRAMEWORK = load_framework("demo-ministry-other")


@pytest.fixture
def people(own_store):
    return analyst(), approver()


def texts(shown) -> str:
    assert not shown.exception
    kinds = (shown.info, shown.warning, shown.error, shown.caption, shown.markdown, shown.code)
    return "\n".join(element.value for kind in kinds for element in kind)


def files(release) -> tuple[str, ...]:
    """Every kind of file as text: what a table exports."""
    said = about.facts(release, FRAMEWORK, words("en"))
    table = pd.DataFrame({"a": [1]})
    book = openpyxl.load_workbook(io.BytesIO(downloads.xlsx(table, said, "Table", "About")))
    notes = "\n".join(f"{row[0].value}: {row[1].value}" for row in book["About"].iter_rows())
    return downloads.csv(table, said).decode(), notes


def corrected(anna, bình):
    """A published release and a published correction of it, in which one unit's figures are others."""
    (old,) = lifecycle.approve(bình, in_review(anna), None, NOON).releases
    unit = own().table.values.index[0][1]
    column = next(c for c in own().table.values.columns if own().table.values[c].notna().all())
    figure = float(own().table.values.loc[(slice(None), unit), column].iloc[0])
    (made,) = saving.save(changed(own(), unit, **{column: figure / 2}), anna, NOON)
    fixed, notice = corrections.correct(anna, submission_of(anna, made), made, old.id, "Sai *một* số liệu", NOON)
    lifecycle.approve(bình, lifecycle.send(anna, fixed, NOON), None, NOON + HOUR)
    return old.id, made, notice


def test_a_pre_release_reader_is_named_on_the_page_and_in_every_file(people, open_page):
    anna, bình = people
    thu = person("Thu *Hà*", Role("press"))
    moment = clock.now() + HOUR
    sent = in_review(anna)
    early.name_reader(bình, sent, thu.account, NOON)
    (release,) = lifecycle.approve(bình, sent, moment, clock.now()).releases
    said = texts(open_page("rankings", thu, release=release.id))
    assert words("en").t("stamp.reader", name="Thu \\*Hà\\*") in said
    assert words("en").moment(clock.to_local(moment)) in said
    (seen,) = gate.visible(thu, clock.now())
    for file in files(seen):
        assert "Pre-release reader: Thu *Hà*" in file
        assert f"Public from: {words('en').moment(clock.to_local(moment))}" in file
        assert f"State: {words('en').t('state.approved')}" in file
    # One who sees it by right of a role is no pre-release reader; after publication nobody is.
    (seen,) = gate.visible(bình, clock.now())
    assert all("Thu" not in file and "Public from" in file for file in files(seen))
    (seen,) = gate.visible(thu, moment)
    assert all("Thu" not in file and "Public from" not in file for file in files(seen))


@pytest.mark.parametrize("page", PAGES)
def test_every_page_that_shows_a_release_names_its_pre_release_reader_and_its_hour(people, open_page, page):
    """Above and below: pages that are added later are tested by themselves."""
    anna, bình = people
    thu, sent = person("Thu", Role("press")), in_review(anna)
    early.name_reader(bình, sent, thu.account, NOON)
    (release,) = lifecycle.approve(bình, sent, clock.now() + HOUR, clock.now()).releases
    said = texts(open_page(page, thu, release=release.id))
    shown = f"**{words('en').t('about.release')}:** {release.id}" in said
    assert shown or page not in ("overview", "rankings", "unit", "map", "trends")
    if shown:
        assert words("en").t("stamp.reader", name="Thu") in said
        assert f"**{words('en').t('about.reader')}:** Thu" in said
        moment = words("en").moment(clock.to_local(release.publish_at))
        assert words("en").t("stamp.approved_long", moment=moment) in said


def test_a_superseded_release_says_what_took_its_place_and_why(people, open_page):
    old, made, notice = corrected(*people)
    shown = open_page("rankings", release=old)
    said = texts(shown)
    assert f"The correction **{made}** has taken the place" in said
    assert "“Sai \\*một\\* số liệu”" in said
    assert f"Figures changed: 1; scores changed: 1; ranks changed: {notice.effect.ranks}" in said
    assert f"**Superseded by:** {made}" in said
    shown = next(b for b in shown.button if b.label == "Open the correction").click().run()
    assert f"This release corrects **{old}**" in texts(shown)
    assert shown.query_params["release"] in (made, [made])
    by_id = {release.id: release for release in gate.visible(EVERYBODY, NOON + HOUR)}
    assert all(f"Superseded by: {made}" in file for file in files(by_id[old]))
    assert all(f"Corrects and replaces: {old}" in file for file in files(by_id[made]))


def test_a_withdrawn_release_leaves_dates_and_reason_at_its_address(people, open_page):
    anna, bình = people
    done = lifecycle.approve(bình, in_review(anna), None, NOON)
    lifecycle.withdraw(bình, done, "Nhầm *bảng*", NOON + HOUR)
    shown = open_page("rankings", release=done.releases[0].id)
    said = texts(shown)
    assert "**This release was withdrawn.**" in said and "Reason: Nhầm \\*bảng\\*" in said
    for moment in (NOON, NOON + HOUR):
        assert words("en").moment(clock.to_local(moment)) in said
    assert not shown.dataframe and not shown.selectbox
    shown = next(b for b in shown.button if b.label == "See other releases").click().run()
    assert "withdrawn" not in texts(shown) and shown.info  # nothing else is kept here


def test_what_was_never_public_leaves_nothing_at_its_address(people, open_page):
    anna, bình = people
    sent = in_review(anna)
    lifecycle.withdraw(bình, sent, "Bí mật", NOON)
    assert "Bí mật" not in texts(open_page("rankings", release=sent.releases[0].id))


def test_the_list_of_readers_stands_beside_the_release_once_it_was_made_public(people, open_page):
    anna, bình = people
    sent, thu = in_review(anna), person("Thu")
    early.name_reader(bình, sent, thu.account, NOON)
    done = lifecycle.approve(bình, sent, None, NOON)
    assert "Thu" not in texts(open_page("rankings", release=done.releases[0].id))
    early.publish_list(bình, done, True, NOON)
    assert "**Read before publication by:** Thu" in texts(open_page("rankings", release=done.releases[0].id))


def test_the_day_of_publication_is_that_of_hanoi(people):
    anna, bình = people
    at = NOON.replace(hour=18)  # one o'clock of the next day in Ha Noi
    lifecycle.approve(bình, in_review(anna), at, NOON)
    (release,) = gate.visible(EVERYBODY, at)
    assert about.facts(release, FRAMEWORK, words("en"))["Published"] == "2 July 2026"


def test_what_proves_a_public_release_is_offered_under_it(people, open_page):
    (release,) = lifecycle.approve(people[1], in_review(people[0]), None, NOON).releases
    shown = open_page("rankings", release=release.id)
    assert f"proof_{release.id}" in shown.session_state
    shown.session_state[f"proof_{release.id}"] = True  # a click on its heading
    shown = shown.run()
    key = keys.document()["keys"][0]["public"]
    assert f"python -m scoring verify {release.id}.zip --key {key}" in texts(shown)
    labels = [button.proto.label for button in shown.get("download_button")]
    assert labels[-2:] == ["Release bundle (.zip)", "Uploaded file: ministry-other-2023-01.xlsx"]


def test_nothing_of_it_is_offered_before_its_hour(people, open_page):
    anna, bình = people
    (release,) = lifecycle.approve(bình, in_review(anna), clock.now() + HOUR, clock.now()).releases
    shown = open_page("rankings", anna, release=release.id)
    assert f"proof_{release.id}" not in shown.session_state
