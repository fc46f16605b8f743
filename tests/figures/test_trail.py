"""The trail in sentences."""

import ast
from pathlib import Path

import pandas as pd
import pytest

from figures import trail
from figures.words import LANGUAGES, words
from scoring import load_units

ROOT = Path(__file__).resolve().parent.parent.parent
UNITS = load_units()
EN = words("en")


def acts_written() -> set[str]:
    """Every act that the store writes, where it is written as a text."""
    found = set()
    for path in (ROOT / "store").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute | ast.Name):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            place = {"append": 3, "record": 1, "_move": 4, "_change": 3, "_delete": 4}.get(name)
            texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if place is not None and len(node.args) > place and isinstance(node.args[place], ast.Constant) and texts:
                found.add(node.args[place].value)
    return found


def test_every_act_of_the_store_has_a_sentence():
    written = acts_written()
    assert {"saved", "approved", "moved", "discarded", "loaded", "unlocked", "roles given"} <= written
    assert written <= set(trail.ACTS)


@pytest.mark.parametrize(
    ("text", "said"),
    [("review", "in review"), ("open", "not answered"), ("upheld", "figure upheld"), ("internal", "internal"),
     ("public", "public"), ("account:a1", "Anna"), ("2026-07-01T06:00", "1 July 2026, 13:00")],
)  # fmt: skip
def test_what_it_was_and_became_is_told_in_words(text, said):
    assert trail._value(text, {"a1": "Anna"}, EN) == said
    if text not in ("account:a1", "2026-07-01T06:00"):
        assert text not in trail._value(text, {}, words("vi"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_acts_differ_in_every_language(lang):
    said = [trail.act(name, words(lang)) for name in trail.ACTS]
    assert len(set(said)) == len(said)
    assert trail.act("danced", words(lang)) == "danced"


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("account:a1", "Anna"),
        ("account:gone", "gone"),
        ("calendar:ministry-other:2026-H2", "Ministries without public services, Second half of 2026"),
        ("calendar:7", "7"),
        ("submission:s1", "Provinces and cities, 34 provinces, 2025"),
        ("submission:s2", "Ministries without public services, January 2023 … Ministries without public services, "
         "February 2023"),
        ("submission:s9", "upload s9"),
        ("release:ministry-other-2023-01-0a1b2c3d4e5f", "Ministries without public services, January 2023"),
        ("key:ab", "the signing key ab"),
        ("framework:dti-922", "an edition of the index dti-922"),
        ("thing:1", "thing:1"),
    ],
)  # fmt: skip
def test_what_was_acted_on_is_told_by_its_name(subject, expected):
    releases = {
        "submission:s1": ["province-34-2025-0a1b2c3d4e5f"],
        "submission:s2": ["ministry-other-2023-01-0a1b2c3d4e5f", "ministry-other-2023-02-0a1b2c3d4e5f"],
    }
    assert trail.subject(subject, {"a1": "Anna"}, releases, UNITS, EN) == expected


def test_an_id_that_fits_no_block_stands_as_it_is():
    assert trail.release("moon-2023-x", UNITS, EN) == "moon-2023-x"
    said = trail.release("ministry-other-2023-01-x", UNITS, words("vi"))
    assert said == "Bộ, ngành không có dịch vụ công, Tháng 1 năm 2023"


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("it is missing.", "missing"),
        ("it is missing; the trail should have 5 entries.", "missing"),
        ("it does not carry the sum of the entry before.", "chain"),
        ("its content does not match its sum.", "content"),
        ("it is not the entry with which the trail ended.", "end"),
    ],
)
def test_why_a_chain_is_broken_is_said_in_the_language(reason, said):
    assert trail.fault(reason, words("vi")) == words("vi").t(f"trail.fault_{said}")


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("press", "Press officer"),
        ("analyst (ministry-other), officer (province/34/48)",
         "Analyst: Ministries without public services; Officer of a unit: Da Nang (34 provinces)"),
        ("approver, officer (ministry-other/VOV)",
         "Approver: every block; Officer of a unit: Voice of Vietnam (Ministries without public services)"),
    ],
)  # fmt: skip
def test_roles_are_told_in_words(kept, said):
    row = {"act": "roles given", "who": "Yến", "subject": "account:a1", "before": "", "after": kept}
    sentence = trail.sentences(pd.DataFrame([row]), [{}], {"a1": "Anna"}, {}, UNITS, EN)
    assert sentence == [f"Yến: gave roles – Anna. {said}"]
