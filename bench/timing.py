"""Times two calls in turn, so that a machine that slows down slows both."""

from collections.abc import Callable
from statistics import median
from time import perf_counter


def seconds(call: Callable[[], object]) -> float:
    begun = perf_counter()
    call()
    return perf_counter() - begun


def alternate(first: Callable[[], object], second: Callable[[], object], pairs: int = 15) -> float:
    """Median over pairs of time(first) / time(second), after one warm-up of each."""
    first(), second()
    return median(seconds(first) / seconds(second) for _ in range(pairs))
