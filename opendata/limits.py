"""How often one client may ask: so many requests at once, then so many a minute. What is kept of clients is bounded."""

import ipaddress
import math
import time
from collections.abc import Callable
from threading import Lock

from cachetools import LRUCache
from starlette.requests import HTTPConnection

_CLIENTS = 10_000  # a name and a number each


class Limit:
    """At most `burst` requests at once and `per_minute` in the long run, for each client.

    Kept of a client is one moment: the one at which all its requests are worked off when each takes 60 / per_minute
    seconds. A request is let through while that moment lies less than `burst` such intervals ahead. Of more than
    `clients` clients the one that has been quiet longest is forgotten. clock: seconds that only rise.
    """

    def __init__(
        self,
        burst: int,
        per_minute: float,
        clients: int = _CLIENTS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.burst, self.per_minute, self.clock = burst, per_minute, clock
        self._worked_off: LRUCache[str, float] = LRUCache(clients)
        self._lock = Lock()

    def wait(self, client: str, cost: int = 1) -> int:
        """0 where the request may go on, and counts from now; else after how many whole seconds to ask again.

        cost: how many requests it counts for, at most `burst`.
        """
        each = 60 / self.per_minute
        with self._lock:
            now = self.clock()
            until = max(now, self._worked_off.get(client, now)) + cost * each
            too_early = until - now - self.burst * each
            if too_early > 1e-9:
                return math.ceil(too_early)
            self._worked_off[client] = until
            return 0

    def give_back(self, client: str, cost: int = 1) -> None:
        """As if so many requests had not been made."""
        with self._lock:
            if client in self._worked_off:
                self._worked_off[client] -= cost * 60 / self.per_minute


def client_of(connection: HTTPConnection) -> str:
    """By which a client is counted: its address; of IPv6 the network of 64 bits, which one household has whole."""
    host = connection.client.host if connection.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host[:64]
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ipaddress.ip_network((address.packed, 64), strict=False))
