"""Signing in and out and one's own password, over the real routes."""

import html
import re
from datetime import timedelta

import pytest

from figures.words import translator
from frame import accounts, forms
from store import clock, passwords, sessions
from store.providers import from_provider
from tests.frame.conftest import EMAIL, NAME, PASSWORD, administrator, fault, fill_in, is_signed_in, session_of, sign_in
from tests.store.made import person

t = translator("en")


def test_who_signs_in_gets_a_cookie_that_holds_the_token_alone(browser):
    account, client = administrator(), browser()
    answer = sign_in(client)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert re.fullmatch(
        r"dti_session=[\w-]{43}; HttpOnly; Path=/; SameSite=lax", answer.headers.get_list("set-cookie")[0]
    )
    viewer = sessions.viewer_of(session_of(client), None, clock.now())
    assert (viewer.account, viewer.name) == (account, NAME)


def test_over_https_every_cookie_is_secure(browser):
    administrator()
    client = browser("https://dti.example.vn")
    shown = client.get(f"{accounts.SIGN_IN}?lang=es")
    cookies = [*shown.headers.get_list("set-cookie"), *sign_in(client).headers.get_list("set-cookie")]
    assert {cookie.split("=")[0] for cookie in cookies} >= {"dti_form", "dti_session", "lang", "dti_owner"}
    assert all("secure" in cookie.lower() for cookie in cookies)


def test_behind_a_proxy_that_ends_tls_the_public_address_decides(browser, monkeypatch):
    administrator()
    monkeypatch.setenv("DTI_PUBLIC_URL", "https://dti.example.vn")
    assert browser().get(accounts.SIGN_IN).headers.get_list("set-cookie")[0].endswith("; Secure")


@pytest.mark.parametrize(
    ("email", "password"), [(EMAIL, "another sentence"), ("nobody@example.vn", PASSWORD), ("", ""), ("x" * 9000, "x")]
)
def test_a_wrong_address_and_a_wrong_password_are_told_alike(browser, email, password):
    administrator()
    client = browser()
    answer = sign_in(client, email, password)
    assert (answer.status_code, fault(answer)) == (401, t("account.refused"))
    assert session_of(client) == "" and 'autocomplete="username"' in answer.text


def test_five_wrong_passwords_lock_the_address_even_for_the_right_one(browser):
    administrator()
    client = browser()
    assert [sign_in(client, password="wrong " * 3).status_code for _ in range(5)] == [401] * 5
    answer = sign_in(client)
    said = re.escape(t("account.locked", time="HH:MM")).replace("HH:MM", r"\d\d:\d\d")
    assert answer.status_code == 429 and re.fullmatch(said, fault(answer))


def test_the_lock_ends_at_the_minute_that_was_told(browser, monkeypatch):
    administrator()
    client = browser()
    for _ in range(5):
        sign_in(client, password="wrong " * 3)
    told = re.search(r"\d\d:\d\d", fault(sign_in(client)))[0]
    later = clock.now() + timedelta(minutes=16)
    assert f"{clock.to_local(later):%H:%M}" in (told, f"{later + timedelta(hours=7, minutes=1):%H:%M}")
    monkeypatch.setattr(clock, "now", lambda: later)
    assert sign_in(client).status_code == 303


def test_a_session_that_was_prepared_is_not_the_one_that_is_opened(browser):
    account, client = administrator(), browser()
    prepared = sessions.begin(account, clock.now())
    client.cookies.set("dti_session", prepared)
    shown = client.get(accounts.PASSWORD)
    assert NAME in shown.text
    client.cookies.delete("dti_session")
    client.cookies.set("dti_session", "chosen-by-somebody-else")
    sign_in(client)
    assert "chosen-by-somebody-else" not in client.cookies.jar._cookies["127.0.0.1"]["/"]["dti_session"].value
    assert not is_signed_in("chosen-by-somebody-else")


def test_signing_in_again_ends_the_session_before(browser):
    administrator()
    client = browser()
    sign_in(client)
    first = session_of(client)
    mark = re.search(r'name="mark" value="(\w+)"', client.get(accounts.PASSWORD).text)[1]
    client.post(accounts.SIGN_IN, data={"mark": mark, "email": EMAIL, "password": PASSWORD})
    assert session_of(client) != first and is_signed_in(session_of(client)) and not is_signed_in(first)


