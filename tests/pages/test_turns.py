"""Turns: in the order of their beginning, so many at a time, each told how many are before it."""

from threading import Event

import pytest

from pages.parts.turns import Busy, Turns


def test_each_is_told_how_many_are_before_it_and_done_in_its_order():
    turns, open_door, done = Turns("test", 1), Event(), []
    held = turns.begin("first", open_door.wait, 30)
    others = [turns.begin(name, done.append, name) for name in ("second", "third")]
    assert [turns.before(name) for name in ("first", "second", "third", "never begun")] == [0, 1, 2, 0]
    open_door.set()
    assert held.result(30) and [each.result(30) for each in others] == [None, None]
    assert done == ["second", "third"] and {turns.before(name) for name in done} == {0}


def test_nobody_is_let_in_beyond_the_most_and_a_failure_gives_its_turn_back():
    turns = Turns("test", 1, most=1)
    with pytest.raises(ZeroDivisionError):
        turns.begin("fails", lambda: 1 / 0).result(30)
    open_door = Event()
    held = turns.begin("one", open_door.wait, 30)
    with pytest.raises(Busy):
        turns.begin("two", int)
    open_door.set()
    held.result(30)
    assert turns.begin("two", int).result(30) == 0
