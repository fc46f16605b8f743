"""Passwords: hashes, five guesses, changed by their owner."""

import unicodedata
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from store import accounts, audit, links, passwords, sessions
from store.database import engine
from store.passwords import LockedOut, SignInRefused, WeakPassword
from store.rights import NotAllowed
from store.schema import accounts as rows
from store.viewers import Role, Viewer
from tests.store.made import HOUR, NOON, SECOND, person

GOOD = "một mật khẩu đủ dài"
REFUSED = "The e-mail address or the password is wrong."


@pytest.fixture
def anna(empty):
    yến = person("Yến", Role("administrator"))
    made = accounts.add(yến, "anna@example.vn", "Anna", [], NOON)
    links.set_password(links.invite(yến, made, NOON), GOOD, NOON)
    token = sessions.begin(made, NOON)
    return sessions.viewer_of(token, None, NOON)


def guess(password="wrong password", email="anna@example.vn", at=NOON):
    return passwords.authenticate(email, password, at)


def test_the_right_password_opens_in_any_spelling_of_its_letters(anna):
    assert guess(GOOD) == guess(unicodedata.normalize("NFD", GOOD), " Anna@Example.vn ") == anna.account


@pytest.mark.parametrize("email", ["anna@example.vn", "nobody@example.vn", "", "x" * 5000])
def test_a_wrong_one_is_refused_the_same_way_whoever_it_is(anna, email):
    with pytest.raises(SignInRefused, match=REFUSED):
        guess(email=email)


@pytest.mark.parametrize("email", ["anna@example.vn", "yến@example.vn", "nobody@example.vn"])
def test_one_hash_is_compared_whether_there_is_an_account_a_password_or_neither(anna, monkeypatch, email):
    compared = []
    real = passwords._hasher

    class Counting(PasswordHasher):
        def verify(self, kept, password):
            compared.append(kept)
            return real.verify(kept, password)

    passwords._nobodys()
    monkeypatch.setattr(passwords, "_hasher", Counting())
    with pytest.raises(SignInRefused):
        guess(email=email)
    assert len(compared) == 1 and compared[0].startswith("$argon2id$")


@pytest.mark.parametrize("email", ["anna@example.vn", "nobody@example.vn"])
def test_after_five_guesses_the_door_is_locked_for_a_quarter_of_an_hour(anna, email):
    for number in range(5):
        with pytest.raises(SignInRefused):
            guess(email=email, at=NOON + number * SECOND)
    with pytest.raises(LockedOut) as told:
        guess(GOOD, email, NOON + 5 * SECOND)
    assert str(told.value) == "Too many wrong passwords. Try again from 05:15 UTC on."
    assert told.value.until == NOON + timedelta(minutes=15, seconds=4)
    # Others are not locked out, and the time of waiting is not prolonged by trying.
    with pytest.raises(SignInRefused):
        guess(email="other@example.vn")
    with pytest.raises(SignInRefused):
        guess(email=email, at=NOON + timedelta(minutes=15, seconds=5))


def test_an_administrator_sees_who_is_locked_out_and_opens(anna):
    yến = person("Zoe", Role("administrator"))
    for _ in range(passwords.GUESSES):
        with pytest.raises(SignInRefused):
            guess()
    with pytest.raises(SignInRefused):
        guess(email="nobody@example.vn")
    assert passwords.locked(yến, NOON) == {"anna@example.vn": NOON + passwords.WINDOW}
    assert passwords.locked(yến, NOON + passwords.WINDOW) == {}
    with pytest.raises(LockedOut):
        guess(GOOD)
    for act in (lambda: passwords.locked(anna, NOON), lambda: passwords.unlock(anna, "anna@example.vn", NOON)):
        with pytest.raises(NotAllowed, match="'administer' needs the role administrator"):
            act()
    passwords.unlock(yến, "anna@example.vn", NOON)
    passwords.unlock(yến, "anna@example.vn", NOON)  # a second time nothing is done, and nothing said
    assert passwords.locked(yến, NOON) == {} and guess(GOOD) == anna.account
    assert [(e.who, e.subject) for e in audit.entries(yến, act="unlocked")] == [("Zoe", "address:anna@example.vn")]


def test_the_right_password_clears_the_count(anna):
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(SignInRefused):
                guess()
        assert guess(GOOD) == anna.account


def test_many_guesses_at_once_are_no_more_than_one_after_the_other(anna):
    import threading

    ends = []

    def one():
        try:
            guess()
        except (SignInRefused, LockedOut) as told:
            ends.append(type(told))

    threads = [threading.Thread(target=one) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(end.__name__ for end in ends) == ["LockedOut"] * 7 + ["SignInRefused"] * 5


def test_a_disabled_account_is_refused(anna):
    yến = Viewer(None, "x", "Y", (Role("administrator"),))
    accounts.disable(yến, anna.account, NOON)
    with pytest.raises(SignInRefused):
        guess(GOOD)


def test_the_owner_changes_the_password_and_other_sessions_end(anna):
    other = sessions.begin(anna.account, NOON)
    passwords.change(anna, GOOD, "another good password", NOON)
    assert guess("another good password") == anna.account
    with pytest.raises(SignInRefused):
        guess(GOOD)
    assert sessions.viewer_of(other, None, NOON).account is None
    assert [s.id for s in sessions.open_sessions(anna, NOON)] == [anna.session]
    entry = audit.entries(person("Uy", Role("administrator")), act="password changed")[0]
    assert (entry.who, entry.details) == ("Anna", {"sessions_ended": 1})


def test_changing_needs_the_old_one_and_an_account(anna):
    with pytest.raises(SignInRefused):
        passwords.change(anna, "wrong password", "another good password", NOON)
    with pytest.raises(WeakPassword):
        passwords.change(anna, GOOD, "short", NOON)
    with pytest.raises(NotAllowed, match="'change the password' needs an account. Sign in first."):
        passwords.change(Viewer(), GOOD, "another good password", NOON)
    for _ in range(4):
        with pytest.raises(SignInRefused):
            passwords.change(anna, "wrong password", "another good password", NOON)
    with pytest.raises(LockedOut):
        passwords.change(anna, GOOD, "another good password", NOON)


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("eleven char", "The password is too short: use at least 12 characters."),
        ("x" * 257, "The password is too long: use at most 256 characters."),
        ("ANNA@example.vn", "The password is the name or e-mail address itself. Choose another."),
        ("Trần Thị Thu Anna", "The password is the name or e-mail address itself. Choose another."),
    ],
)
def test_weak_passwords_are_refused(password, message):
    with pytest.raises(WeakPassword) as refused:
        passwords.hashed(password, "anna@example.vn", "Trần Thị Thu Anna")
    assert str(refused.value) == message


def test_the_hash_is_argon2id_with_the_strength_of_the_library(anna, monkeypatch):
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher())
    assert passwords.hashed(GOOD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    guess(GOOD)  # an older, weaker hash is renewed when its owner signs in
    with engine().connect() as connection:
        kept = connection.scalar(rows.select().with_only_columns(rows.c.password).where(rows.c.id == anna.account))
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$") and HOUR
