"""TOML written and read back by the standard library's reader."""

import tomllib
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import load_frameworks
from scoring.toml_text import key_text, leaves, read_key, read_value, value_text, write

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
PLAIN = st.one_of(TEXTS, st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False), st.booleans())
VALUES = st.recursive(
    PLAIN, lambda v: st.one_of(st.lists(v, max_size=3), st.dictionaries(TEXTS, v, max_size=3)), max_leaves=8
)


@given(st.dictionaries(TEXTS, VALUES, max_size=5))
def test_what_is_written_is_read_back(document):
    assert tomllib.loads(write(document)) == document


def test_every_shipped_framework_is_read_back():
    for framework in load_frameworks().values():
        raw = tomllib.loads(framework.text)
        assert tomllib.loads(write(raw)) == raw


def test_it_reads_like_a_file_written_by_hand():
    document = {"id": "x", "years": [2024], "nodes": [{"code": "dti", "names": {"vi": "Số"}}], "names": {"vi": "“A”"}}
    assert write(document) == (
        'id = "x"\nyears = [2024]\n\n[names]\nvi = "“A”"\n\n[[nodes]]\ncode = "dti"\nnames = { vi = "Số" }\n'
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"), (1, "1"), (0.5, "0.5"), ([[1, 0.25]], "[[1, 0.25]]"), ({}, "{}"), ([], "[]"),
        ('a"b\\c\n', '"a\\"b\\\\c\\n"'), ("\x01", '"\\u0001"'), (date(2026, 7, 1), "2026-07-01"),
        (datetime(2026, 7, 1, 9), "2026-07-01T09:00:00"), ({"1.1": 2}, '{ "1.1" = 2 }'),
    ],
)  # fmt: skip
def test_values_on_one_line(value, text):
    assert value_text(value) == text and tomllib.loads(f"v = {text}")["v"] == value


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("mean", ("mean",)), ("rule.floor", ("rule", "floor")), ('points."1.1"', ("points", "1.1")),
        ("Ghi chú", None), ("a = 1\nb", None), ("", None), ("a.", None), ("[x]\na", None),
    ],
)  # fmt: skip
def test_dotted_keys(text, path):
    assert read_key(text) == path
    assert path is None or key_text(*path) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("geometric", "geometric"),
        ('"0.5"', "0.5"),
        ("[1, 2]", [1, 2]),
        ("1\nb = 2", "1\nb = 2"),
        ("[" * 5000, "[" * 5000),
    ],
)
def test_a_text_that_writes_no_value_is_itself(text, value):
    assert read_value(text) == value


def test_leaves_are_what_is_no_table():
    table = {"a": 1, "b": {"c": {"d": [{"e": 1}]}, "f": {}}}
    assert list(leaves(table)) == [(("a",), 1), (("b", "c", "d"), [{"e": 1}]), (("b", "f"), {})]
