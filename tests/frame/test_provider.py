"""Coming back from a provider: the claims become a session of ours, Streamlit's own cookie stays here."""

import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from frame import provider
from frame.provider import ProviderReturn
from store import accounts, clock, sessions
from store.viewers import Role, Viewer
from tests.frame.conftest import EMAIL, administrator, is_signed_in, session_of

CLAIMS = {
    "iss": "https://sso.example.vn", "sub": "7", "email": "Anna@example.vn", "email_verified": True, "name": "Anna Lê",
    "roles": ["analyst:ministry-other"],
}  # fmt: skip


@pytest.fixture
def back(own_store, monkeypatch):
    """`back(claims)`: a browser and what it gets when Streamlit has checked a provider's answer with these claims."""
    monkeypatch.setenv("DTI_ROLES_CLAIM", "roles")

    def arrive(claims, cookies=(), first=False, **query):
        if not first and not sessions.any_account():
            administrator()

        async def answer(_):
            response = RedirectResponse("/", 302)
            for name in ("_streamlit_user", "_streamlit_user_1", "_streamlit_user_tokens"):
                response.set_cookie(name, "signed", httponly=True)
            response.set_cookie("_streamlit_session", "state", httponly=True)
            return response

        application = Starlette(
            routes=[Route("/oauth2callback", answer), *provider.routes(lambda: [("default", "Cổng")])],
            middleware=[Middleware(ProviderReturn, read=lambda kept: claims if "_streamlit_user" in kept else None)],
        )
        client = TestClient(application, "http://127.0.0.1:8501", follow_redirects=False)
        for name, value in cookies:
            client.cookies.set(name, value)
        if query:
            client.get("/account/provider", params=query)
        return client, client.get("/oauth2callback?code=c&state=s")

    return arrive


def test_the_claims_become_a_session_and_streamlit_s_cookies_are_not_given(back):
    client, answer = back(CLAIMS)
    assert (answer.status_code, answer.headers["location"], answer.headers["cache-control"]) == (303, "/", "no-store")
    given = {line.partition("=")[0] for line in answer.headers.get_list("set-cookie")}
    assert given == {"dti_session", "_streamlit_session", "dti_next"}
    viewer = sessions.viewer_of(session_of(client), None, clock.now())
    assert (viewer.name, viewer.roles) == ("Anna Lê", (Role("analyst", "ministry-other"),))


def test_each_sign_in_has_a_session_of_its_own(back):
    one, two = back(CLAIMS)[0], back(CLAIMS)[0]
    sessions.end(sessions.viewer_of(session_of(one), None, clock.now()), clock.now())
    assert not is_signed_in(session_of(one)) and is_signed_in(session_of(two))


def test_roles_follow_the_claim_at_each_sign_in(back):
    client, _ = back({**CLAIMS, "roles": []})
    assert sessions.viewer_of(session_of(client), None, clock.now()).roles == ()
    client, _ = back({**CLAIMS, "roles": "approver"})
    assert sessions.viewer_of(session_of(client), None, clock.now()).roles == (Role("approver"),)


def test_without_a_claim_the_roles_are_those_of_our_table(back, monkeypatch):
    monkeypatch.delenv("DTI_ROLES_CLAIM")
    chief = Viewer(account=administrator(), roles=(Role("administrator"),))
    accounts.add(chief, "anna@example.vn", "Anna", [Role("press")], clock.now())
    client, _ = back({**CLAIMS, "roles": ["administrator"]})
    assert sessions.viewer_of(session_of(client), None, clock.now()).roles == (Role("press"),)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"email": EMAIL}, "password"),
        ({"email": ""}, "email"),
        ({"email": "nobody"}, "email"),
        ({"sub": ""}, "email"),
        ({"email": "chi@example.vn", "email_verified": False}, "unverified"),
        ({"email": "chi@example.vn", "email_verified": "false"}, "unverified"),
        ({"email": "chi@example.vn", "email_verified": None}, "unverified"),
    ],
)
def test_whoever_has_no_account_here_is_told_why(back, change, code):
    chief = Viewer(account=administrator(), roles=(Role("administrator"),))
    accounts.add(chief, "chi@example.vn", "Chi", [Role("approver")], clock.now())
    client, answer = back({**CLAIMS, **change})
    assert answer.headers["location"] == f"/account/sign-in?fault={code}"
    assert session_of(client) == "" and "_streamlit_user" not in client.cookies


def test_the_first_account_is_an_administrator_s(back):
    client, answer = back(CLAIMS, first=True)
    assert answer.headers["location"] == "/account/sign-in?fault=first" and not sessions.any_account()
    client, answer = back({**CLAIMS, "roles": "administrator"}, first=True)
    assert sessions.viewer_of(session_of(client), None, clock.now()).roles == (Role("administrator"),)


def test_a_closed_account_stays_closed(back):
    chief = Viewer(account=administrator(), roles=(Role("administrator"),))
    client, _ = back(CLAIMS)
    mine = sessions.viewer_of(session_of(client), None, clock.now()).account
    accounts.disable(chief, mine, clock.now())
    client, answer = back(CLAIMS)
    assert answer.headers["location"] == "/account/sign-in?fault=disabled" and session_of(client) == ""


@pytest.mark.parametrize("claims", [None, {}])
def test_an_answer_that_streamlit_did_not_accept_signs_nobody_in(back, claims):
    client, answer = back(claims)
    assert answer.headers["location"] == "/account/sign-in?fault=provider" and session_of(client) == ""


@pytest.mark.parametrize(
    ("there", "expected"), [("/map?lang=es&node=dti", "/map?lang=es&node=dti"), ("//evil.example", "/"), ("", "/")]
)
def test_the_reader_comes_back_to_the_page_and_nowhere_else(back, there, expected):
    _, answer = back(CLAIMS, name="default", next=there)
    assert answer.headers["location"] == expected


@pytest.mark.parametrize("kept", ["zz", b"https://evil.example/".hex(), b"//evil.example".hex(), "ff"])
def test_a_forged_note_of_the_page_leads_nowhere(back, kept):
    _, answer = back(CLAIMS, cookies=[("dti_next", kept)])
    assert answer.headers["location"] == "/"


def test_back_from_where_the_provider_s_session_ended(back):
    client, _ = back(CLAIMS)
    assert client.get("/oauth2callback").headers["location"] == "/account/sign-out"


def test_only_a_provider_that_is_configured_is_gone_to(back):
    client, _ = back(CLAIMS)
    assert client.get("/account/provider?name=default").headers["location"] == "/?provider=default"
    assert client.get("/account/provider?name=evil").headers["location"] == "/account/sign-in"
    assert re.fullmatch(
        r"dti_next=2f; HttpOnly; Max-Age=600; Path=/oauth2callback; SameSite=lax",
        client.get("/account/provider?name=default").headers["set-cookie"],
    )
