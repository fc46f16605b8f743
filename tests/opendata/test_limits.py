"""How often one client may ask."""

import pytest
from starlette.requests import Request

from opendata.limits import Limit, client_of


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_a_burst_goes_through_and_then_one_each_interval(clock):
    limit = Limit(burst=3, per_minute=6, clock=clock)  # one in ten seconds
    assert [limit.wait("a") for _ in range(4)] == [0, 0, 0, 10]
    clock.now += 9.5
    assert limit.wait("a") == 1
    clock.now += 0.5
    assert [limit.wait("a"), limit.wait("a")] == [0, 10]
    clock.now += 3600  # nobody saves up more than the burst
    assert [limit.wait("a") for _ in range(4)] == [0, 0, 0, 10]


def test_what_is_given_back_was_never_asked(clock):
    limit = Limit(burst=2, per_minute=1, clock=clock)
    assert [limit.wait("a"), limit.wait("a"), limit.wait("a")] == [0, 0, 60]
    limit.give_back("a")
    limit.give_back("nobody")
    assert [limit.wait("a"), limit.wait("a"), limit.wait("nobody")] == [0, 60, 0]


def test_one_client_is_not_charged_for_another(clock):
    limit = Limit(burst=1, per_minute=60, clock=clock)
    assert [limit.wait("a"), limit.wait("a"), limit.wait("b")] == [0, 1, 0]


def test_a_dear_request_counts_for_several(clock):
    limit = Limit(burst=5, per_minute=60, clock=clock)
    assert [limit.wait("a", 4), limit.wait("a", 4), limit.wait("a")] == [0, 3, 0]


def test_what_is_kept_of_clients_is_bounded_and_the_quiet_are_forgotten_first(clock):
    limit = Limit(burst=1, per_minute=60, clients=2, clock=clock)
    assert [limit.wait(client) for client in ("a", "b", "c")] == [0, 0, 0]
    assert [limit.wait("c"), limit.wait("b")] == [1, 1]
    assert limit.wait("a") == 0  # forgotten, so it may again
    for number in range(100):
        limit.wait(str(number))
    assert len(limit._worked_off) == 2


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("unix", "unix"),
        (None, ""),
    ],
)
def test_a_client_is_its_address(host, expected):
    client = (host, 1) if host is not None else None
    assert client_of(Request({"type": "http", "headers": [], "client": client})) == expected
