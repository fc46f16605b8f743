"""People whom a provider signs in."""

import pytest

from store import accounts, audit, links
from store.accounts import AccountError
from store.providers import from_provider, issuer_of
from store.viewers import Role, Viewer
from tests.store.made import BLOCK, NOON, person

PROVIDER = "https://id.example"


@pytest.fixture
def yến(empty):
    return person("Yến", Role("administrator"))


def sign_in(subject="7", email="Sơn@example.vn", verified=True, claimed=None, provider=PROVIDER):
    return from_provider(provider, subject, email, "Sơn", NOON, verified=verified, claimed=claimed)


def account(viewer, wanted):
    return next(a for a in accounts.listed(viewer) if a.id == wanted)


def test_whoever_signs_in_by_a_password_has_no_provider(yến):
    assert issuer_of(Viewer(account=sign_in())) == PROVIDER
    assert issuer_of(yến) == issuer_of(Viewer()) == ""


def test_the_first_sign_in_makes_an_account_without_roles_and_the_next_finds_it(yến):
    made = sign_in()
    found = account(yến, made)
    assert (found.email, found.provider, found.roles, found.has_password) == ("sơn@example.vn", PROVIDER, (), False)
    assert sign_in() == sign_in(email="new@example.vn") == made
    assert sign_in(subject="8", email="other@example.vn") != made
    assert [e.who for e in audit.entries(yến, act="account added")] == ["Sơn", "Sơn"]


def test_an_account_that_an_administrator_entered_is_found_by_its_verified_address(yến):
    entered = accounts.add(yến, "sơn@example.vn", "Lê Sơn", [Role("approver", BLOCK)], NOON)
    with pytest.raises(AccountError, match="https://id.example does not vouch for the address 'sơn@example.vn'."):
        sign_in(verified=False)
    assert sign_in() == entered and account(yến, entered).roles == (Role("approver", BLOCK),)
    with pytest.raises(AccountError, match="'sơn@example.vn' has an account already."):
        sign_in(subject="impostor")
    with pytest.raises(AccountError, match="has an account already"):
        sign_in(provider="https://other.example")


def test_a_provider_does_not_take_over_an_account_with_a_password(yến):
    entered = accounts.add(yến, "sơn@example.vn", "Sơn", [], NOON)
    links.set_password(links.invite(yến, entered, NOON), "a long enough password", NOON)
    with pytest.raises(AccountError, match="'sơn@example.vn' signs in with a password here, not through https://id"):
        sign_in()


def test_claimed_roles_follow_the_claim_and_leave_the_table_alone(yến):
    made = sign_in(claimed=[Role("analyst", BLOCK)])
    accounts.set_roles(yến, made, [Role("press")], NOON)
    sign_in(claimed=[Role("analyst", BLOCK), Role("press")])
    assert set(account(yến, made).roles) == {Role("analyst", BLOCK), Role("press")}
    sign_in(claimed=[])
    assert account(yến, made).roles == (Role("press"),)
    sign_in(claimed=None)
    assert account(yến, made).roles == (Role("press"),)
    entry = audit.entries(yến, act="roles claimed")[0]
    assert (entry.before, entry.after, entry.who) == ("analyst (ministry-other), press", "press", PROVIDER)
    with pytest.raises(AccountError, match="There is no role 'king'"):
        sign_in(claimed=[Role("king")])
