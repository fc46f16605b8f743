"""What a reader is told when a page fails: what happened to the ground, a code, and never the fault itself."""

import errno
import re

import pytest

from figures.exports.browser import Crowded
from figures.words import LANGUAGES, translator
from pages.parts import failure
from store.documents import DamagedDocument


@pytest.fixture
def said(monkeypatch):
    told: list[str] = []
    monkeypatch.setattr(failure.st, "error", lambda text, **_: told.append(text))
    return told


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("fault", "key"),
    [
        (OSError(errno.ENOSPC, "secret place"), "full"),
        (DamagedDocument("secret place"), "damaged"),
        (Crowded("secret place"), "crowded"),
        (ValueError("secret place"), "page"),
    ],
)
def test_the_sentence_fits_the_fault_and_carries_a_code(said, monkeypatch, caplog, lang, fault, key):
    monkeypatch.setattr(failure.language, "words", lambda: type("Words", (), {"t": staticmethod(translator(lang))}))
    assert failure.show(fault) is True
    (sentence,) = said
    code = failure.latest[-1].code
    assert re.fullmatch("[0-9a-f]{8}", code) and sentence == translator(lang)(f"failure.{key}", code=code)
    assert "secret" not in sentence and code in caplog.text and "secret" in caplog.text
