"""Answers kept for everybody: worked out once, bounded, never a failed one."""

from threading import Barrier, Thread

import pytest

from pages.parts import shared
from pages.parts.shared import Shared


def test_an_answer_is_worked_out_once_however_many_ask_at_the_same_time():
    answers, made, together, got = Shared(4), [], Barrier(8), []

    def make():
        made.append(None)
        return object()

    def ask():
        together.wait()
        got.append(answers.get("key", make))

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1 and len(got) == 8 and len(set(map(id, got))) == 1


def test_what_was_not_asked_for_longest_goes_first():
    answers, made = Shared(2), []
    for key in ("a", "b", "a", "c", "a", "b"):
        answers.get(key, lambda key=key: made.append(key))
    assert made == ["a", "b", "c", "b"]


def test_one_answer_may_ask_for_another_and_a_failed_one_is_asked_for_again():
    answers = Shared(4)
    with pytest.raises(ZeroDivisionError):
        answers.get("x", lambda: 1 / 0)
    assert answers.get("x", lambda: answers.get("y", lambda: 2) + 1) == 3
    shared.forget()
    assert answers.get("y", lambda: 5) == 5
