"""Work in threads of its own, in the order in which it was begun, and how many are before each piece."""

from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Any


class Busy(RuntimeError):
    """So many wait already that nobody else is let in."""


class Turns:
    """`at_once` pieces of work at a time for the whole server; while `most` are not done, no other is taken."""

    def __init__(self, name: str, at_once: int, most: int | None = None) -> None:
        self.most = most
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix=name)
        self._order: list[Hashable] = []  # of what is not done, what is being done first
        self._lock = Lock()

    def begin(self, key: Hashable, call: Callable[..., Any], *given: Any) -> Future[Any]:
        """Call it when its turn comes; `key` is what to ask `before` with. Raises Busy."""

        def turn() -> Any:
            try:
                return call(*given)
            finally:
                with self._lock:
                    self._order.remove(key)

        with self._lock:
            if self.most is not None and len(self._order) >= self.most:
                raise Busy
            self._order.append(key)
            return self._threads.submit(turn)

    def before(self, key: Hashable) -> int:
        """How many are done before it, or nearly so; none of what is being done, done, or not begun here."""
        with self._lock:
            return self._order.index(key) if key in self._order else 0
