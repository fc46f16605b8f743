"""Why the store refused an act is said in every language, with every value of its own sentence."""

import string
from datetime import datetime

import pytest

from figures.markdown import literal
from figures.words import LANGUAGES, words
from pages.parts.acts import CODED, refusal
from store.acts import Conflict
from store.checklist import Item, NotReady
from store.corrections import CorrectionError
from store.lifecycle import MomentPassed
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
        assert all(literal(value) in said for value in given.values())
    for kind in CODED:
        for code, template in kind.TEMPLATES.items():
            given = {n: datetime(2026, 7, 1, 5) if n == "moment" else v for n, v in filled(template).items()}
            said = refusal(kind(code, **given), w)
            assert said.endswith(".") and "UTC" not in said and ("12:00" in said) == ("moment" in given)
    past = refusal(MomentPassed(datetime(2026, 7, 1, 5)), w)
    assert "12:00" in past and "UTC" not in past
    assert "3" in refusal(NotReady([Item("error", "comment_open", {"unit": "", "column": "", "name": ""})] * 3), w)
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
