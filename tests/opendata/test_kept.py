"""What is kept of answers: named by their sums; a large one drives no others out."""

import hashlib

import pytest

from opendata import kept as place
from opendata.kept import kept
from store.shared import forget


@pytest.fixture(autouse=True)
def nothing_kept():
    forget()


def test_it_is_made_once_and_named_by_its_sum():
    made = []
    for _ in range(2):
        found = kept("a", lambda: made.append(1) or b"bytes")
    assert made == [1] and found.body == b"bytes"
    assert found.sha256 == hashlib.sha256(b"bytes").hexdigest() and found.version == found.sha256[:32]


def test_one_that_is_too_large_is_made_anew_and_the_others_stay(monkeypatch):
    monkeypatch.setattr(place, "_LARGEST", 60)
    made = []
    for key, size in (("a", 60), ("large", 61), ("large", 61), ("a", 60)):
        assert len(kept(key, lambda key=key, size=size: made.append(key) or b"x" * size).body) == size
    assert made == ["a", "large", "large"]
