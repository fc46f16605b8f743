"""A request as it was understood, and what was found for it."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from figures.words import Words
from opendata.tables import Table
from store import Release

BRIEFLY, A_WHILE = 60, 300  # seconds that a cache may keep an answer without asking


@dataclass(frozen=True)
class Asked:
    """path and query: names → checked values; base: this installation's address, without a slash at its end; address:
    of what was asked for, whole, without ending and query."""

    path: Mapping[str, str]
    query: Mapping[str, Any]
    words: Words
    base: str
    address: str


@dataclass(frozen=True)
class Found:
    """What was found, before anything is worked out.

    key: what the table depends on besides the request, None where it is not worth keeping; stem: of the file's name;
    release: of which it is; links: relation → address, for the header of that name; rows: how many it may have at
    most, by which the wait for it is judged.
    """

    key: Hashable | None
    make: Callable[[], Table]
    stem: str
    release: Release | None = None
    seconds: int = A_WHILE
    links: Mapping[str, str] | None = None
