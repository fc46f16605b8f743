"""The doors in a real browser: the first link, an administrator who invites, signing in and out, a copied cookie."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from figures.words import translator
from tests.browser.server import Server, running
from tests.browser.test_accessibility import violations

SLOW = 60_000
t = translator("vi")
PASSWORD = "một câu dài dễ nhớ"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server of these tests' own: an account changes what everybody may do."""
    with running(tmp_path_factory.mktemp("accounts")) as started:
        yield started


def printed_link(server: Server) -> str:
    for _ in range(300):
        if found := re.search(r"^Administrator's link: (\S+)$", server.log.read_text(encoding="utf-8"), re.MULTILINE):
            return found[1]
        time.sleep(0.1)
    raise AssertionError("no link was printed")


def fill(page: Page, button: str, **fields: str) -> None:
    for name, value in fields.items():
        page.locator(f"#{name}").fill(value)
    page.get_by_role("button", name=t(f"account.{button}")).click()


def is_in(page: Page, name: str) -> None:
    expect(page.locator("details.account summary")).to_have_text(name, timeout=SLOW)


def leave(page: Page) -> None:
    page.locator("details.account summary").click()
    page.get_by_role("button", name=t("account.sign_out")).click()
    expect(page.locator("a.account")).to_have_text(t("account.sign_in"), timeout=SLOW)


@pytest.fixture(scope="module")
def chief(server) -> str:
    return printed_link(server)


def test_from_the_first_link_to_a_copied_cookie_that_opens_nothing(server, chief, visitor, faults):
    # The printed link makes the administrator.
    first = visitor()
    assert chief.startswith(f"{server.url}/account/first/")
    first.goto(chief)
    fill(first, "first", name="An Nguyễn", email="an@example.vn", password=PASSWORD, again=PASSWORD)
    is_in(first, "An Nguyễn")
    first.goto(chief)
    expect(first.get_by_role("alert")).to_have_text(t("account.link_spent"))
    faults.clear()  # the 404 of the spent link

    # The administrator adds an account and gets its link, once.
    first.goto("/accounts")
    first.get_by_role("textbox", name=t("accounts.email")).fill("binh@example.vn")
    first.get_by_role("textbox", name=t("accounts.name")).fill("Bình Trần")
    first.get_by_role("textbox", name=t("accounts.name")).press("Tab")
    first.get_by_role("button", name=t("accounts.add_now")).click()
    link = first.get_by_test_id("stCode").first
    expect(link).to_contain_text(f"{server.url}/account/link/", timeout=SLOW)
    invitation = link.inner_text().strip()

    # Its owner sets a password, leaves, and signs in again to come back to the very page.
    second = visitor(width=390)
    second.goto(invitation)
    fill(second, "set_password", password=PASSWORD, again=PASSWORD)
    is_in(second, "Bình Trần")
    leave(second)
    second.goto("/upload?lang=vi")
    second.locator("a.door").click()
    fill(second, "sign_in", email="binh@example.vn", password="wrong wrong wrong")
    expect(second.get_by_role("alert")).to_have_text(t("account.refused"))
    faults.clear()  # the 401 of the wrong password
    fill(second, "sign_in", email="binh@example.vn", password=PASSWORD)
    is_in(second, "Bình Trần")
    expect(second).to_have_url(re.compile("/upload"))
    expect(second.get_by_text(t("refused.role"))).to_be_visible(timeout=SLOW)

    # A copy of the cookie is the same person, until they sign out.
    cookie = next(each for each in second.context.cookies() if each["name"] == "dti_session")
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax" and cookie["expires"] == -1
    thief = visitor()
    thief.context.add_cookies([{"name": "dti_session", "value": cookie["value"], "url": server.url}])
    thief.goto("/overview")
    is_in(thief, "Bình Trần")
    leave(second)
    thief.get_by_test_id("stTopNav").get_by_role("link", name=t("nav.map")).click()
    expect(thief.locator("a.account")).to_have_text(t("account.sign_in"), timeout=SLOW)
    thief.goto("/overview")
    expect(thief.locator("a.account")).to_have_text(t("account.sign_in"), timeout=SLOW)


def test_the_keyboard_alone_signs_in_and_out(server, chief, visitor):
    page = visitor()
    page.goto("/account/sign-in?lang=vi")
    expect(page.locator("#email")).to_be_focused()
    page.keyboard.type("an@example.vn")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    is_in(page, "An Nguyễn")
    page.locator("details.account summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=t("account.change_password"))).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("a.account")).to_have_text(t("account.sign_in"), timeout=SLOW)


@pytest.mark.parametrize("lang", ["vi", "en", "es"])
def test_the_doors_fit_a_phone_and_use_our_own_face(server, chief, visitor, lang):
    page = visitor(width=390)
    for address in ("/account/sign-in", "/account/forgotten"):
        page.goto(f"{address}?lang={lang}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.evaluate("document.fonts.check(\"16px 'Be Vietnam Pro'\", 'ữ ợ ẵ')")
        assert page.evaluate("document.documentElement.lang") == lang


@pytest.mark.accessibility
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_door_puts_up_a_barrier(server, chief, visitor, faults, scheme):
    page = visitor(width=390, color_scheme=scheme)
    for lang, address in zip(("vi", "en", "es"), ("sign-in", "password", "link/spent"), strict=True):
        page.goto(f"/account/{address}?lang={lang}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert violations(page) == [], address
    page.goto("/account/sign-in?lang=vi")
    fill(page, "sign_in", email="an@example.vn", password="wrong wrong wrong")
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []
    faults.clear()  # 401 and 404 of what was to be refused
    fill(page, "sign_in", email="an@example.vn", password=PASSWORD)
    is_in(page, "An Nguyễn")
    page.locator("details.account summary").click()
    found = page.evaluate("document.querySelector('.st-key-corner').getBoundingClientRect().right")
    assert found <= 390 and [line for line in violations(page) if "account" in line] == []
