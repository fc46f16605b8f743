"""Answers kept for everybody in this process: worked out once, also where many ask at the same time.

Only what everybody may read goes in, under a key that changes with what the answer depends on: whoever asks passes the
gate first. What is kept is shared as it is: nobody changes it.
"""

from collections.abc import Callable, Hashable
from threading import Condition
from typing import Any

from cachetools import LRUCache, cached

Shared = Callable[[Hashable, Callable[[], Any]], Any]
_every: list[Callable[[], None]] = []


def shared(most: float, cost: Callable[[Any], float] | None = None) -> Shared:
    """`get(key, make)`: what is kept under the key, else what `make` gives; it may ask for others, never for itself.

    At most `most` answers, or as many as together have that `cost`; what was not asked for longest goes first. One
    that fails, or alone costs more, is not kept.
    """

    @cached(LRUCache(most, cost), key=lambda key, make: key, condition=Condition())
    def get(key: Hashable, make: Callable[[], Any]) -> Any:
        return make()

    _every.append(get.cache_clear)
    return get


def forget() -> None:
    """All that is kept; for tests, of which each has a store of its own."""
    for clear in _every:
        clear()
