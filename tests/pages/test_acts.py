"""Why the store refused an act is said in every language, with every value of its own sentence."""

import string
from datetime import datetime

import pytest

from figures.words import LANGUAGES, words
from pages.parts.acts import refusal
from store.acts import Conflict
from store.corrections import CorrectionError
from store.releases import STATES
from store.rights import NotAllowed


def filled(template: str) -> dict[str, str]:
    return {name: f"<{name}>" for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_refusal_is_a_sentence(lang):
    w = words(lang)
    for code, template in CorrectionError.TEMPLATES.items():
        given = filled(template)
        said = refusal(CorrectionError(code, **given), w)
        assert all(value in said for value in given.values())
    for code, template in NotAllowed.TEMPLATES.items():
        given = {**filled(template), **({"state": "review"} if code == "state" else {})}
        said = refusal(NotAllowed(code, **given), w)
        assert said.endswith(".") and "<" not in said and (w.t("state.review") in said) == (code == "state")
    for state in (*STATES, "deleted"):
        said = refusal(Conflict("Bình *B*", datetime(2026, 7, 1, 5), state), w)
        assert "Bình \\*B\\*" in said and "12:00" in said and w.t(f"state.{state}") in said


def test_what_is_no_refusal_is_not_hidden():
    with pytest.raises(ZeroDivisionError):
        refusal(ZeroDivisionError(), words("en"))
