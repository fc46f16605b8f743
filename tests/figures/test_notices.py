"""The effect of a correction, in sentences."""

from dataclasses import replace

import pytest

from figures.notices import effect_text
from figures.words import words
from scoring.analysis.reasons.effect import Effect, Move

NAMES = {"a": "An", "b": "Bình", "c": "Châu"}
FIGURES = Effect(3, 2, 2, 2, True, False, (), (), (Move("a", 1, 2, -1), Move("b", 2, 1, 1)))
OTHERS = replace(FIGURES, comparable=False, added=("c",), gone=tuple("defghi"), moves=())
COUNTS = "Figures changed: 3; scores changed: 2; ranks changed: 2; units with a change: 2."


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        (FIGURES, f"{COUNTS} Ranks: An 1 → 2, Bình 2 → 1."),
        (replace(FIGURES, moves=FIGURES.moves[:1]), f"{COUNTS} Largest changes of rank: An 1 → 2."),
        (
            OTHERS,
            f"{COUNTS} Units added: Châu. Units no longer there: d, e, f, g, h …. The units differ, so ranks are not"
            " compared.",
        ),
        (
            replace(OTHERS, added=(), gone=(), other_method=True),
            f"{COUNTS} The method differs, so ranks are not compared.",
        ),
        (Effect(0, 0, 0, 0, True, False, (), (), ()), "No figure, score or rank changes."),
    ],
)
def test_the_effect_is_told(effect, expected):
    assert effect_text(effect, NAMES, words("en")) == expected


def test_numbers_take_the_language_s_form():
    said = effect_text(replace(FIGURES, figures=12345), NAMES, words("vi"))
    assert said.startswith("Số liệu thay đổi: 12.345; ") and said.endswith("Thứ hạng: An 1 → 2, Bình 2 → 1.")
