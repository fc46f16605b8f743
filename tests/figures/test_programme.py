"""What is said of promises, against the numbers, in three languages."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from figures import programme
from figures.words import LANGUAGES, words
from scoring import load_framework, load_units, read_workbook
from scoring.programme import standing
from scoring.units import DATA

PROGRAMME = load_framework("project06-2023")
NODES = {node.code: node for node in PROGRAMME.promised}
MONTHS = [str(month) for month in pd.period_range("2022-11", "2024-03", freq="M")]


def shipped(name: str) -> pd.DataFrame:
    table, _ = read_workbook(DATA / "programme" / name, PROGRAMME, load_units())
    return table.values


def said(values: pd.DataFrame, as_of: str, code: str, lang: str = "en") -> str:
    row = standing(PROGRAMME, values, as_of).loc[("VN", code)]
    return programme.sentence(row, NODES[code], words(lang))


def test_the_demonstration_in_words():
    values = shipped("project06-2023-demo.xlsx")
    assert said(values, "2023-06", "dvc_co_ho_so") == (
        "55.5% in June 2023, 24.5 percentage points short of the target of 80% due in December 2023. Since "
        "January 2023 the pace is +2.10 percentage points a month, +4.08 percentage points is required: not fast "
        "enough; at this pace the target is reached: June 2024."
    )
    assert said(values, "2023-06", "cccd_san_bay") == "No figure has been reported."
    assert said(shipped("project06-2023.xlsx"), "2023-12", "vneid_kich_hoat") == (
        "49.7 million in December 2023; the target of 20 million is known to be met since December 2023."
    )


def one_row(code: str, figures: dict[str, float], as_of: str) -> pd.Series:
    index = pd.MultiIndex.from_product([list(figures), ["VN"]], names=["period", "unit"])
    values = pd.DataFrame(np.nan, index, [column.code for column in PROGRAMME.inputs])
    values[NODES[code].inputs[0].code] = list(figures.values())
    return standing(PROGRAMME, values, as_of).loc[("VN", code)]


def test_a_target_that_was_met_after_its_deadline_and_one_that_nobody_saw_meanwhile():
    late = one_row("vneid_kich_hoat", {"2023-12": 18.0, "2024-02": 21.0}, "2024-02")
    assert "is met, but late" in programme.sentence(late, NODES["vneid_kich_hoat"], words("en"))
    unseen = one_row("vneid_kich_hoat", {"2023-10": 18.0, "2024-02": 21.0}, "2024-02")
    assert "late" not in programme.sentence(unseen, NODES["vneid_kich_hoat"], words("en"))


cases = some.fixed_dictionaries({
    "code": some.sampled_from(["vneid_kich_hoat", "vneid_cap", "dvc_co_ho_so", "cap_quang", "chia_se"]),
    "figures": some.dictionaries(
        some.sampled_from(MONTHS), some.floats(1, 79).map(lambda x: round(x, 1)), min_size=1, max_size=8
    ),
    "lang": some.sampled_from(LANGUAGES),
})  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(cases)
def test_no_sentence_says_what_the_numbers_do_not(case):
    code, figures, lang = case["code"], dict(sorted(case["figures"].items())), case["lang"]
    w, node, as_of = words(lang), NODES[case["code"]], max(case["figures"])
    text = programme.sentence(one_row(code, figures, as_of), node, w)
    target, deadline = node.parameters.get("target"), node.promise.deadline
    last = figures[as_of]
    assert programme.figure(last, node, w) in text and w.period_within(as_of) in text
    parts = {key: re.split(r"\{\w+\}", w.t.__call__(f"promise.{key}")) for key in
             ("met", "late", "open", "no_target", "pace_enough", "pace_short")}  # fmt: skip

    def tells(key: str) -> bool:
        return all(part.strip() in text for part in parts[key] if len(part.strip()) > 3)

    if target is None:
        assert tells("no_target") and not any(map(tells, ("met", "late", "pace_enough", "pace_short")))
        return
    assert (last >= target) == (w.t("promise.met").split("{")[-2].split("}")[-1].strip() in text or "is met" in text
                                or any(word in text for word in ("đã đạt", "se cumple")))  # fmt: skip
    if last < target and as_of >= deadline:
        assert tells("late")
    if last < target:
        assert w.number(round(target - last, 1), 0 if round(target - last, 1).is_integer() and code != "dvc_co_ho_so"
                        and code != "cap_quang" else 1) in text  # fmt: skip
    earlier = [m for m in figures if m < as_of]
    if (not earlier and not node.promise.baseline) or last >= target or as_of >= deadline:
        assert not tells("pace_enough") and not tells("pace_short")  # no growth is told of a single month


@pytest.mark.parametrize("lang", LANGUAGES)
def test_issued_is_never_called_activated(lang):
    activated = {"vi": "kích hoạt", "en": "activated", "es": "activad"}[lang]
    found = standing(PROGRAMME, shipped("project06-2023.xlsx"), "2023-06").droplevel(0)
    shown = programme.table(found, PROGRAMME, words(lang))
    row = shown.loc["vneid_cap"]
    assert activated not in f"{row['name']} {row['said']}" and activated in shown.loc["vneid_kich_hoat", "name"]


def test_what_is_met_asks_for_no_pace():
    found = standing(PROGRAMME, shipped("project06-2023.xlsx"), "2023-12").droplevel(0)
    shown = programme.as_texts(programme.table(found, PROGRAMME, words("en")), PROGRAMME, words("en"))
    assert shown.loc["vneid_kich_hoat", ["pace", "required"]].tolist() == ["", ""]
    assert programme.counts(found) == {
        "late": 0, "at_risk": 0, "on_track": 0, "met": 3, "unjudged": 3, "not_reported": 32
    }  # fmt: skip
