"""Why a rank moved, in a sentence: every number of it from the parts, and the parts from the change."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from figures import why
from figures.words import LANGUAGES, words
from scoring import load_framework, load_units
from scoring.analysis.mergers.comparability import comparability
from scoring.analysis.reasons.moves import FACTORS, Moves, moves
from tests.figures.shipped import scores_of

TREE = load_framework("dti-922-province-published")


def made(
    before: float, after: float, own: float, rivals: float, indicators: dict[str, float], reason: str = ""
) -> Moves:
    unit = pd.Index(["01"], name="unit")
    summary = pd.DataFrame(
        {"rank_before": before, "rank_after": after, "places": before - after, "reason": reason}, index=unit
    )
    places = pd.DataFrame([[own, rivals, 0.0, 0.0, 0.0]], index=unit, columns=list(FACTORS))
    by = pd.DataFrame([indicators], index=unit)
    return Moves(summary, places, places, by, by, {}, {})


@pytest.fixture(scope="module")
def published() -> Moves:
    """What happened between the published tables of 2022 and 2023."""
    earlier, later = (scores_of(f"published/province-{year}.xlsx") for year in (2022, 2023))
    return moves(earlier, later, comparability(earlier, later, ("63", "63"), load_units()))


def test_a_climb_is_told_whole():
    found = made(24, 6, 36.5, -18.5, {"hd_xa_hoi_so": 20.25, "ha_tang_so": 16.25})
    assert why.sentence(found, "01", TREE, words("en")) == (
        "Up 18, from rank 24 to 6: own results +36.5, results of others -18.5; "
        "most gained by Digital-society activity +20.2."
    )
    assert why.sentence(found, "01", TREE, words("vi"), moved=False) == (
        "Kết quả của đơn vị +36,5, kết quả của đơn vị khác -18,5; được nhiều nhất ở Hoạt động xã hội số +20,2."
    )


def test_a_fall_names_what_was_lost_most_and_not_what_was_gained():
    found = made(16, 37, 7.5, -28.5, {"hd_xa_hoi_so": -5.9, "ha_tang_so": 13.4})
    assert why.sentence(found, "01", TREE, words("en")) == (
        "Down 21, from rank 16 to 37: results of others -28.5, own results +7.5; "
        "most lost by Digital-society activity -5.9."
    )


def test_nothing_but_what_happened_is_told():
    assert why.sentence(made(4, 4, 0, 0, {"ha_tang_so": 0.0}), "01", TREE, words("en")) == "Stays at rank 4."
    nan = float("nan")
    unranked = made(nan, 4, nan, nan, {"ha_tang_so": nan}, "unranked")
    assert why.sentence(unranked, "01", TREE, words("en")) == "Without a rank in one of the two releases"
    given = made(5, 4, nan, nan, {"ha_tang_so": nan}, "not reproduced")
    assert why.sentence(given, "01", TREE, words("en")) == (
        "Up 1, from rank 5 to 4. The causes cannot be told apart: ranks are kept as given."
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_parts_told_of_every_province_add_up_to_the_change_told(published, lang):
    said = words(lang)
    for unit, row in published.summary.iterrows():
        led, _, parts = why.sentence(published, unit, TREE, said).partition(": ")
        told = [float(n.replace(",", ".")) for n in re.findall(r"[+-]\d+[.,]\d", parts.partition(";")[0])]
        assert sum(told) == pytest.approx(row["places"], abs=0.15), unit
        assert (str(int(abs(row["places"]))) in led) or not row["places"]


def test_arrows():
    assert [why.arrow(places) for places in (3.0, -2.0, 0.0, float("nan"))] == ["▲ 3", "▼ 2", "=", ""]


def test_a_reason_has_words_of_its_own(published):
    for reason in ("unranked", "unscored", "not reproduced"):
        told = replace(published, summary=published.summary.assign(reason=reason))
        assert why.sentence(told, "01", TREE, words("es")).startswith("Sube 18, del puesto 24 al 6. ")
