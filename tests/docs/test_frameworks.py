"""The guide to framework files: its pieces fit, and it leaves nothing out."""

import re
from pathlib import Path

import pytest

from scoring import parse_framework
from scoring.engine import denominate, imputations, means, normalisations, outliers, rules, screen, treatments
from scoring.mean_checks import MADE_OF
from scoring.step_checks import FAMILIES

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "frameworks.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", GUIDE, re.DOTALL)
EXAMPLE, *PIECES = [text for language, text in BLOCKS if language == "toml"]
STEPS = {
    "denominate": denominate.PARAMETERS,
    "screen": screen.PARAMETERS,
    "impute": imputations.PARAMETERS,
    "treat": outliers.PARAMETERS,
}


def test_the_whole_file_is_a_framework():
    assert [node.code for node in parse_framework(EXAMPLE).nodes] == ["dti", "1", "1.1", "1.2", "dịch vụ công"]


@pytest.mark.parametrize("piece", PIECES)
def test_every_piece_fits_the_whole_file(piece):
    """Keys of the file go to its top, tables to its end."""
    keys, tables = piece[: piece.index("[[")], piece[piece.index("[[") :]
    found = parse_framework(f"{keys}{EXAMPLE}\n{tables}")
    assert found.steps or found.composites or found.headline.mean.kind != "arithmetic"


def _every_word():
    yield from (*rules.RULES, *(name for names in rules.PARAMETERS.values() for name in names))
    for family in (normalisations.PARAMETERS, means.PARAMETERS, *STEPS.values()):
        for kind, parameters in family.items():
            yield from (kind, *parameters)
    yield from (*FAMILIES, *treatments.TREATMENTS, *MADE_OF)


@pytest.mark.parametrize("word", sorted(set(_every_word())))
def test_the_guide_names(word):
    assert f"`{word}`" in GUIDE or re.search(rf"^{word} = ", GUIDE, re.MULTILINE)
