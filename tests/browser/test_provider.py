"""Signing in by a real provider on this machine: roles from its claim, and copied cookies that open nothing."""

import re

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Page, expect

from figures.words import translator
from store import accounts, clock, database, links, sessions
from store.viewers import Role, Viewer
from tests.browser.server import running
from tests.browser.test_accounts import PASSWORD, SLOW, is_in, printed_link

t = translator("vi")
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "a secret of the tests, long enough"
client_id = "dti"
client_secret = "any"
server_metadata_url = "{provider}/.well-known/openid-configuration"
label = "Cổng của Bộ"
"""


def somebody(sub: str, name: str, email: str, roles: object, verified: bool = True) -> User:
    claims = {"email": email, "email_verified": verified, "name": name, "access": {"dti": roles}}
    return User(sub=sub, claims=claims)


PEOPLE = [
    somebody("anna-1", "Anna Lê", "anna@example.vn", ["analyst:ministry-other", "employee"]),
    somebody("oanh-1", "Oanh Phạm", "oanh@example.vn", "officer:province/63/01 press"),
    somebody("fake-1", "An Giả", "an@example.vn", ["administrator"]),
    somebody("new-1", "Chưa Xác Minh", "chi@example.vn", [], verified=False),
]


@pytest.fixture(scope="module")
def provider():
    with run_server_in_thread(user_claims=PEOPLE) as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(scope="module")
def server(provider, tmp_path_factory):
    """A server that knows the provider, with an administrator who has a password."""
    home = tmp_path_factory.mktemp("home")
    (home / ".streamlit").mkdir()
    (home / ".streamlit" / "secrets.toml").write_text(SECRETS.format(provider=provider), encoding="utf-8")
    (home / ".streamlit" / "secrets.toml").chmod(0o600)
    data = tmp_path_factory.mktemp("provider")
    with running(data, HOME=str(home), DTI_ROLES_CLAIM="access.dti") as started:
        yield started


@pytest.fixture(scope="module")
def chief(server) -> Viewer:
    """The administrator, with a password, as the store knows them; and Chi, whom they expect."""
    token = printed_link(server).rsplit("/", 1)[1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DTI_DATA", str(server.data))
        patch.delenv("DATABASE_URL", raising=False)
        account = links.make_administrator(token, "an@example.vn", "An Nguyễn", PASSWORD, clock.now())
        viewer = Viewer(account=account, name="An Nguyễn", roles=(Role("administrator"),))
        accounts.add(viewer, "chi@example.vn", "Chi Đỗ", [Role("approver")], clock.now())
        yield viewer
        database.engine().dispose()


@pytest.fixture
def page(visitor, faults):
    """The provider's own page asks for a style from elsewhere, which it does without; ours never do."""
    page = visitor()
    page.route("https://cdn.jsdelivr.net/**", lambda route: route.abort())
    yield page
    theirs = ("left this machine: https://cdn.jsdelivr.net", "console: Failed to load resource: net::ERR_FAILED")
    faults[:] = [fault for fault in faults if not fault.startswith(theirs)]


def by_provider(page: Page, sub: str) -> None:
    page.get_by_role("link", name=t("account.by_provider", name="Cổng của Bộ")).click()
    page.get_by_role("button", name=sub, exact=True).first.click(timeout=SLOW)


def roles_of(chief: Viewer, email: str) -> list[str]:
    return [str(role) for each in accounts.listed(chief) if each.email == email for role in each.roles]


def test_a_provider_signs_in_with_the_roles_of_its_claim_and_a_copied_cookie_opens_nothing(
    chief, page, visitor, server, provider
):
    answers = []
    page.on("request", lambda request: "/oauth2callback?code" in request.url and answers.append(request.url))
    page.goto("/upload?lang=vi")
    page.locator("a.door").click()
    by_provider(page, "anna-1")
    is_in(page, "Anna Lê")
    expect(page).to_have_url(re.compile("/upload"))
    expect(page.get_by_role("heading", level=1)).to_have_text(t("upload.title"))
    assert roles_of(chief, "anna@example.vn") == ["analyst (ministry-other)"]

    kept = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert not [name for name in kept if name.startswith("_streamlit_user")]
    assert kept["dti_session"]["httpOnly"]
    thief = visitor()
    thief.context.add_cookies([{"name": n, "value": c["value"], "url": server.url} for n, c in kept.items()])
    thief.goto("/upload?lang=vi")
    is_in(thief, "Anna Lê")
    # Signing out ends the provider's session as well, where it asks once more; then the reader is here again.
    page.locator("details.account summary").click()
    page.get_by_role("button", name=t("account.sign_out")).click()
    page.wait_for_url(re.compile(f"{provider}/oauth2/end_session"), timeout=SLOW)
    page.get_by_role("button").first.click()
    expect(page.get_by_text(t("account.signed_out"))).to_be_visible(timeout=SLOW)
    assert "dti_session" not in {cookie["name"] for cookie in page.context.cookies()}
    thief.goto("/upload?lang=vi")
    expect(thief.get_by_text(t("refused.signed_out"))).to_be_visible(timeout=SLOW)

    # Nor does the provider's answer, sent once more.
    assert len(answers) == 1
    page.goto(answers[0])
    expect(page.get_by_role("alert")).to_have_text(t("account.from_provider_provider"))
    assert "dti_session" not in {cookie["name"] for cookie in page.context.cookies()}


def test_an_administrator_ends_the_session_of_one_whom_a_provider_signed_in(chief, page):
    page.goto("/account/sign-in?lang=vi")
    by_provider(page, "oanh-1")
    is_in(page, "Oanh Phạm")
    assert roles_of(chief, "oanh@example.vn") == ["officer (province/63/01)", "press"]
    (open_one,) = [each for each in sessions.open_sessions(chief, clock.now()) if each.name == "Oanh Phạm"]
    sessions.end_session(chief, open_one.id, clock.now())
    page.goto("/overview?lang=vi")
    expect(page.locator("a.account")).to_have_text(t("account.sign_in"), timeout=SLOW)


@pytest.mark.parametrize(("sub", "code"), [("fake-1", "password"), ("new-1", "unverified")])
def test_a_provider_opens_no_account_that_is_not_its_own(chief, page, sub, code):
    page.goto("/account/sign-in?lang=vi")
    by_provider(page, sub)
    expect(page.get_by_role("alert")).to_have_text(t(f"account.from_provider_{code}"), timeout=SLOW)
    assert "dti_session" not in {cookie["name"] for cookie in page.context.cookies()}
    assert roles_of(chief, "an@example.vn") == ["administrator"]
