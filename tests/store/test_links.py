"""Links that work once."""

from datetime import timedelta

import pytest

import store
from store import accounts, audit, links, passwords, saving, sessions
from store.accounts import AccountError
from store.database import engine
from store.links import LinkSpent
from store.passwords import SignInRefused, WeakPassword
from store.rights import NotAllowed
from store.viewers import Role, Viewer
from tests.store.made import HOUR, NOON, SECOND, analyst, own, person

GOOD = "một mật khẩu đủ dài"


def test_the_first_link_makes_the_administrator_once(empty):
    token = links.first(NOON)
    assert links.look(token, NOON).purpose == "first"
    made = links.make_administrator(token, "Yen@example.vn", "Yến", GOOD, NOON)
    assert passwords.authenticate("yen@example.vn", GOOD, NOON) == made
    viewer = sessions.viewer_of(sessions.begin(made, NOON), None, NOON)
    assert viewer.roles == (Role("administrator"),) and viewer.name == "Yến"
    assert links.first(NOON) is None and links.look(token, NOON) is None
    with pytest.raises(LinkSpent, match="This link is no longer good. Ask for a new one."):
        links.make_administrator(token, "other@example.vn", "Uy", GOOD, NOON)
    assert [e.after for e in audit.entries(viewer, act="account added")] == ["administrator"]


def test_each_start_prints_a_new_first_link(empty):
    old, new = links.first(NOON), links.first(NOON)
    assert links.look(old, NOON) is None and links.look(new, NOON) is not None
    assert links.look(new, NOON + timedelta(days=1)) is None


def test_of_two_with_one_link_one_becomes_administrator(empty):
    import threading

    token, ends = links.first(NOON), []

    def use(name):
        try:
            ends.append(links.make_administrator(token, f"{name}@example.vn", name, GOOD, NOON))
        except LinkSpent as told:
            ends.append(told)

    threads = [threading.Thread(target=use, args=(name,)) for name in ("Uy", "Yến", "Vy")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(end) is str for end in ends) == [False, False, True]


def test_what_the_browser_kept_before_goes_to_its_administrator(empty):
    browser, other = Viewer("cookie", local=True), Viewer("other", local=True)
    (mine,), _ = saving.save(own(), browser, NOON), saving.save(own(), other, NOON)
    made = links.make_administrator(links.first(NOON), "yen@example.vn", "Yến", GOOD, NOON, owner="cookie")
    viewer = sessions.viewer_of(sessions.begin(made, NOON), "cookie", NOON)
    accounts.set_roles(viewer, made, [*viewer.roles, Role("analyst")], NOON)
    viewer = sessions.viewer_of(sessions.begin(made, NOON), "cookie", NOON)
    assert [(r.id, r.uploader) for r in store.visible(viewer, NOON)] == [(mine, "Yến")]
    # With an account there, a browser alone keeps and sees nothing.
    assert not sessions.viewer_of(None, "other", NOON).local
    assert store.visible(sessions.viewer_of(None, "other", NOON), NOON) == []


@pytest.mark.parametrize(
    ("email", "name", "password", "fault"),
    [("no", "Yến", GOOD, AccountError), ("a@b.vn", "", GOOD, AccountError), ("a@b.vn", "Yến", "short", WeakPassword)],
)
def test_a_faulty_form_does_not_spend_the_link(empty, email, name, password, fault):
    token = links.first(NOON)
    with pytest.raises(fault):
        links.make_administrator(token, email, name, password, NOON)
    assert links.make_administrator(token, "a@b.vn", "Yến", GOOD, NOON)


def test_an_invitation_sets_the_first_password(empty):
    yến = person("Yến", Role("administrator"))
    made = accounts.add(yến, "anna@example.vn", "Anna", [], NOON)
    with pytest.raises(SignInRefused):
        passwords.authenticate("anna@example.vn", "", NOON)
    token = links.invite(yến, made, NOON)
    link = links.look(token, NOON)
    assert (link.purpose, link.email, link.name) == ("invitation", "anna@example.vn", "Anna")
    assert links.set_password(token, GOOD, NOON) == made
    assert passwords.authenticate("anna@example.vn", GOOD, NOON) == made
    with pytest.raises(LinkSpent):
        links.set_password(token, "another good password", NOON)
    with pytest.raises(AccountError, match="There is no account 'nobody'."):
        links.invite(yến, "nobody", NOON)
    with pytest.raises(NotAllowed):
        links.invite(analyst("Dũng"), made, NOON)


def test_a_new_password_ends_every_session(empty):
    yến = person("Yến", Role("administrator"))
    made = accounts.add(yến, "anna@example.vn", "Anna", [], NOON)
    links.set_password(links.invite(yến, made, NOON), GOOD, NOON)
    session = sessions.begin(made, NOON)
    token = links.invite(yến, made, NOON)
    assert links.look(token, NOON).purpose == "reset" and sessions.viewer_of(session, None, NOON).account == made
    links.set_password(token, "another good password", NOON)
    assert sessions.viewer_of(session, None, NOON).account is None
    with pytest.raises(SignInRefused):
        passwords.authenticate("anna@example.vn", GOOD, NOON)


def test_a_forgotten_password_is_asked_for_by_mail(empty):
    yến = person("Yến", Role("administrator"))
    made = accounts.add(yến, "anna@example.vn", "Anna", [], NOON)
    assert links.forgotten("anna@example.vn", NOON) is None  # she never had one
    links.set_password(links.invite(yến, made, NOON), GOOD, NOON)
    first, second = links.forgotten(" Anna@example.vn", NOON), links.forgotten("anna@example.vn", NOON)
    assert links.look(first, NOON) is None and links.look(second, NOON + HOUR - SECOND) is not None
    assert links.look(second, NOON + HOUR) is None
    assert links.forgotten("nobody@example.vn", NOON) is None
    with pytest.raises(LinkSpent):
        links.set_password(second, GOOD, NOON + HOUR)
    accounts.disable(yến, made, NOON)
    assert links.forgotten("anna@example.vn", NOON) is None and links.look(second, NOON) is None


def test_no_token_lies_in_the_database(empty):
    yến = person("Yến", Role("administrator"))
    made = accounts.add(yến, "anna@example.vn", "Anna", [], NOON)
    tokens = [links.invite(yến, made, NOON), sessions.begin(made, NOON)]
    from store.schema import metadata

    with engine().connect() as connection:
        everything = repr([connection.execute(table.select()).all() for table in metadata.sorted_tables])
    assert not [token for token in tokens if token in everything]
