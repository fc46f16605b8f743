"""`python -m store`: what an operator does at the machine."""

import pytest

from store import accounts, audit, links
from store.__main__ import main
from store.clock import now
from store.viewers import Role
from tests.store.made import person


def said(capsys, *words):
    status = main(list(words))
    return status, capsys.readouterr().out.strip()


def test_a_link_for_the_first_administrator_while_there_is_none(empty, capsys, monkeypatch):
    monkeypatch.setenv("DTI_PUBLIC_URL", "https://dti.example.vn/")  # where nobody is served before
    status, address = said(capsys, "link")
    assert address.startswith("/account/first/")
    assert status == 0 and links.look(address.rpartition("/")[2], now()).purpose == "first"
    person("Yến", Role("administrator"))
    assert said(capsys, "link") == (1, "There is an account already.")


def test_a_link_for_one_who_forgot_the_password(empty, capsys, monkeypatch):
    yến = person("Yến", Role("administrator"))
    made = accounts.add(yến, "anna@example.vn", "Anna", [], now())
    monkeypatch.setenv("DTI_PUBLIC_URL", "https://dti.example.vn/")
    status, address = said(capsys, "link", " Anna@example.VN ")
    assert address.startswith("https://dti.example.vn/account/link/")
    assert status == 0 and links.look(address.rpartition("/")[2], now()).account == made
    assert said(capsys, "link", "nobody@example.vn") == (1, "No account is 'nobody@example.vn'.")
    assert audit.entries(yến, act="link made")[0].who == "the installation"


def test_the_first_administrator_without_a_browser_of_this_machine(empty, capsys):
    old = links.first(now())
    status, address = said(capsys, "administrator", "Yen@example.vn", "Yến")
    token = address.rpartition("/")[2]
    assert status == 0 and address == f"/account/link/{token}"
    assert links.look(old, now()) is None and links.look(token, now()).purpose == "invitation"
    links.set_password(token, "một mật khẩu thật dài", now())
    yến = person("Ý", Role("administrator"))
    (made,) = [each for each in accounts.listed(yến) if each.name == "Yến"]
    assert (made.email, [role.name for role in made.roles]) == ("yen@example.vn", ["administrator"])
    assert audit.entries(yến, act="account added")[-1].who == "the installation"
    assert said(capsys, "administrator", "other@example.vn", "Other") == (1, "There is an account already.")


def test_a_first_account_needs_an_address(empty, capsys):
    assert main(["administrator", "nobody", "Yến"]) == 1 and "nobody" in capsys.readouterr().err
    assert said(capsys, "administrator", "a@example.vn", " ")[0] == 1
    assert links.first(now()) is not None


def test_it_runs_before_anything_else_has_made_the_tables(backend, capsys):
    assert said(capsys, "audit")[0] == 0


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("nonsense", "DATABASE_URL is no address of a database."),
        ("postgresql://dti:secret@127.0.0.1:9/none", 'connection to server at "127.0.0.1", port 9 failed'),
    ],
)
def test_a_database_that_cannot_be_reached_is_told(capsys, monkeypatch, address, told):
    monkeypatch.setenv("DATABASE_URL", address)
    assert main(["audit"]) == 1
    said = capsys.readouterr().err
    assert told in said and "secret" not in said and "SELECT" not in said


def test_a_wrong_call_is_told(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["eat"])
    assert ended.value.code == 2 and "invalid choice: 'eat'" in capsys.readouterr().err
