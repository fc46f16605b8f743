"""One address on the network that tries a password on many accounts."""

import itertools

import uvicorn
from starlette.testclient import TestClient
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

import app
from figures.words import translator
from frame import account_links, accounts
from frame.guesses import Guesses
from opendata.limits import client_of
from tests.frame.conftest import EMAIL, administrator, fault, fill_in, session_of, sign_in

t = translator("en")
_numbers = itertools.count()
MOST = 8  # of the fixture `guesses`, one more in ten seconds


def spray(client, times: int) -> list[int]:
    """The answers to one password, tried on so many accounts, each another."""
    return [sign_in(client, f"a{next(_numbers)}@example.vn", "Password2026!").status_code for _ in range(times)]


def test_one_password_for_many_accounts_ends_soon(browser):
    administrator()
    client = browser(peer="203.0.113.7")
    assert spray(client, MOST) == [401] * MOST
    answer = sign_in(client)  # not even the right one, or the next guess would be told
    assert answer.status_code == 429 and fault(answer) == t("account.too_many", minutes=1)
    assert answer.headers["retry-after"] == "10" and session_of(client) == ""
    assert sign_in(browser(peer="203.0.113.8")).status_code == 303  # an office elsewhere is not troubled
    assert spray(browser(peer="203.0.113.7"), 1) == [429]  # another browser at the same address is


def test_who_knows_the_password_is_not_counted(browser):
    administrator()
    for _ in range(3 * MOST):
        assert sign_in(browser(peer="203.0.113.7")).status_code == 303


def test_guesses_at_one_account_are_locked_before(browser):
    administrator()
    client = browser(peer="203.0.113.7")
    answers = [sign_in(client, EMAIL, "wrong " * 3) for _ in range(MOST + 1)]
    assert [a.status_code for a in answers] == [401] * 5 + [429] * (MOST - 4)
    assert fault(answers[-1]) == t("account.too_many", minutes=1) != fault(answers[-2])


def test_letters_are_not_asked_for_without_end(browser, monkeypatch):
    administrator()
    monkeypatch.setenv("DTI_SMTP_URL", "smtp://127.0.0.1:1")
    monkeypatch.setenv("DTI_MAIL_FROM", "DTI <dti@example.vn>")
    monkeypatch.setenv("DTI_PUBLIC_URL", "http://127.0.0.1:8501")
    asked: list[str] = []
    monkeypatch.setattr(account_links, "_write", lambda email, words: asked.append(email))
    client = browser(peer="203.0.113.7")
    answers = [fill_in(client, accounts.FORGOTTEN, email=f"a{n}@example.vn") for n in range(MOST + 1)]
    assert [a.status_code for a in answers] == [200] * MOST + [429] and len(asked) == MOST


def test_a_forwarded_address_counts_where_its_proxy_is_believed_and_nowhere_else(own_store, browser):
    """As uvicorn has it: the proxy of this machine is believed, unless `FORWARDED_ALLOW_IPS` names others."""
    administrator()
    trusted = uvicorn.Config(lambda: None).forwarded_allow_ips
    inner = browser().app

    def through(peer: str, forwarded: str) -> TestClient:
        made = TestClient(
            ProxyHeadersMiddleware(inner, trusted_hosts=trusted), "http://127.0.0.1:8501", follow_redirects=False,
            client=(peer, 50000), headers={"X-Forwarded-For": forwarded},
        )  # fmt: skip
        made.cookies.set("lang", "en")
        return made

    # By the proxy of this machine each reader is counted alone, by the address that the proxy itself saw.
    assert spray(through("127.0.0.1", "198.51.100.1"), MOST + 1) == [401] * MOST + [429]
    assert spray(through("127.0.0.1", "198.51.100.1, 198.51.100.2"), 1) == [401]
    # Whoever comes straight from outside is not helped by inventing one.
    found = [spray(through("203.0.113.7", f"198.51.100.{n}"), 1) for n in range(3, 4 + MOST)]
    assert found == [[401]] * MOST + [[429]]


def test_the_application_counts_at_both_doors():
    kept = [cell.cell_contents for route in app.routes for cell in _cells(getattr(route, "endpoint", None))]
    limits = {(each.counter.burst, each.counter.per_minute) for each in kept if isinstance(each, Guesses)}
    assert limits == {(30, 1), (10, 0.5), (60, 60)}  # the last counts downloads
    assert all(each.client_of is client_of for each in kept if isinstance(each, Guesses))


def _cells(function):
    """What a route's function closes over, and those functions in turn."""
    for cell in getattr(function, "__closure__", None) or ():
        yield cell
        if callable(cell.cell_contents):
            yield from _cells(cell.cell_contents)
