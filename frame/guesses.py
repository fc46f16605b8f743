"""How often one address on the network may guess, whatever account it guesses at.

The lock on an e-mail address ends many passwords for one account; this ends one password for many accounts. The
address is that of the peer, or of whom a proxy names that the server was told to believe (`FORWARDED_ALLOW_IPS`).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from frame import forms


class Counter(Protocol):
    """Counts the tries of each client: `wait` gives the seconds after which the next one is allowed, 0 for now."""

    def wait(self, client: str, cost: int = 1) -> int: ...

    def give_back(self, client: str, cost: int = 1) -> None: ...


@dataclass(frozen=True)
class Guesses:
    """One counter for a door; `client_of` says by which name a connection is counted."""

    counter: Counter
    client_of: Callable[[HTTPConnection], str]

    def wait(self, request: Request) -> int:
        """0 where one more try may be made, which counts from now; else the seconds to wait."""
        return self.counter.wait(self.client_of(request))

    def give_back(self, request: Request) -> None:
        """It was no guess: whoever knows the password is not counted."""
        self.counter.give_back(self.client_of(request))


def too_many(request: Request, title: str, seconds: int) -> Response:
    """The page that says when to come back."""
    words = forms.words_of(request)
    told = words.t("account.too_many", minutes=math.ceil(seconds / 60))
    below = [(words.t("account.back"), f"/?lang={words.lang}")]
    response = forms.page(request, title, fault=told, links=below, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response
