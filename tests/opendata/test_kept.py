"""What is kept of answers: bounded, by what was asked for last."""

import hashlib

from opendata.kept import Kept


def test_it_is_made_once_and_named_by_its_sum():
    kept, made = Kept(), []
    for _ in range(2):
        found = kept.get("a", lambda: made.append(1) or b"bytes")
    assert made == [1] and found.body == b"bytes"
    assert found.sha256 == hashlib.sha256(b"bytes").hexdigest() and found.version == found.sha256[:32]


def test_it_holds_no_more_than_it_may_and_forgets_what_was_asked_for_longest_ago():
    kept, made = Kept(most=100, largest=60), []

    def ask(key, size=40):
        return kept.get(key, lambda: made.append(key) or b"x" * size)

    for key in ("a", "b", "a", "c"):  # b is the oldest when c comes
        ask(key)
    assert made == ["a", "b", "c"]
    ask("a"), ask("b")
    assert made == ["a", "b", "c", "b"]
    ask("large", 61), ask("large", 61)
    assert made[-2:] == ["large", "large"]
    assert kept._bytes == sum(len(each.body) for each in kept._found.values()) <= 100
