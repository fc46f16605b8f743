"""Letters go over a real connection to a mail server on this machine."""

import logging

import pytest

from frame import mail
from tests.frame.post import office


@pytest.fixture
def post(monkeypatch):
    with office() as server:
        monkeypatch.setenv("DTI_SMTP_URL", server.url)
        monkeypatch.setenv("DTI_MAIL_FROM", "Chỉ số DTI <dti@example.vn>")
        yield server


def test_a_letter_arrives_with_its_vietnamese_words(post):
    assert mail.send("binh@example.vn", "Chờ bạn duyệt: Đà Nẵng", "Xin mời xem.\n.\nHết.") is True
    letter = post.next()
    assert (letter["To"], letter["Subject"]) == ("binh@example.vn", "Chờ bạn duyệt: Đà Nẵng")
    assert letter["From"] == "Chỉ số DTI <dti@example.vn>"
    assert letter.get_content().splitlines() == ["Xin mời xem.", ".", "Hết."]
    assert letter["Message-ID"].endswith("@example.vn>")
    assert [line.lower() for line in post.heard if line.startswith("rcpt")] == ["rcpt to:<binh@example.vn>"]


@pytest.mark.parametrize("missing", ["DTI_SMTP_URL", "DTI_MAIL_FROM"])
def test_without_a_server_or_a_sender_nothing_is_sent(post, monkeypatch, missing):
    monkeypatch.delenv(missing)
    assert mail.send("binh@example.vn", "a", "b") is False
    assert not mail.configured() and post.heard == []


@pytest.mark.parametrize(
    "to", ["a@b.vn, c@d.vn", "a@b.vn\r\nBcc: c@d.vn", "a@b.vn\n", "nobody", "", "A <a@b.vn>", "a@b.vn;c@d.vn"]
)
def test_a_letter_has_one_reader(post, to):
    assert mail.send(to, "a", "b") is False
    assert post.heard == []


def test_a_line_break_in_the_subject_adds_no_header(post):
    mail.send("binh@example.vn", "Anna\r\nBcc: eve@example.vn", "b")
    letter = post.next()
    assert letter["Subject"] == "Anna Bcc: eve@example.vn" and letter["Bcc"] is None


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1:25", "DTI_SMTP_URL is smtp://HOST:PORT or smtps://HOST:PORT"),
        ("smtp://127.0.0.1:1", "ConnectionRefusedError"),
    ],
)
def test_what_fails_is_logged_and_not_raised(post, monkeypatch, caplog, url, said):
    monkeypatch.setenv("DTI_SMTP_URL", url)
    with caplog.at_level(logging.ERROR):
        mail._hand_over("binh@example.vn", "a", "the secret").result(20)
    assert said in caplog.text and "the secret" not in caplog.text


def test_a_reader_whom_the_server_refuses_is_logged(monkeypatch, caplog):
    monkeypatch.setenv("DTI_MAIL_FROM", "dti@example.vn")
    with office(refuses=True) as server:
        monkeypatch.setenv("DTI_SMTP_URL", server.url)
        mail._hand_over("binh@example.vn", "a", "b").result(20)
    assert "SMTPRecipientsRefused" in caplog.text


def test_a_password_is_not_sent_without_tls(post, monkeypatch):
    monkeypatch.setenv("DTI_SMTP_URL", post.url.replace("//", "//dti:secret@"))
    monkeypatch.setattr(mail, "_THIS_MACHINE", ())
    with pytest.raises(mail.MailNotSet, match="offers no TLS: the password was not sent"):
        mail.deliver("binh@example.vn", "a", "b")
    assert not [line for line in post.heard if line.upper().startswith("AUTH")]


@pytest.mark.parametrize(("given", "expected"), [("https://dti.example.vn/", "https://dti.example.vn"), ("", "")])
def test_the_public_address_has_no_slash_at_its_end(monkeypatch, given, expected):
    monkeypatch.setenv("DTI_PUBLIC_URL", given)
    assert mail.public_url() == expected
