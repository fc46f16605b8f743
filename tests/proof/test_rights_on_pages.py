"""What the pages offer: a release where the table lets it be seen, a button where the table gives the action.

Pages ask the same rows by the same function whatever the database is, so one is enough here; acts run on both.
"""

import pytest
from streamlit.testing.v1 import AppTest

from store import clock
from tests.proof import walk
from tests.proof.everybody import STATES, UNIT, Stage, everybody, may, stage
from tests.store.made import NOON

pytestmark = pytest.mark.parametrize("empty", ["sqlite"], indirect=True)


@pytest.fixture
def people(own_store, no_caches, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)
    walk.open_everything(monkeypatch)
    return everybody()


def offered(shown: AppTest) -> set[str]:
    """The keys of everything that can be pressed or written into."""
    assert not shown.exception
    return {each.key for kind in ("button", "text_area", "selectbox") for each in getattr(shown, kind) if each.key}


def keys(at: Stage) -> dict[str, tuple[str, str]]:
    """Action → the page that offers it and the key of what it is done with."""
    submission, release = at.submission, at.submission.releases[0]
    versioned = f"{submission.id}_{submission.version}_button"
    return {
        "approve": ("approval", f"approve_{versioned}"),
        "reschedule": ("approval", f"reschedule_{versioned}"),
        "return": ("approval", f"decide_reason_return_{submission.id}"),
        "withdraw": ("approval", f"decide_reason_withdraw_{submission.id}"),
        "acknowledge": ("approval", f"checklist_all_{submission.id}"),
        "answer": ("approval", f"answer_{at.comment.id}_text"),
        "comment": ("approval", f"contest_{release.id}_{UNIT}_text"),
        "send": ("upload", f"send_{submission.id}"),
        "recall": ("upload", f"recall_{submission.id}"),
        "discard": ("upload", f"discard_{submission.id}"),
        "correct": ("upload", f"which_{release.id}"),
    }


@pytest.mark.parametrize("state", STATES)
def test_pages_offer_the_actions_that_the_table_gives(people, open_page, state):
    found, expected = {}, {}
    for by in ("analyst", "analyst and approver"):
        at = stage(people, state, by, open_ends=state in ("draft", "review"))
        for name, who in people.items():
            if who.own and name != by:
                continue
            pages = {}
            for page, query in (("approval", {"submission": at.submission.id}), ("upload", {"do": "mine"})):
                is_open = may(who, "open", f"page:{page}")
                pages[page] = offered(open_page(page, who.viewer, **query)) if is_open else set()
            for action, (page, key) in keys(at).items():
                found[by, name, action] = key in pages[page]
                given = may(who, action, "release", state, UNIT if action == "comment" else None)
                expected[by, name, action] = given and may(who, "open", f"page:{page}")
    assert {cell: there for cell, there in found.items() if there != expected[cell]} == {}


@pytest.mark.parametrize("state", STATES)
def test_a_release_is_on_the_pages_of_those_who_may_see_it_whole(people, open_page, state):
    """In review and under embargo an officer sees the own unit's cells, on the approval page and nowhere else."""
    release = stage(people, state).submission.releases[0]
    for name, who in people.items():
        if name == "analyst and approver":
            continue  # whose upload it is not, and who is an approver like the other
        shown = open_page("rankings", who.viewer, release=release.id)
        assert not shown.exception
        part = state in ("review", "approved") and any(role.name == "officer" for role in who.viewer.roles)
        chosen = [box.value for box in shown.selectbox if box.key == "choose_release"]
        assert (chosen == [release.id]) == (may(who, "see", "release", state) and not part), name
