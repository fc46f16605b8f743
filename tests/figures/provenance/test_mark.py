"""The mark's two forms and the code of a picture."""

import base64
import hashlib
import json
from datetime import datetime

import pytest

from figures.provenance import mark as marks
from figures.provenance.mark import Mark, NoMark, code_of, content_of, from_data, printed, read_code

OPTIONS = {"units": ["Hà Nội"], "size": "16:9"}
MARK = Mark(
    ("r1", "r2"), "0" * 64, "published", "own", "final", "2024", "ranking", OPTIONS, "vi",
    datetime(2026, 7, 1, 5, 0), code_of(("r1", "r2"), "ranking", OPTIONS, "vi"), "http://127.0.0.1:8501/verify",
)  # fmt: skip


def test_a_mark_is_read_as_it_was_written():
    assert from_data(json.loads(json.dumps(MARK.as_data()))) == MARK


@pytest.mark.parametrize(
    "said",
    [None, [], "x", {}, {**MARK.as_data(), "made": "yesterday"}, {**MARK.as_data(), "options": []},
     {**MARK.as_data(), "code": 7}, {**MARK.as_data(), "releases": [1]}, {**MARK.as_data(), "releases": "r1"}],
)  # fmt: skip
def test_what_is_no_mark_is_refused(said):
    with pytest.raises(NoMark, match="no mark"):
        from_data(said)


def test_a_code_is_the_first_fifty_bits_in_letters_that_cannot_be_confused():
    written = '[["r1"],"ranking",{"a":1,"b":"ố"},"vi"]'
    said = base64.b32encode(hashlib.sha256(written.encode()).digest())[:10].decode()
    usual = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    expected = said.translate(str.maketrans(usual, marks.ALPHABET))
    assert code_of(["r1"], "ranking", {"b": "ố", "a": 1}, "vi") == expected
    assert not set("ILOU") & set(marks.ALPHABET) and len(set(marks.ALPHABET)) == 32


@pytest.mark.parametrize(
    "other",
    [(["r2"], "ranking", OPTIONS, "vi"), (["r1"], "map", OPTIONS, "vi"), (["r1"], "ranking", {}, "vi"),
     (["r1"], "ranking", OPTIONS, "en"), (["r1", "r2"], "ranking", OPTIONS, "vi")],
)  # fmt: skip
def test_whatever_differs_has_another_code(other):
    assert code_of(*other) != code_of(["r1"], "ranking", OPTIONS, "vi")


@pytest.mark.parametrize(
    ("typed", "code"),
    [("7K3QX-9M2TA", "7K3QX9M2TA"), (" 7k3qx 9m2ta", "7K3QX9M2TA"), ("OIL00-11111", "0110011111"),
     ("7K3QX-9M2T", None), ("7K3QX-9M2TAA", None), ("7K3QX-9M2TU", None), ("", None), ("<script>", None)],
)  # fmt: skip
def test_a_typed_code_is_read_with_its_look_alikes(typed, code):
    assert read_code(typed) == code


def test_a_printed_code_is_read_again():
    assert read_code(printed(MARK.code)) == MARK.code


def test_the_content_is_the_sum_of_the_manifests_whatever_their_order():
    written = '{"r1":{"scores":"b","values":"a"},"r2":{"values":"c"}}'
    expected = hashlib.sha256(written.encode()).hexdigest()
    assert content_of({"r2": {"values": "c"}, "r1": {"values": "a", "scores": "b"}}) == expected
