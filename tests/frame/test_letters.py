"""What the letters with a single-use link say, in the language of whoever had them sent."""

from datetime import datetime

import pytest

from figures.words import words
from frame import letters
from store.links import Link
from tests.frame.post import office

LINK = Link("invitation", "1", "binh@example.vn", "Bình", datetime(2026, 7, 8, 2, 30))


@pytest.fixture
def post(monkeypatch):
    with office() as server:
        monkeypatch.setenv("DTI_SMTP_URL", server.url)
        monkeypatch.setenv("DTI_MAIL_FROM", "dti@example.vn")
        monkeypatch.setenv("DTI_PUBLIC_URL", "https://dti.example.vn/")
        yield server


@pytest.mark.parametrize(
    ("lang", "until"),
    [("vi", "8 tháng 7, 2026, 09:30"), ("en", "8 July 2026, 09:30"), ("es", "8 de julio de 2026, 09:30")],
)
@pytest.mark.parametrize("purpose", ["invitation", "reset"])
def test_a_letter_has_the_link_its_reader_and_until_when(post, lang, until, purpose):
    assert letters.write(LINK._replace(purpose=purpose), "TOKEN", words(lang)) is True
    letter = post.next()
    key = "invitation" if purpose == "invitation" else "password"
    assert (letter["To"], letter["Subject"]) == (LINK.email, words(lang).t(f"account.letter_{key}_subject"))
    text = letter.get_content()
    assert "\nhttps://dti.example.vn/account/link/TOKEN\n" in text.replace("\r", "")
    assert "Bình" in text and until in text


@pytest.mark.parametrize("missing", ["DTI_SMTP_URL", "DTI_MAIL_FROM", "DTI_PUBLIC_URL"])
def test_without_a_setting_no_letter_is_written(post, monkeypatch, missing):
    monkeypatch.delenv(missing)
    assert letters.write(LINK, "TOKEN", words("vi")) is False and post.heard == []


def test_the_link_shown_has_the_public_address_where_there_is_one(monkeypatch):
    monkeypatch.delenv("DTI_PUBLIC_URL", raising=False)
    assert letters.address_of("T", "http://127.0.0.1:8501/") == "http://127.0.0.1:8501/account/link/T"
    monkeypatch.setenv("DTI_PUBLIC_URL", "https://dti.example.vn")
    assert letters.address_of("T", "http://127.0.0.1:8501/") == "https://dti.example.vn/account/link/T"
