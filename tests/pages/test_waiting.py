"""What waits for somebody stands on every page of theirs, and is written to them where mail is configured."""

import pytest

import store
from figures.words import translator
from frame import mail
from pages.parts import access, acts, letters
from store import clock, comments, lifecycle, registers, saving
from store.viewers import Role
from tests.pages.shown import button, told
from tests.store.made import (
    COLUMN,
    EVERYBODY,
    analyst,
    approver,
    in_review,
    officer,
    own,
    person,
    renamed,
    submission_of,
)

t = translator("en")
TITLE = "Ministries without public services · January 2023"


@pytest.fixture
def sent(own_store):
    return in_review(analyst(), at=clock.now())


@pytest.fixture
def letterbox(monkeypatch):
    """What would have been sent: (to, subject, text)."""
    found: list[tuple[str, str, str]] = []
    monkeypatch.setenv("DTI_SMTP_URL", "smtp://mail.example.vn")
    monkeypatch.setenv("DTI_MAIL_FROM", "dti@example.vn")
    monkeypatch.setenv("DTI_PUBLIC_URL", "https://dti.example.vn/")
    monkeypatch.setattr(mail, "send", lambda *letter: found.append(letter) or True)
    return found


def lines(shown) -> list[str]:
    return [text for text in told(shown) if text.startswith(TITLE + ":")]


def test_the_line_stands_on_every_page_of_those_who_must_act(open_page, sent):
    for page in ("method", "approval"):
        assert lines(open_page(page, approver(f"B{page}"))) == [f"{TITLE}: {t('waiting.approve')}"]
    assert lines(open_page("method", officer("VOV"))) == [f"{TITLE}: {t('waiting.look')}"]
    link = next(each.proto for each in open_page("method", approver()).get("page_link") if TITLE in each.proto.label)
    assert (link.page.rpartition("/")[2], f"submission={sent.id}" in link.query_string) == ("approval", True)


def test_nobody_else_reads_of_it(open_page, sent):
    for viewer in (EVERYBODY, analyst("Dũng"), approver("Em", "province"), person("Thu", Role("press"))):
        texts = told(open_page("method", viewer))
        assert not [text for text in texts if t("waiting.title") in text or TITLE in text]


def test_of_many_the_longest_waiting_are_named(open_page, own_store):
    for month in range(1, 6):
        in_review(analyst(f"A{month}"), own(period=f"2023-0{month}"), clock.now())
    shown = open_page("method", approver())
    found = [text for text in told(shown) if t("waiting.approve") in text]
    assert [text.split(" 2023")[0].split("· ")[1] for text in found] == ["January", "February", "March"]
    assert t("waiting.more", n=2) in told(shown)


def test_letters_go_to_those_whose_turn_it_is(open_page, own_store, letterbox, monkeypatch):
    anna, oanh = analyst(), officer("VOV")
    approver()
    (made,) = saving.save(own(), anna, clock.now())
    monkeypatch.setattr(access, "viewer", lambda: anna)
    found = acts.begin("mine.done_send", lifecycle.send, submission_of(anna, made, clock.now()))
    assert [to for to, _, _ in letterbox] == ["bình@example.vn", "oanh@example.vn"]
    _, subject, text = letterbox[0]
    assert subject == "Hồ sơ chờ bạn: Bộ, ngành không có dịch vụ công · Tháng 1 năm 2023"
    assert f"https://dti.example.vn/approval?submission={found.id}" in text.splitlines() and TITLE in text
    letterbox.clear()
    monkeypatch.setattr(access, "viewer", lambda: oanh)
    said = acts.begin("own_unit.sent", comments.comment, store.visible(oanh, clock.now())[0], "VOV", COLUMN, "x")
    assert sorted(to for to, _, _ in letterbox) == ["anna@example.vn", "bình@example.vn"]
    letterbox.clear()
    monkeypatch.setattr(access, "viewer", lambda: anna)
    acts.begin("comments.answered", comments.answer, said, "upheld", "By letter 12")
    assert [to for to, _, _ in letterbox] == ["bình@example.vn"]


def test_a_returned_draft_is_written_to_its_analyst(open_page, own_store, letterbox):
    anna, bình = analyst(), approver()
    sent = in_review(anna, at=clock.now())
    shown = open_page("approval", bình, submission=sent.id)
    next(each for each in shown.text_area if "return" in each.key).set_value("No source")
    button(shown, t("decide.return_do")).click().run()
    assert [to for to, _, _ in letterbox] == ["anna@example.vn"]
    # A refused act writes to nobody.
    letterbox.clear()
    shown = open_page("approval", anna, submission=sent.id)
    assert t("decide.return_do") not in [each.label for each in shown.button]
    assert letterbox == []


def test_a_change_of_units_is_written_to_its_approvers_and_back_to_whoever_sent_it(people, letterbox, monkeypatch):
    anna, bình = people
    approver("Em", "province")
    monkeypatch.setattr(access, "viewer", lambda: anna)
    sent = acts.begin("ground.sent", registers.propose, "u.xlsx", renamed("Đài A"))
    ((to, subject, text),) = letterbox
    assert (to, subject) == ("bình@example.vn", "Thay đổi danh mục đơn vị chờ bạn: Bộ, ngành không có dịch vụ công")
    assert text.splitlines()[-1] == "https://dti.example.vn/approval"
    assert "A change of blocks and units (Ministries without public services) waits for your approval." in text
    letterbox.clear()
    monkeypatch.setattr(access, "viewer", lambda: bình)
    acts.begin("ground.returned", registers.give_back, sent, "Sai tên")
    ((to, _, text),) = letterbox
    assert to == "anna@example.vn" and text.splitlines()[-1] == "https://dti.example.vn/upload?do=units"
    assert "was returned by Bình. Reason: Sai tên" in text


def test_without_a_mail_server_nothing_is_sent(sent, monkeypatch):
    monkeypatch.delenv("DTI_SMTP_URL", raising=False)
    monkeypatch.setattr(mail, "send", lambda *letter: 1 / 0)
    assert letters.to_whom_it_waits(sent) == 0
