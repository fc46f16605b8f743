"""Accounts and roles: administrators' alone, and one administrator always remains."""

import pytest

from store import accounts, audit, sessions
from store.accounts import AccountError
from store.rights import NotAllowed
from store.viewers import Role
from tests.store.made import BLOCK, EVERYBODY, HOUR, NOON, analyst, approver, person

ADMINISTRATOR = Role("administrator")


@pytest.fixture
def yến(empty):
    return person("Yến", ADMINISTRATOR)


def roles_of(viewer, account):
    return next(a.roles for a in accounts.listed(viewer) if a.id == account)


def test_an_account_is_added_and_given_roles(yến):
    given = [Role("analyst", BLOCK), Role("officer", "province", "34", "01")]
    made = accounts.add(yến, " Anna@Example.VN ", " Anna ", given, NOON)
    found = next(a for a in accounts.listed(yến) if a.id == made)
    assert (found.email, found.name, found.has_password, found.created_at) == ("anna@example.vn", "Anna", False, NOON)
    assert set(found.roles) == set(given)
    accounts.set_roles(yến, made, [Role("approver"), Role("approver")], NOON)
    assert roles_of(yến, made) == (Role("approver"),)
    entry = audit.entries(yến, act="roles given")[0]
    assert (entry.before, entry.after) == ("analyst (ministry-other), officer (province/34/01)", "approver")


def test_roles_count_from_the_next_look_on(yến):
    anna = analyst()
    token = sessions.begin(anna.account, NOON)
    assert sessions.viewer_of(token, None, NOON).roles == (Role("analyst", BLOCK),)
    accounts.set_roles(yến, anna.account, [], NOON)
    assert sessions.viewer_of(token, None, NOON).roles == ()


@pytest.mark.parametrize(
    ("email", "name", "given", "message"),
    [
        ("nobody", "N", [], "'nobody' is no e-mail address."),
        ("a@b.vn", " ", [], "An account needs a name."),
        ("yến@example.vn", "N", [], "'yến@example.vn' has an account already."),
        ("a@b.vn", "N", [Role("king")],
         "There is no role 'king'. Known are: officer, analyst, approver, press, administrator."),
        ("a@b.vn", "N", [Role("visitor")],
         "There is no role 'visitor'. Known are: officer, analyst, approver, press, administrator."),
        ("a@b.vn", "N", [Role("analyst", "moon")],
         "There is no block 'moon'. Known are: province, ministry-services, ministry-other, nation."),
        ("a@b.vn", "N", [Role("officer", "province", "34", "02")],
         "The role 'officer' needs a unit of province/34; '02' is none."),
        ("a@b.vn", "N", [Role("officer")], "The role 'officer' needs a unit of a block; '' is none."),
        ("a@b.vn", "N", [Role("analyst", "province", "34", "01")],
         "The role 'analyst' has no unit: it is for a whole block or for all."),
    ],
)  # fmt: skip
def test_faulty_accounts_are_refused(yến, email, name, given, message):
    with pytest.raises(AccountError) as refused:
        accounts.add(yến, email, name, given, NOON)
    assert str(refused.value) == message
    assert len(accounts.listed(yến)) == 1


def test_nobody_else_touches_accounts(yến):
    anna, bình = analyst(), approver()
    for viewer in (anna, bình, EVERYBODY):
        for act in (
            lambda who: accounts.add(who, "a@b.vn", "A", [], NOON),
            lambda who: accounts.set_roles(who, who.account or "", [ADMINISTRATOR], NOON),
            lambda who: accounts.disable(who, yến.account, NOON),
            lambda who: accounts.enable(who, yến.account, NOON),
        ):
            with pytest.raises(NotAllowed, match="'administer' needs"):
                act(viewer)
    with pytest.raises(NotAllowed):
        accounts.listed(anna)
    assert [a.name for a in accounts.listed(bình)] == ["Anna", "Bình", "Yến"]


def test_a_disabled_account_opens_nothing_and_its_sessions_end(yến):
    anna = analyst()
    token = sessions.begin(anna.account, NOON)
    accounts.disable(yến, anna.account, NOON)
    assert sessions.viewer_of(token, "cookie", NOON).account is None
    assert next(a for a in accounts.listed(yến) if a.id == anna.account).disabled_at == NOON
    accounts.enable(yến, anna.account, NOON + HOUR)
    # The account is open again; the session stays ended.
    assert sessions.viewer_of(token, None, NOON + HOUR).account is None
    assert sessions.viewer_of(sessions.begin(anna.account, NOON), None, NOON).account == anna.account


def test_the_last_administrator_stays(yến):
    for act in (
        lambda: accounts.set_roles(yến, yến.account, [], NOON),
        lambda: accounts.disable(yến, yến.account, NOON),
    ):
        with pytest.raises(AccountError, match="The last administrator stays administrator. Name another one first."):
            act()
    other = person("Uy", ADMINISTRATOR)
    accounts.disable(other, yến.account, NOON)
    with pytest.raises(AccountError, match="last administrator"):
        accounts.set_roles(other, other.account, [], NOON)


def test_what_does_not_exist_cannot_be_changed(yến):
    for act in (
        lambda: accounts.set_roles(yến, "nobody", [], NOON), lambda: accounts.disable(yến, "nobody", NOON),
    ):  # fmt: skip
        with pytest.raises(AccountError, match="There is no account 'nobody'."):
            act()
