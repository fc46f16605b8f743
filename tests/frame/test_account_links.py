"""Single-use links over the real routes: the first administrator's, invitations, forgotten passwords."""

import re
from datetime import timedelta

import pytest

from figures.words import translator
from frame import account_links, accounts, letters
from store import accounts as people
from store import clock, gate, links, saving, sessions
from store.viewers import Role, Viewer
from tests.frame.conftest import EMAIL, NAME, PASSWORD, administrator, fault, fill_in, is_signed_in, session_of, sign_in
from tests.frame.post import office
from tests.store.made import draft

t = translator("en")
CHOSEN = {"password": PASSWORD, "again": PASSWORD}


def first() -> str:
    return account_links.first_address(links.first(clock.now()), "")


def invited(name: str = "Bình", email: str = "binh@example.vn") -> str:
    """The address of an invitation."""
    chief = Viewer(account=administrator(), roles=(Role("administrator"),))
    account = people.add(chief, email, name, [Role("approver")], clock.now())
    return letters.address_of(links.invite(chief, account, clock.now()))


def test_the_first_link_makes_the_administrator_and_lets_in(browser):
    client = browser()
    answer = fill_in(client, first(), name=NAME, email=EMAIL, **CHOSEN)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    viewer = sessions.viewer_of(session_of(client), None, clock.now())
    assert (viewer.name, viewer.roles) == (NAME, (Role("administrator"),))


def test_the_drafts_of_the_browser_go_with_it(browser):
    client = browser()
    shown = client.get(accounts.SIGN_IN)
    drafts = Viewer(owner=shown.cookies["dti_owner"], local=True)
    (kept,) = saving.save(draft(), drafts, clock.now())
    fill_in(client, first(), name=NAME, email=EMAIL, **CHOSEN)
    viewer = sessions.viewer_of(session_of(client), None, clock.now())
    as_analyst = Viewer(account=viewer.account, roles=(Role("analyst"),))
    assert gate.one(as_analyst, kept, clock.now()).uploader == NAME


def test_the_first_link_works_once_and_for_a_day(browser, monkeypatch):
    address, client = first(), browser()
    mark = re.search(r'name="mark" value="(\w+)"', client.get(address).text)[1]
    given = {"mark": mark, "name": NAME, "email": EMAIL, **CHOSEN}
    later = clock.now() + timedelta(hours=24, seconds=1)
    with monkeypatch.context() as moved:
        moved.setattr(clock, "now", lambda: later)
        assert client.post(address, data=given).status_code == 404
    assert client.post(address, data=given).status_code == 303
    again = browser().get(address)
    assert (again.status_code, fault(again)) == (404, t("account.link_spent"))
    assert links.first(clock.now()) is None


@pytest.mark.parametrize("token", ["x", "..%2f..", "%00", "a" * 3000])
@pytest.mark.parametrize("folder", links.DOORS.values())
def test_a_token_that_nobody_made_opens_nothing(browser, folder, token):
    assert browser().get(f"{folder}{token}").status_code == 404


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"email": "nobody"}, "account.fault_email"),
        ({"name": "  "}, "account.fault_name"),
        ({"password": "short", "again": "short"}, "account.password_short"),
        ({"again": "something else"}, "account.not_the_same"),
    ],
)
def test_what_is_wrong_is_told_and_the_link_stays_good(browser, given, key):
    address, client = first(), browser()
    answer = fill_in(client, address, **{"name": NAME, "email": EMAIL, **CHOSEN, **given})
    assert (answer.status_code, fault(answer)) == (400, t(key, email="nobody", least=12))
    assert fill_in(client, address, name=NAME, email=EMAIL, **CHOSEN).status_code == 303


def test_the_two_kinds_of_link_do_not_open_each_other_s_door(browser):
    token = first().rsplit("/", 1)[1]
    assert browser().get(f"/account/link/{token}").status_code == 404
    invitation = invited().rsplit("/", 1)[1]
    assert browser().get(f"/account/first/{invitation}").status_code == 404


