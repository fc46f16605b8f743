"""All of data/rights.csv, cell by cell: who may do what in which state, through the store, pages and addresses.

What the table gives is read here by a reading of its own (`everybody.may`), and every action is attempted for real by
everybody in every state, whether the table gives it or not.
"""

from functools import cache

import pytest
from streamlit.navigation.page import StreamlitPage

from figures.words import translator
from pages.parts.frame import PAGES
from store import audit, clock, contents, corrections, editions, gate, lifecycle, retention, saving
from store.viewers import Viewer
from tests.needs import SOAK
from tests.proof import walk
from tests.proof.attempts import ELSEWHERE, OPEN_ENDS, RELEASES, allowed, edition
from tests.proof.everybody import STATES, TABLE, UNIT, Who, as_it_is, everybody, may, stage
from tests.store.made import NOON, own

T = translator("en")


@pytest.fixture
def people(own_store):
    return everybody()


@pytest.fixture
def at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)


def trail() -> int:
    return audit.head()[0]


def test_every_action_of_the_table_is_attempted_here():
    listed = {(row["action"], row["on"]) for row in TABLE}
    walked = {(action, "release") for action in RELEASES} | set(ELSEWHERE)
    assert listed - walked == {("open", on) for _, on in listed if on.startswith("page:")}
    assert {row["state"] for row in TABLE if row["on"] == "release"} == set(STATES)


@pytest.mark.parametrize("state", STATES)
def test_everybody_tries_everything_on_a_release_in_every_state(people, state):
    shared = cache(lambda by, open_ends: stage(people, state, by, open_ends))
    differs = []
    for action, (attempt, changes) in RELEASES.items():
        if action == "save" and state != "draft":
            continue  # what is saved is a draft
        open_ends = action in OPEN_ENDS and state in ("draft", "review")
        for name, who in people.items():
            by = name if who.own else "analyst"
            expected = may(who, action, "release", state, UNIT if action == "comment" else None)
            on = stage(people, state, by, open_ends) if expected and changes else shared(by, open_ends)
            before = trail()
            if allowed(lambda: attempt(who.viewer, on)) != expected:  # noqa: B023
                differs.append((name, action, state, "refused" if expected else "allowed"))
            elif expected and changes:
                assert trail() > before, f"{name}: {action} of a release in {state} left nothing in the trail"
            elif not expected:
                now = as_it_is(on.submission.id)
                assert (trail(), now.version) == (before, on.submission.version), (name, action, state)
    assert differs == []


@pytest.mark.parametrize(("action", "on"), ELSEWHERE, ids="-".join)
def test_everybody_tries_it_elsewhere(people, action, on):
    editions.keep_framework(edition("kept-by-anna"), people["analyst"].viewer, at=NOON)
    found = {name: allowed(lambda who=who: ELSEWHERE[action, on](who.viewer, None)) for name, who in people.items()}
    expected = {name: may(who, action, on) for name, who in people.items()}
    if on == "framework" and action == "keep":
        assert found.pop("analyst of another block") is expected.pop("analyst of another block") is False
    assert found == expected


def test_a_browser_without_accounts_keeps_what_is_its_own(own_store):
    mine, others = Who(Viewer("mine", local=True), own=True), Who(Viewer("others", local=True))
    for who in (mine, others):
        (made,) = saving.save(own(), Viewer("mine", local=True), NOON)
        found = gate.one(Viewer("mine", local=True), made, NOON)
        submission = gate.submission(Viewer("mine", local=True), found.submission, NOON)
        tried = {
            "see": lambda who=who, found=found: contents.read(found, who.viewer),
            "files": lambda who=who, found=found: contents.workbooks(found, who.viewer),
            "save": lambda who=who: saving.save(own(), who.viewer, NOON),
            "send": lambda who=who, s=submission: lifecycle.send(who.viewer, s, NOON),
            "correct": lambda who=who, s=submission, made=made: corrections.no_correction(who.viewer, s, made, NOON),
            "discard": lambda who=who, s=submission: retention.discard(who.viewer, s, NOON),
        }
        assert bool(gate.visible(who.viewer, NOON)) == who.own
        found_rights = {action: allowed(attempt) for action, attempt in tried.items()}
        assert found_rights == {action: may(who, action, "release", "draft") for action in tried}
    for action in ("keep", "see"):
        editions.keep_framework(edition("kept-by-anna"), mine.viewer, at=NOON)
        for who in (mine, others):
            tries = allowed(lambda who=who, action=action: ELSEWHERE[action, "framework"](who.viewer, None))
            assert tries == may(who, action, "framework"), action


# One of each role: whatever else differs between databases is walked in the other tests.
OF_EACH_ROLE = ("visitor", "without a role", "officer", "analyst", "approver", "press", "administrator")


def test_every_page_opens_for_those_alone_whom_the_table_names(people, open_page, monkeypatch, empty):
    """By its address, in the frame, which opens the page or says why not; what a page says is not looked at here."""
    walking = people if empty == "sqlite" or SOAK else {name: people[name] for name in OF_EACH_ROLE}
    run = StreamlitPage.run
    monkeypatch.setattr(StreamlitPage, "run", lambda page: run(page) if callable(page._page) else None)
    refusals = {T(f"refused.{code}") for code in ("role", "signed_out", "no_account")}
    found = {
        (page, name): not refusals & {error.value for error in open_page(page, who.viewer).error}
        for page in PAGES
        for name, who in walking.items()
    }
    assert found == {(page, name): may(who, "open", f"page:{page}") for page, name in found for who in [people[name]]}


@pytest.mark.parametrize("state", STATES)
def test_addresses_give_bundle_and_files_to_those_alone_whom_the_table_names(people, at_noon, state):
    found, expected = {}, {}
    for by in ("analyst", "analyst and approver"):
        release = stage(people, state, by).submission.releases[0]
        for name, who in people.items():
            if who.own and name != by:
                continue
            browser = walk.client(who.viewer)
            for action, path in (("bundle", "bundle.zip"), ("files", "files/1")):
                answer = browser.get(f"/releases/{release.id}/{path}")
                assert answer.status_code in (200, 403, 404, 410), (name, path, answer.text)
                found[name, by, action] = answer.status_code == 200
                expected[name, by, action] = may(who, action, "release", state)
    assert found == expected