def test_who_is_signed_in_goes_straight_on(browser):
    administrator()
    client = browser()
    sign_in(client)
    answer = client.get(accounts.sign_in_address("/map?lang=es&node=dti", "en"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/map?lang=es&node=dti")


def test_after_sign_out_a_copied_cookie_opens_nothing(browser):
    administrator()
    client = browser()
    sign_in(client)
    copied = session_of(client)
    answer = fill_in(client, accounts.SIGN_OUT)
    assert answer.headers["location"] == "/?lang=en" and session_of(client) == ""
    thief = browser()
    thief.cookies.set("dti_session", copied)
    assert thief.get(accounts.PASSWORD).status_code == 401 and not is_signed_in(copied)


def test_sign_out_goes_on_to_the_provider_that_signed_in(browser, ways_out):
    administrator()
    account = from_provider("https://sso.example.vn", "7", "le@example.vn", "Lê", clock.now(), verified=True)
    end = "https://sso.example.vn/end?client_id=dti&post_logout_redirect_uri=x"
    for way in (None, ("Cổng của Bộ", end)):
        ways_out |= {"https://sso.example.vn": way} if way else {}
        client = browser()
        client.cookies.set("dti_session", sessions.begin(account, clock.now()))
        token = session_of(client)
        answer = fill_in(client, accounts.SIGN_OUT)
        assert not is_signed_in(token)
        if way is None:  # it names no such address, or cannot be asked
            assert answer.headers["location"] == "/?lang=en"
            continue
        assert answer.status_code == 200 and answer.headers["refresh"] == f"1; url={end}"
        assert f'href="{html.escape(end)}"' in answer.text and t("account.out_there", name=way[0]) in answer.text
        assert 'dti_session=""' in ";".join(answer.headers.get_list("set-cookie"))
    client = browser()  # and who has a password here goes nowhere else
    sign_in(client)
    assert fill_in(client, accounts.SIGN_OUT).headers["location"] == "/?lang=en"


def test_sign_out_is_never_a_mere_link(browser):
    administrator()
    client = browser()
    sign_in(client)
    assert client.get(accounts.SIGN_OUT).status_code == 200
    assert is_signed_in(session_of(client))


def test_the_mark_of_the_session_signs_out_without_another_page(browser):
    from frame.forgery import mark

    administrator()
    client = browser()
    sign_in(client)
    token = session_of(client)
    client.cookies.delete("dti_form")
    assert client.post(accounts.SIGN_OUT, data={"mark": mark(token)}).status_code == 303
    assert not is_signed_in(token)


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ("/map?lang=vi#x", "/map?lang=vi#x"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/\t/evil.example", "/"),
        ("/a\r\nSet-Cookie: x=y", "/"),
        ("\u2028//evil.example", "/"),
        ("evil.example", "/"),
        ("http:/evil.example", "/"),
        ("///evil.example", "/"),
        ("//[", "/"),
        ("", "/"),
    ],
)
def test_nobody_is_led_elsewhere(browser, there, expected):
    administrator()
    client = browser()
    assert forms.inside(there) == expected
    shown = client.get(accounts.SIGN_IN, params={"next": there})
    mark = re.search(r'name="mark" value="(\w+)"', shown.text)[1]
    fields = {"mark": mark, "email": EMAIL, "password": PASSWORD}
    answer = client.post(accounts.SIGN_IN, params={"next": there}, data=fields)
    assert answer.headers["location"] == expected and "evil" not in shown.text


def test_a_password_is_changed_by_its_owner_and_every_other_session_ends(browser):
    administrator()
    here, elsewhere = browser(), browser()
    sign_in(here), sign_in(elsewhere)
    new = "a sentence of another kind"
    answer = fill_in(here, accounts.PASSWORD, old=PASSWORD, password=new, again=new)
    assert t("account.password_changed") in answer.text
    assert is_signed_in(session_of(here)) and not is_signed_in(session_of(elsewhere))
    assert sign_in(browser()).status_code == 401
    assert sign_in(browser(), password=new).status_code == 303


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"old": "wrong", "password": "a long sentence", "again": "a long sentence"}, "account.refused"),
        ({"old": PASSWORD, "password": "a long sentence", "again": "another one here"}, "account.not_the_same"),
        ({"old": PASSWORD, "password": "short", "again": "short"}, "account.password_short"),
        ({"old": PASSWORD, "password": "x" * 257, "again": "x" * 257}, "account.password_long"),
        ({"old": PASSWORD, "password": EMAIL.upper(), "again": EMAIL.upper()}, "account.password_known"),
    ],
)
def test_a_password_that_is_not_accepted_is_told_why(browser, given, key):
    administrator()
    client = browser()
    sign_in(client)
    answer = fill_in(client, accounts.PASSWORD, **given)
    assert (answer.status_code, fault(answer)) == (400, t(key, least=passwords.LEAST, most=passwords.MOST))
    assert f'value="{given["password"]}"' not in answer.text


def test_whom_a_provider_signs_in_has_no_password_to_change(browser):
    administrator()
    client = browser()
    client.cookies.set("dti_session", sessions.begin(person("Anna Lê").account, clock.now()))
    shown = client.get(accounts.PASSWORD)
    assert t("account.no_password", name="Anna Lê") in shown.text and "<form" not in shown.text


def test_the_log_names_no_address_that_was_typed(browser, caplog):
    administrator()
    sign_in(browser(), email="my secret password", password="x")
    assert "a sign-in was refused: SignInRefused" in caplog.text and "secret" not in caplog.text


def test_without_a_session_nobody_s_password_is_changed(browser):
    administrator()
    answer = browser().get(accounts.PASSWORD)
    assert (answer.status_code, fault(answer)) == (401, t("account.signed_out"))


@pytest.mark.parametrize("lang", ["vi", "en", "es"])
def test_the_pages_speak_the_language_that_was_asked_for_and_keep_it(browser, lang):
    client = browser()
    client.cookies.clear()
    shown = client.get(f"{accounts.SIGN_IN}?lang={lang}&next=/map")
    assert f'<html lang="{lang}">' in shown.text and translator(lang)("account.sign_in") in shown.text
    assert client.cookies["lang"] == lang
    assert 'href="?next=%2Fmap&amp;lang=es"' in shown.text


def test_no_cache_keeps_a_page_at_a_door(browser):
    for address in (accounts.SIGN_IN, accounts.SIGN_OUT, accounts.PASSWORD, accounts.FORGOTTEN, "/account/link/x"):
        assert browser().get(address).headers["cache-control"] == "no-store", address


def test_while_the_tables_are_loaded_every_door_says_so(browser, monkeypatch):
    from store import start

    monkeypatch.setattr(start, "_progress", start.Progress())
    answer = browser().get(accounts.SIGN_IN)
    assert answer.status_code == 503 and t("account.starting") in answer.text
