"""The page of accounts: everything an administrator does to an account, done by its buttons."""

from datetime import timedelta

import pytest

from figures.markdown import literal
from figures.words import translator
from store import accounts, clock, keys, links, passwords, providers, sessions
from store.rights import ROLES
from store.viewers import Role
from tests.store.made import person

T = translator("en")


@pytest.fixture
def yến(own_store):
    return person("Yến", Role("administrator"))


def shown(page) -> str:
    """Everything that is said, and no failure."""
    assert not page.exception
    parts = (*page.markdown, *page.caption, *page.success, *page.warning, *page.error, *page.info, *page.code)
    return "\n".join(part.value for part in parts)


def link_of(page) -> str:
    return page.code[0].value.rpartition("./account/link/")[2]


def found(viewer, email):
    return next(each for each in accounts.listed(viewer) if each.email == email)


def test_an_account_is_added_with_its_roles_and_its_link_is_shown_once(open_page, yến):
    page = open_page("accounts", yến)
    page.text_input(key="accounts_new_email").input("Anna@Example.vn")
    page.text_input(key="accounts_new_name").input("Anna").run()
    page.selectbox(key="accounts_new_role").select("officer").run()
    page.selectbox(key="accounts_new_of_block").select("province").run()
    page.selectbox(key="accounts_new_unit_province_34").select("48").run()
    page.button(key="accounts_new_add").click().run()
    assert page.multiselect(key="accounts_new_chosen").value == [Role("officer", "province", "34", "48")]
    page.button(key="add_account").click().run()
    assert T("accounts.done_added", name="Anna") in shown(page)
    made = found(yến, "anna@example.vn")
    assert made.roles == (Role("officer", "province", "34", "48"),) and not made.has_password
    link = links.look(link_of(page), clock.now())
    assert (link.account, link.purpose) == (made.id, "invitation")
    assert timedelta(days=6, hours=23) < link.expires_at - clock.now() <= timedelta(days=7)
    assert literal("Officer of a unit: Da Nang (34 provinces)") in page.table[0].value["Roles"].tolist()
    # The form is empty again, and the link is not shown a second time.
    assert page.text_input(key="accounts_new_email").value == ""
    assert page.multiselect(key="accounts_new_chosen").value == []
    assert not page.run().code


@pytest.mark.parametrize(
    ("email", "name", "code"),
    [("nobody", "N", "email"), ("b@example.vn", " ", "name"), ("yến@example.vn", "Y", "taken")],
)
def test_what_is_wrong_is_said_and_nothing_is_added(open_page, yến, email, name, code):
    page = open_page("accounts", yến)
    page.text_input(key="accounts_new_email").input(email)
    page.text_input(key="accounts_new_name").input(name)
    page.button(key="add_account").click().run()
    assert [error.value for error in page.error] == [T(f"account_error.{code}", email=email)]
    assert len(accounts.listed(yến)) == 1 and page.text_input(key="accounts_new_email").value == email


def test_roles_are_changed_and_the_last_administrator_stays(open_page, yến):
    anna = person("Anna", Role("analyst", "province"))
    page = open_page("accounts", yến)
    page.selectbox(key="accounts_chosen").select(anna.account).run()
    assert page.button(key="save_roles").disabled
    page.selectbox(key=f"{anna.account}_role").select("approver").run()
    page.button(key=f"{anna.account}_add").click().run()
    page.multiselect(key=f"{anna.account}_chosen").unselect(Role("analyst", "province")).run()
    page.button(key="save_roles").click().run()
    assert T("accounts.done_roles_given", name="Anna") in shown(page)
    assert found(yến, "anna@example.vn").roles == (Role("approver"),)
    page.selectbox(key="accounts_chosen").select(yến.account).run()
    page.multiselect(key=f"{yến.account}_chosen").unselect(Role("administrator")).run()
    page.button(key="save_roles").click().run()
    assert [error.value for error in page.error] == [T("account_error.last")]
    assert found(yến, "yến@example.vn").roles == (Role("administrator"),)


def test_an_account_is_disabled_and_enabled_and_a_session_ended(open_page, yến):
    anna = person("Anna", Role("analyst"))
    first, second = (sessions.begin(anna.account, clock.now(), browser=name) for name in ("Firefox", "Chromium"))
    page = open_page("accounts", yến)
    page.selectbox(key="accounts_chosen").select(anna.account).run()
    assert "Firefox" in shown(page) and "Chromium" in shown(page)
    ended = sessions.viewer_of(first, None, clock.now()).session
    page.button(key=f"end_{ended}").click().run()
    assert sessions.viewer_of(first, None, clock.now()).account is None
    assert sessions.viewer_of(second, None, clock.now()).account == anna.account
    assert "Firefox" not in shown(page)
    page.button(key="switch").click().run()
    assert sessions.viewer_of(second, None, clock.now()).account is None
    assert any(said.startswith("disabled · seen ") for said in page.table[0].value["State"])
    page.button(key="switch").click().run()
    assert found(yến, "anna@example.vn").disabled_at is None


def test_a_forgotten_password_gets_a_link_and_a_lock_is_opened(open_page, yến):
    made = accounts.add(yến, "anna@example.vn", "Anna", [], clock.now())
    links.set_password(links.invite(yến, made, clock.now()), "một mật khẩu đủ dài", clock.now())
    for _ in range(passwords.GUESSES):
        with pytest.raises(passwords.SignInRefused):
            passwords.authenticate("anna@example.vn", "wrong password", clock.now())
    page = open_page("accounts", yến)
    page.selectbox(key="accounts_chosen").select(made).run()
    page.button(key="new_link").click().run()
    assert links.look(link_of(page), clock.now()).purpose == "reset"
    page.button(key="unlock").click().run()
    assert passwords.authenticate("anna@example.vn", "một mật khẩu đủ dài", clock.now()) == made


def test_people_of_a_provider_who_wait_come_first(open_page, yến):
    made = providers.from_provider("sso", "1", "minh@example.vn", "Minh", clock.now(), verified=True)
    page = open_page("accounts", yến)
    assert page.warning[0].value == T("accounts.waiting", n=1)
    page.button(key=f"waiting_{made}").click().run()
    assert page.selectbox(key="accounts_chosen").value == made
    assert not [button for button in page.button if button.key == "new_link"]  # no password here


def test_the_key_is_changed_only_by_one_who_is_sure(open_page, yến):
    old = keys.document()["current"]
    page = open_page("accounts", yến)
    assert page.button(key="rotate").disabled
    page.checkbox(key="key_sure").check().run()
    page.button(key="rotate").click().run()
    new = keys.document()["current"]
    assert new != old and T("key.rotated", id=new) in shown(page)
    assert page.dataframe[-1].value["Fingerprint"].tolist() == [new, old]


@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
def test_the_page_is_nobody_elses(open_page, yến, role):
    scope = ("province", "34", "01") if role == "officer" else ()
    page = open_page("accounts", person("Anna", Role(role, *scope)))
    assert [error.value for error in page.error] == [T("refused.role")] and not page.table
