"""Where promises stand: the shipped figures by hand, and any figures against plain loops over a table."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from scoring import load_framework, load_units, parse_framework, read_workbook
from scoring.programme import standing
from scoring.units import DATA

PROGRAMME = load_framework("project06-2023")
MONTHS = [str(month) for month in pd.period_range("2022-11", "2024-03", freq="M")]


def shipped(name: str) -> pd.DataFrame:
    table, problems = read_workbook(DATA / "programme" / name, PROGRAMME, load_units())
    assert table is not None and problems == []
    return table.values


def of(values: pd.DataFrame, as_of: str, code: str) -> pd.Series:
    return standing(PROGRAMME, values, as_of).loc[("VN", code)]


def test_users_of_vneid_as_they_were_known_in_november_2022():
    found = of(shipped("project06-2023.xlsx"), "2022-11", "vneid_kich_hoat")
    assert (found["value"], found["until"], found["target"], found["deadline"]) == (1.4, "2022-11", 20, "2023-12")
    assert found["required"] == pytest.approx(0.22698, abs=1e-5) and found["months_left"] == 13
    # 90 months after November 2022 is May 2030, 55 months after it June 2027.
    assert (found["reached_low"], found["reached_high"]) == ("2030-05", "2027-06")
    assert math.isnan(found["pace"]) and found["status"] == "unjudged"  # the baseline is this very figure
    assert (found["began"], found["planned_low"], found["planned_high"]) == ("2022-11", "2030-05", "2027-06")


def test_users_of_vneid_at_the_end_of_2023():
    found = of(shipped("project06-2023.xlsx"), "2023-12", "vneid_kich_hoat")
    assert (found["value"], found["status"], found["met_in"]) == (49.7, "met", "2023-12")
    # (49.7 / 1.4)^(1/13) − 1: ln 35.5 = 3.569533; / 13 = 0.274579; e^0.274579 = 1.315977.
    assert found["pace"] == pytest.approx(0.315977, abs=1e-6) and found["required"] == 0
    assert found["planned"] == pytest.approx(0.22698, abs=1e-5)


def test_issued_and_activated_are_apart():
    found = standing(PROGRAMME, shipped("project06-2023.xlsx"), "2023-06").droplevel(0)
    assert found.loc[["vneid_cap", "vneid_kich_hoat"], "value"].tolist() == [48, 1.4]
    assert found.loc["vneid_cap", "status"] == "met" and found.loc["vneid_kich_hoat", "until"] == "2022-11"


def test_the_demonstration_in_june():
    values = shipped("project06-2023-demo.xlsx")
    services = of(values, "2023-06", "dvc_co_ho_so")
    # From 45 in January to 55.5 in June are 2.1 a month; 24.5 are missing in six months, 4.083 a month.
    assert services["pace"] == pytest.approx(2.1) and services["required"] == pytest.approx(24.5 / 6)
    assert services["status"] == "at_risk" and services["reached"] == "2024-06"  # 11.67, so twelve months
    users = of(values, "2023-06", "vneid_kich_hoat")
    assert users["status"] == "on_track" and users["pace"] > users["required"] > users["growth_high"]


def test_what_nobody_reported_is_not_reported():
    found = standing(PROGRAMME, shipped("project06-2023.xlsx"), "2023-12").droplevel(0)
    assert found.loc["cccd_san_bay", "status"] == "not_reported" and math.isnan(found.loc["cccd_san_bay", "value"])
    # 54.8 of 60 in April: whether it was kept in December nobody knows.
    assert found.loc["ho_so_truc_tuyen", "status"] == "not_reported" and found.loc["ho_so_truc_tuyen", "value"] == 54.8
    assert found.loc["dvc_thiet_yeu", "status"] == "unjudged"  # no deadline is known


def test_a_milestone_is_reached_or_not_and_has_no_pace():
    months = ["2023-01", "2023-06"]
    index = pd.MultiIndex.from_product([months, ["VN"]], names=["period", "unit"])
    values = pd.DataFrame(np.nan, index, [column.code for column in PROGRAMME.inputs])
    values["cbccvc_van_hanh"] = 0.0
    found = of(values, "2023-06", "cbccvc_van_hanh")
    assert math.isnan(found["pace"]) and math.isnan(found["required"]) and found["status"] == "unjudged"
    assert not found["over"] and of(values, "2024-01", "cbccvc_van_hanh")["over"]


def test_no_share_of_the_way_down_is_told_without_a_baseline():
    for baseline, share in ((None, math.nan), (40.0, 0.5)):
        framework = parse_framework(one_promise(20, False, True, "2023-12", baseline))
        index = pd.MultiIndex.from_tuples([("2023-06", "VN")], names=["period", "unit"])
        found = standing(framework, pd.DataFrame({"a": [30.0]}, index), "2023-06").iloc[0]
        assert found["share"] == pytest.approx(share, nan_ok=True)


def one_promise(target: float, rate: bool, lower: bool, deadline: str, baseline: float | None) -> str:
    promise = f'deadline = "{deadline}"'
    promise += ", growth = [0.03, 0.05]" if rate else ""
    promise += "" if baseline is None else f', baseline = {baseline}, since = "2022-10"'
    names = '{ vi = "x", en = "x", es = "x" }'
    direction = ', direction = "lower"' if lower else ""
    return (
        'id = "p"\nblock = "nation"\nkind = "programme"\ndecision = ""\nyears = [2023]\nsources = []\n'
        f'names = {names}\n[[nodes]]\ncode = "dti"\nnames = {names}\n'
        '[[nodes]]\ncode = "a"\nparent = "dti"\npoints = 1\n'
        f'names = {names}\nrule = {{ kind = "ratio_to_target", target = {target}{direction} }}\n'
        f"promise = {{ {promise} }}\n"
    )


figures = some.lists(
    some.one_of(some.none(), some.floats(0.5, 90).map(lambda x: round(x, 2))), min_size=1, max_size=len(MONTHS)
)


@settings(max_examples=300, deadline=None)
@given(
    figures, some.floats(1, 100).map(lambda x: round(x, 1)), some.booleans(), some.booleans(),
    some.sampled_from(MONTHS), some.one_of(some.none(), some.floats(0.5, 60).map(lambda x: round(x, 2))),
)  # fmt: skip
def test_any_promise_against_a_table_read_by_hand(values, target, rate, lower, deadline, baseline):
    framework = parse_framework(one_promise(target, rate, lower, deadline, baseline))
    periods = MONTHS[: len(values)]
    index = pd.MultiIndex.from_product([periods, ["VN"]], names=["period", "unit"])
    found = standing(framework, pd.DataFrame({"a": np.array(values, dtype=float)}, index), periods[-1]).iloc[0]

    known = {month: x for month, x in zip(periods, values, strict=True) if x is not None}
    if not known:
        assert found["status"] == "not_reported" and found["until"] == ""
        return
    last = max(known)
    assert (found["value"], found["until"]) == (known[last], last)

    def months(a: str, b: str) -> int:
        return (int(b[:4]) - int(a[:4])) * 12 + int(b[5:]) - int(a[5:])

    def moved(a: float, b: float, n: int) -> float:
        return (b / a) ** (1 / n) - 1 if rate else (b - a) / n

    before = {**({"2022-10": baseline} if baseline is not None and not recent(known, last, months) else {}),
              **recent(known, last, months)}  # fmt: skip
    first = min(before) if before else None
    actual = moved(before[first], known[last], months(first, last)) if first else math.nan
    assert found["pace"] == pytest.approx(actual, nan_ok=True)
    kept = known[last] <= target if lower else known[last] >= target
    left = months(last, deadline)
    if kept:
        expected = "met"
    elif periods[-1] >= deadline:
        expected = "late" if last >= deadline else "not_reported"
    elif math.isnan(actual):
        expected = "unjudged"
    else:
        needed = moved(known[last], target, left)
        assert found["required"] == pytest.approx(needed)
        better = needed - actual if lower else actual - needed
        expected = found["status"] if abs(better) < 1e-9 else "on_track" if better > 0 else "at_risk"
    assert found["status"] == expected


def recent(known, last, months):
    return {month: x for month, x in known.items() if 0 < months(month, last) <= 6}
