"""Numbers of a framework as they were decided: in the language's form, never rounded."""

from decimal import Decimal

from figures.words import Words


def plain(value: float, words: Words) -> str:
    """20 as "20", 0.25 as "0,25"."""
    return words.number(value, _decimals(Decimal(repr(value))))


def share(value: float, words: Words) -> str:
    """A share as per cent: 0.5 as "50%", 0.6667 as "66,67%"."""
    return words.percent(value, _decimals(Decimal(repr(value)) * 100))


def term(value: float, words: Words) -> str:
    """As it stands in a formula: what is below 0 in brackets."""
    return f"({plain(value, words)})" if value < 0 else plain(value, words)


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
