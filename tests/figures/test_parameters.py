"""Numbers of a framework are said as they were decided, never rounded."""

import pytest

from figures.parameters import plain, share, term
from figures.words import words


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [(20, "20", "20"), (20.0, "20", "20"), (0.25, "0,25", "0.25"), (1000, "1.000", "1,000"), (0.005, "0,005", "0.005"),
     (100_000, "100.000", "100,000"), (-5, "-5", "-5"), (0, "0", "0")],
)  # fmt: skip
def test_parameters_keep_all_their_decimals(value, vi, en):
    assert [plain(value, words("vi")), plain(value, words("en"))] == [vi, en]


@pytest.mark.parametrize(
    ("value", "vi", "es"),
    [(0.5, "50%", "50\xa0%"), (1, "100%", "100\xa0%"), (0.6667, "66,67%", "66,67\xa0%"), (0.07, "7%", "7\xa0%")],
)
def test_shares_keep_all_their_decimals(value, vi, es):
    assert [share(value, words("vi")), share(value, words("es"))] == [vi, es]


def test_what_is_below_0_stands_in_brackets_in_a_formula():
    assert [term(-0.5, words("vi")), term(0.5, words("vi"))] == ["(-0,5)", "0,5"]
