"""Answers kept for everybody in this process: worked out once, also where many ask at the same time.

Streamlit's own cache hashes what is asked for at every call, which on a page with ten such calls took an eighth of the
whole run; here it is the key of a dictionary.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any


class _Answer:
    """What was worked out, or the lock of whoever is about to."""

    def __init__(self) -> None:
        self.lock, self.made, self.value = Lock(), False, None


class Shared:
    """At most `most` answers; what was not asked for longest goes first. One that fails is not kept."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._found: OrderedDict[Hashable, _Answer] = OrderedDict()
        self._lock = Lock()
        _every.append(self)

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What is kept under the key, else what `make` gives; it may ask for other answers, never for this one."""
        with self._lock:
            answer = self._found.setdefault(key, _Answer())
            self._found.move_to_end(key)
            while len(self._found) > self.most:
                self._found.popitem(last=False)
        if not answer.made:
            with answer.lock:
                if not answer.made:
                    answer.value, answer.made = make(), True
        return answer.value

    def clear(self) -> None:
        with self._lock:
            self._found.clear()


_every: list[Shared] = []


def forget() -> None:
    """All that is kept; for tests, of which each has a store of its own."""
    for each in _every:
        each.clear()
