"""What was worked out for one reader and serves the next: bytes of public tables, as many as fit, by what they are."""

import hashlib
import math
from collections.abc import Callable, Hashable
from typing import NamedTuple

from store.shared import shared

_MB = 2**20
_MOST, _LARGEST = 48 * _MB, 8 * _MB  # of all together, and of one that is kept


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


def _cost(of: Content) -> float:
    return len(of.body) if len(of.body) <= _LARGEST else math.inf


_contents = shared(_MOST, _cost)


def kept(key: Hashable, make: Callable[[], bytes]) -> Content:
    """What is kept under the key, which changes with the state of its release, else what `make` gives."""
    found: Content = _contents(key, lambda: content(make()))
    return found
