"""Answers kept for everybody: worked out once, bounded, never a failed one."""

from threading import Barrier, Thread

import pytest

from store.shared import forget, shared


def test_an_answer_is_worked_out_once_however_many_ask_at_the_same_time():
    answers, made, together, got = shared(4), [], Barrier(8), []

    def make():
        made.append(None)
        return object()

    def ask():
        together.wait()
        got.append(answers("key", make))

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1 and len(got) == 8 and len(set(map(id, got))) == 1


def test_what_was_not_asked_for_longest_goes_first():
    answers, made = shared(2), []
    for key in ("a", "b", "a", "c", "a", "b"):
        answers(key, lambda key=key: made.append(key))
    assert made == ["a", "b", "c", "b"]


def test_where_answers_have_a_cost_it_is_that_which_is_bounded():
    answers, made = shared(100, len), []

    def ask(key, size=40):
        return answers(key, lambda: made.append(key) or "x" * size)

    for key in ("a", "b", "a", "c", "a", "b"):  # of forty each, two have room; b is the oldest when c comes
        ask(key)
    assert made == ["a", "b", "c", "b"]
    ask("large", 101), ask("large", 101)
    assert made[-2:] == ["large", "large"]
    ask("b")
    assert made[-1] == "large"  # what has no room drives nothing out


def test_one_answer_may_ask_for_another_and_a_failed_one_is_asked_for_again():
    answers = shared(4)
    with pytest.raises(ZeroDivisionError):
        answers("x", lambda: 1 / 0)
    assert answers("x", lambda: answers("y", lambda: 2) + 1) == 3
    forget()
    assert answers("y", lambda: 5) == 5
