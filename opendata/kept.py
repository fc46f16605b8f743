"""What was worked out for one reader and serves the next: bytes of public tables, as many as fit, by what they are."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import NamedTuple

_MB = 2**20


class Content(NamedTuple):
    """Bytes and their SHA-256, of which the first 32 digits are the version in addresses and ETags."""

    body: bytes
    sha256: str

    @property
    def version(self) -> str:
        return self.sha256[:32]


def content(body: bytes) -> Content:
    """The bytes with their sum."""
    return Content(body, hashlib.sha256(body).hexdigest())


class Kept:
    """At most `most` bytes, what was not asked for longest goes first; an entry of more than `largest` is not kept.

    Only what everybody may read goes in, under a key that changes with the state of its release: whoever asks passes
    the gate first.
    """

    def __init__(self, most: int = 48 * _MB, largest: int = 8 * _MB) -> None:
        self.most, self.largest = most, largest
        self._found: OrderedDict[Hashable, Content] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], bytes]) -> Content:
        """What is kept under the key, else what `make` gives."""
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        made = content(make())
        if len(made.body) <= self.largest:
            with self._lock:
                before = self._found.pop(key, None)
                self._bytes += len(made.body) - (len(before.body) if before else 0)
                self._found[key] = made
                while self._bytes > self.most:
                    self._bytes -= len(self._found.popitem(last=False)[1].body)
        return made

    def clear(self) -> None:
        with self._lock:
            self._found.clear()
            self._bytes = 0