def test_an_invitation_sets_the_first_password(browser):
    address, client = invited(), browser()
    assert t("account.link_intro", name="Bình", email="binh@example.vn") in client.get(address).text
    assert fill_in(client, address, password="một câu khác hẳn", again="một câu khác hẳn").status_code == 303
    assert is_signed_in(session_of(client))
    assert sign_in(browser(), "Binh@example.vn ", "một câu khác hẳn").status_code == 303
    assert browser().get(address).status_code == 404


def test_looking_at_a_link_does_not_use_it(browser):
    address = invited()
    for _ in range(3):
        assert browser().get(address).status_code == 200
    assert browser().head(address).status_code in (200, 405)
    assert fill_in(browser(), address, **CHOSEN).status_code == 303


@pytest.fixture
def post(own_store, monkeypatch):
    with office() as server:
        monkeypatch.setenv("DTI_SMTP_URL", server.url)
        monkeypatch.setenv("DTI_MAIL_FROM", "dti@example.vn")
        monkeypatch.setenv("DTI_PUBLIC_URL", "http://127.0.0.1:8501")
        yield server


def test_a_forgotten_password_is_set_anew_by_a_letter(post, browser):
    administrator()
    client = browser()
    sign_in(client)
    answer = fill_in(browser(), accounts.FORGOTTEN, email=EMAIL.upper())
    assert t("account.forgotten_sent") in answer.text
    letter = post.next()
    assert (letter["To"], letter["Subject"]) == (EMAIL, t("account.letter_password_subject"))
    address = re.search(r"http://127\.0\.0\.1:8501(/account/link/[\w-]{43})\r?\n", letter.get_content())[1]
    new = {"password": "a sentence of another kind", "again": "a sentence of another kind"}
    assert fill_in(browser(), address, **new).status_code == 303
    assert not is_signed_in(session_of(client))


def test_whoever_has_no_account_gets_the_same_answer_and_no_letter(post, browser):
    administrator()
    known = fill_in(browser(), accounts.FORGOTTEN, email=EMAIL)
    unknown = fill_in(browser(), accounts.FORGOTTEN, email="nobody@example.vn")

    def plain(answer):
        return re.sub(r"[\w-]{43}|[0-9a-f]{64}", "", answer.text), answer.status_code, sorted(answer.headers)

    assert plain(known) == plain(unknown)
    post.next()
    assert [line.lower() for line in post.heard if line.startswith("rcpt")] == [f"rcpt to:<{EMAIL}>"]


def test_asking_again_and_again_fills_no_letter_box(post, browser, monkeypatch):
    administrator()
    for _ in range(3):
        fill_in(browser(), accounts.FORGOTTEN, email=EMAIL)
    later = clock.now() + timedelta(minutes=6)
    monkeypatch.setattr(clock, "now", lambda: later)
    fill_in(browser(), accounts.FORGOTTEN, email=EMAIL)
    post.next(2)
    assert len(post.letters) == 2


def test_the_host_that_a_request_names_is_in_no_letter(post, browser, monkeypatch):
    monkeypatch.setenv("DTI_PUBLIC_URL", "https://dti.example.vn")
    administrator()
    fill_in(browser("https://evil.example"), accounts.FORGOTTEN, email=EMAIL)
    text = post.next().get_content()
    assert "https://dti.example.vn/account/link/" in text and "evil" not in text


@pytest.mark.parametrize("missing", ["DTI_SMTP_URL", "DTI_PUBLIC_URL"])
def test_without_mail_an_administrator_has_to_be_asked(post, browser, monkeypatch, missing):
    administrator()
    monkeypatch.delenv(missing)
    shown = browser().get(accounts.FORGOTTEN)
    assert t("account.ask_administrator") in shown.text and "<form" not in shown.text
