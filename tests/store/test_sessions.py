"""Sessions are rows: once ended they open nothing, however often the cookie was copied."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from store import sessions
from store.database import engine
from store.rights import NotAllowed
from store.viewers import Role, Viewer
from tests.store.made import HOUR, NOON, SECOND, analyst, person

MINUTE = timedelta(minutes=1)


@pytest.fixture
def anna(empty):
    return analyst()


def account(token, at=NOON, owner=None):
    return sessions.viewer_of(token, owner, at).account


def test_without_an_account_a_browser_is_local(empty):
    assert sessions.viewer_of(None, "cookie", NOON) == Viewer("cookie", local=True)
    analyst()
    assert sessions.viewer_of(None, "cookie", NOON) == Viewer("cookie")
    assert sessions.viewer_of("made up", None, NOON) == Viewer()


def test_a_session_knows_its_account_and_roles(anna):
    viewer = sessions.viewer_of(sessions.begin(anna.account, NOON, browser="Firefox"), "cookie", NOON)
    assert (viewer.account, viewer.name, viewer.roles, viewer.owner) == (anna.account, "Anna", anna.roles, "cookie")
    (found,) = sessions.open_sessions(viewer, NOON)
    assert (found.id, found.browser, found.name) == (viewer.session, "Firefox", "Anna")


def test_signing_out_ends_it_for_every_copy_of_the_cookie(anna):
    token = sessions.begin(anna.account, NOON)
    viewer = sessions.viewer_of(token, None, NOON)
    sessions.end(viewer, NOON)
    assert account(token) is None and sessions.open_sessions(viewer, NOON) == []
    sessions.end(Viewer(), NOON)


def test_the_id_of_a_session_opens_nothing(anna):
    viewer = sessions.viewer_of(sessions.begin(anna.account, NOON), None, NOON)
    assert account(viewer.session) is None


def test_an_administrator_ends_a_session(anna):
    yến = person("Yến", Role("administrator"))
    token = sessions.begin(anna.account, NOON)
    (found,) = sessions.open_sessions(yến, NOON)
    with pytest.raises(NotAllowed, match="'administer' needs the role administrator. Anna has: analyst"):
        sessions.end_session(anna, found.id, NOON)
    sessions.end_session(yến, found.id, NOON)
    assert account(token) is None


def test_an_analyst_sees_the_own_sessions_only(anna):
    other = person("Uy")
    sessions.begin(anna.account, NOON), sessions.begin(other.account, NOON)
    assert [s.name for s in sessions.open_sessions(anna, NOON)] == ["Anna"]
    assert sessions.open_sessions(Viewer(), NOON) == []


def test_it_ends_by_itself_after_its_time(anna, monkeypatch):
    token = sessions.begin(anna.account, NOON)
    for hours in range(1, 12):
        assert account(token, NOON + hours * HOUR)
    assert account(token, NOON + 12 * HOUR - SECOND) and not account(token, NOON + 12 * HOUR)
    monkeypatch.setenv("DTI_SESSION_HOURS", "1")
    token = sessions.begin(anna.account, NOON)
    assert account(token, NOON + HOUR - SECOND) and not account(token, NOON + HOUR)


def test_it_ends_by_itself_when_nobody_looks(anna, monkeypatch):
    token = sessions.begin(anna.account, NOON)
    assert account(token, NOON + 2 * HOUR - SECOND)
    assert not account(token, NOON + 4 * HOUR)
    monkeypatch.setenv("DTI_IDLE_MINUTES", "10")
    token = sessions.begin(anna.account, NOON)
    assert not account(token, NOON + 10 * MINUTE)


def test_a_providers_session_begun_again_stays_ended(anna):
    key = "the provider's name, subject and moment of one sign-in"
    assert sessions.begin(anna.account, NOON, token=key) == key
    sessions.begin(anna.account, NOON, token=key)
    assert len(sessions.open_sessions(anna, NOON)) == 1
    sessions.end(sessions.viewer_of(key, None, NOON), NOON)
    sessions.begin(anna.account, NOON, token=key)
    assert account(key) is None


def test_a_look_costs_one_query_and_a_write_a_minute(anna):
    token = sessions.begin(anna.account, NOON)
    sessions.viewer_of(token, None, NOON)
    said = []
    event.listen(engine(), "before_cursor_execute", lambda *a: said.append(a[2].split()[0]))
    sessions.viewer_of(token, None, NOON + 10 * SECOND)
    assert said == ["SELECT"]
    sessions.viewer_of(token, None, NOON + 2 * MINUTE)
    sessions.viewer_of(token, None, NOON + 2 * MINUTE + SECOND)
    assert said.count("SELECT") == 3 and said.count("UPDATE") == 1


def test_an_administrator_sees_when_each_was_there_last(anna):
    yến = person("Yến", Role("administrator"))
    token = sessions.begin(anna.account, NOON)
    sessions.begin(anna.account, NOON - HOUR)
    sessions.viewer_of(token, None, NOON + HOUR)
    sessions.end(sessions.viewer_of(token, None, NOON + HOUR), NOON + HOUR)
    assert sessions.last_seen(yến) == {anna.account: NOON + HOUR}
    with pytest.raises(NotAllowed):
        sessions.last_seen(anna)
