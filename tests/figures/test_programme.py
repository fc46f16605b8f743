"""What is said of promises, word for word and against an oracle of plain Python, in three languages."""

import math
from decimal import Decimal

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
MONTHS = [str(month) for month in pd.period_range("2022-12", "2024-03", freq="M")]
USERS, ISSUED = "vneid_kich_hoat", "vneid_cap"


def shipped(name: str) -> pd.DataFrame:
    table, _ = read_workbook(DATA / "programme" / name, PROGRAMME, load_units())
    return table.values


def said(values: pd.DataFrame, as_of: str, code: str, lang: str = "en") -> str:
    row = standing(PROGRAMME, values, as_of).loc[("VN", code)]
    return programme.sentence(row, NODES[code], words(lang))


def one_row(code: str, figures: dict[str, float], as_of: str) -> pd.Series:
    index = pd.MultiIndex.from_product([list(figures), ["VN"]], names=["period", "unit"])
    values = pd.DataFrame(np.nan, index, [column.code for column in PROGRAMME.inputs])
    values[NODES[code].inputs[0].code] = list(figures.values())
    return standing(PROGRAMME, values, as_of).loc[("VN", code)]


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("vi", "55,5% vào tháng 6 năm 2023, còn 24,5 điểm phần trăm nữa mới đạt mục tiêu 80% (thời hạn: tháng 12 năm "
               "2023). Từ tháng 1 năm 2023, số liệu thay đổi bình quân +2,10 điểm phần trăm mỗi tháng; cần +4,08 điểm "
               "phần trăm mỗi tháng để kịp thời hạn. Như vậy là chưa đủ: giữ nhịp độ này thì đến tháng 6 năm 2024 mới "
               "đạt mục tiêu."),
        ("en", "55.5% in June 2023, 24.5 percentage points short of the target of 80% (deadline: December 2023). Since "
               "January 2023 the figure has moved by +2.10 percentage points a month on average; +4.08 percentage "
               "points a month is needed to meet the deadline. That is not enough: at this pace the target is not "
               "reached before June 2024."),
        ("es", "55,5\N{NO-BREAK SPACE}% en junio de 2023; faltan 24,5 puntos porcentuales para la meta de "
               "80\N{NO-BREAK SPACE}% (plazo: diciembre de 2023). Desde enero de 2023 la cifra ha variado +2,10 "
               "puntos porcentuales al mes de media; para cumplir el plazo se necesita +4,08 puntos porcentuales al "
               "mes. No es suficiente: a este ritmo la meta no se alcanza hasta junio de 2024."),
    ],
)  # fmt: skip
def test_what_is_at_risk_in_the_demonstration_word_for_word(lang, expected):
    assert said(shipped("project06-2023-demo.xlsx"), "2023-06", "dvc_co_ho_so", lang) == expected


def test_what_nobody_reported_and_what_is_met():
    assert said(shipped("project06-2023-demo.xlsx"), "2023-06", "cccd_san_bay") == "No figure has been reported."
    sourced = shipped("project06-2023.xlsx")
    assert said(sourced, "2023-12", "cbccvc_van_hanh") == (
        "No figure has been reported. Target: In operation (deadline: December 2023)."
    )
    assert said(sourced, "2023-12", USERS) == "49.7 million in December 2023: the target (20 million) is met."


def test_users_in_november_2022_and_when_20_million_would_be_reached():
    """22.7 % a month by hand: see tests/scoring/programme/test_pace.py; 90 and 55 months after November 2022."""
    assert said(shipped("project06-2023.xlsx"), "2022-11", USERS) == (
        "1.4 million in November 2022, 18.6 million short of the target of 20 million (deadline: December 2023). "
        "+22.7% a month is needed to meet the deadline; there is no earlier figure to tell the actual pace from. "
        "At the growth that the programme names, 3% a month, it would be reached in May 2030; at 5%, in June 2027."
    )
    row = standing(PROGRAMME, shipped("project06-2023.xlsx"), "2023-12").loc[("VN", USERS)]
    assert programme.plan(row, NODES[USERS], words("en")) == (
        "From 1.4 million in November 2022 to the target of 20 million (deadline: December 2023), +22.7% a month is "
        "needed. Growing from there by 3% a month, it would be reached in May 2030; by 5% a month, in June 2027."
    )
    assert programme.plan(row.copy().where(row.index != "planned"), NODES[USERS], words("en")) == ""


def test_a_target_that_was_met_after_its_deadline_and_one_that_nobody_saw_meanwhile():
    late = one_row(USERS, {"2023-12": 18.0, "2024-02": 21.0}, "2024-02")
    assert programme.sentence(late, NODES[USERS], words("en")) == (
        "21 million in February 2024: the target (20 million) is met, but after its deadline (December 2023), as first "
        "reported in February 2024."
    )
    unseen = one_row(USERS, {"2023-10": 18.0, "2024-02": 21.0}, "2024-02")
    assert "after" not in programme.sentence(unseen, NODES[USERS], words("en"))


def test_a_milestone_has_neither_distance_nor_pace():
    waiting = one_row("cbccvc_van_hanh", {"2023-05": 0.0, "2023-06": 0.0}, "2023-06")
    assert programme.sentence(waiting, NODES["cbccvc_van_hanh"], words("en")) == (
        "Not yet in June 2023; the target is “In operation” (deadline: December 2023)."
    )
    late = one_row("cbccvc_van_hanh", {"2024-02": 0.0}, "2024-02")
    assert (late["status"], programme.sentence(late, NODES["cbccvc_van_hanh"], words("en"))) == (
        "late",
        "Not yet in February 2024; the target is “In operation” (deadline: December 2023). The deadline is over; "
        "months since then: 2.",
    )


def test_paces_that_differ_little_are_told_apart():
    row = pd.Series({"by_rate": False, "pace": 1.004, "required": 1.0049})
    assert programme.speeds(row, NODES["dvc_co_ho_so"], words("en")) == (
        "+1.004 percentage points", "+1.005 percentage points",
    )  # fmt: skip


# What the programme's file says of the promises that are drawn from: unit of measure by language, target, deadline.
PERCENT = dict.fromkeys(LANGUAGES, "%")
MILLION = {"vi": "triệu", "en": "million", "es": "millones"}
BODIES = {"vi": "cơ quan", "en": "bodies", "es": "organismos"}
SERVICES = {"vi": "dịch vụ", "en": "services", "es": "servicios"}
MINISTRIES = {"vi": "bộ", "en": "ministries", "es": "ministerios"}
KNOWN = {
    USERS: (MILLION, 20, "2023-12", True),
    ISSUED: (MILLION, 40, "2023-06", False),
    "dvc_co_ho_so": (PERCENT, 80, "2023-12", False),
    "cbccvc_ket_noi": (BODIES, 96, "2023-12", False),
    "dvc_thiet_yeu": (SERVICES, 53, "", False),
    "chia_se": (MINISTRIES, None, "", False),
}
ANY = some.dictionaries(
    some.sampled_from(MONTHS),
    some.one_of(some.none(), some.floats(1, 99).map(lambda x: round(x, 2)), some.integers(1, 99).map(float)),
    min_size=1, max_size=9,
)  # fmt: skip
# Before the deadline and below every target, so that a pace is told.
OPEN = some.dictionaries(
    some.sampled_from(MONTHS[:11]), some.floats(1, 19.9).map(lambda x: round(x, 2)), min_size=2, max_size=6
)
cases = some.fixed_dictionaries({
    "code": some.sampled_from(list(KNOWN)), "figures": some.one_of(ANY, OPEN), "later": some.integers(0, 4),
    "lang": some.sampled_from(LANGUAGES),
})  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(cases)
def test_every_sentence_is_what_plain_arithmetic_says(case):
    code, lang = case["code"], case["lang"]
    figures = {month: x if x is not None else math.nan for month, x in sorted(case["figures"].items())}
    as_of = moved(max(figures), case["later"])
    row = one_row(code, figures, as_of)
    known = {month: x for month, x in figures.items() if x == x}
    expected, status = oracle(code, known, as_of, lang)
    assert (programme.sentence(row, NODES[code], words(lang)), row["status"]) == (expected, status)


def moved(month: str, months: int) -> str:
    number = int(month[:4]) * 12 + int(month[5:]) - 1 + months
    return f"{number // 12}-{number % 12 + 1:02d}"


def months(first: str, last: str) -> int:
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:])


def oracle(code: str, known: dict[str, float], as_of: str, lang: str) -> tuple[str, str]:
    """The sentence and the status by loops over the figures, worded by the catalogue alone."""
    w = words(lang)
    t, when = w.t, w.period_within
    measure, target, deadline, by_rate = KNOWN[code]
    unit = measure[lang]

    def number(x: float, decimals: int | None = None, signed: bool = False) -> str:
        exact = Decimal(repr(round(float(x), 9) if decimals is None else float(x)))
        text = f"{exact.quantize(Decimal(1).scaleb(-3 if decimals is None else -decimals)):,f}"
        text = text.rstrip("0").rstrip(".") if decimals is None else text
        text = text if lang == "en" else text.replace(".", ",")
        return f"+{text}" if signed and round(x, decimals or 0) > 0 else text

    def with_unit(x: float) -> str:
        space = "\N{NO-BREAK SPACE}" if lang == "es" else ""
        return f"{number(x)}{space}%" if unit == "%" else f"{number(x)} {unit}"

    told = {"target": "" if target is None else with_unit(target)}
    told["deadline"] = when(deadline) if deadline else t("promise.no_deadline")
    if not known:
        key = "promise.no_figure" if target is None else "promise.no_figure_of"
        return t(key, **told), "not_reported"
    last = max(known)
    told |= {"value": with_unit(known[last]), "until": when(last)}
    if target is None:
        return t("promise.no_target", **told), "unjudged"
    if known[last] >= target:
        met = min(month for month, x in known.items() if x >= target)
        short = [month for month, x in known.items() if x < target and deadline and month >= deadline]
        key = "met_late" if short and min(short) < met else "met" if met == last else "met_before"
        return t(f"promise.{key}", **told, met=when(met)), "met"
    gap = target - known[last]
    told["gap"] = t("promise.points", points=number(gap)) if unit == "%" else with_unit(gap)
    said = t("promise.short", **told)
    if not deadline:
        return said, "unjudged"
    if as_of >= deadline:
        if last >= deadline:
            return f"{said} {t('promise.late', n=months(deadline, as_of))}", "late"
        return f"{said} {t('promise.not_since')}", "not_reported"
    before = {m: x for m, x in known.items() if 0 < months(m, last) <= 6}
    if not before and code == USERS:
        before = {"2022-11": 1.4}

    def speed(first: float, then: float, n: int) -> float:
        return (then / first) ** (1 / n) - 1 if by_rate else (then - first) / n

    def pace(x: float, decimals: int) -> str:
        if by_rate:
            space = "\N{NO-BREAK SPACE}" if lang == "es" else ""
            sign = "+" if x > 0 else "-" if x < 0 else ""
            return f"{sign}{number(abs(x) * 100, decimals)}{space}%"
        text = number(x, decimals, signed=True)
        return t("promise.points", points=text) if unit == "%" else f"{text} {unit}"

    needed = speed(known[last], target, months(last, deadline))
    decimals = 1 if by_rate else 2
    if not before:
        said += f" {t('promise.needed', required=pace(needed, decimals))}"
        return said + grown(code, known[last], target, last, w), "unjudged"
    actual = speed(before[min(before)], known[last], months(min(before), last))
    while decimals < 6 and pace(actual, decimals) == pace(needed, decimals):
        decimals += 1
    said += " " + t("promise.pace", since=when(min(before)), pace=pace(actual, decimals),
                    required=pace(needed, decimals))  # fmt: skip
    enough = actual >= needed - 1e-12
    arrives = arrival(known[last], target, actual, last, by_rate)
    said += " " + (
        t("promise.never") if not arrives
        else t("promise.enough" if enough else "promise.not_enough", reached=when(arrives))
    )  # fmt: skip
    return said + grown(code, known[last], target, last, w), "on_track" if enough else "at_risk"


def arrival(value: float, target: float, pace: float, since: str, by_rate: bool) -> str:
    """The first month in which the figure is there, month by month; empty where it is not within 200 years."""
    for n in range(1, 2401):
        reached = value * (1 + pace) ** n if by_rate else value + pace * n
        if reached >= target * (1 - 1e-11):
            return moved(since, n)
    return ""


def grown(code: str, value: float, target: float, since: str, w) -> str:
    if code != USERS:
        return ""
    low, high = (w.period_within(arrival(value, target, rate, since, True)) for rate in (0.03, 0.05))
    told = {"low": w.percent(0.03), "high": w.percent(0.05), "at_low": low, "at_high": high}
    return f" {w.t('promise.growth', **told)}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_issued_is_never_called_activated(lang):
    activated = {"vi": "kích hoạt", "en": "activated", "es": "activad"}[lang]
    found = standing(PROGRAMME, shipped("project06-2023.xlsx"), "2023-06").droplevel(0)
    shown = programme.table(found, PROGRAMME, words(lang))
    row = shown.loc[ISSUED]
    assert activated not in f"{row['name']} {row['said']}" and activated in shown.loc[USERS, "name"]


def test_what_is_met_or_over_asks_for_no_pace():
    found = standing(PROGRAMME, shipped("project06-2023.xlsx"), "2023-12").droplevel(0)
    shown = programme.as_texts(programme.table(found, PROGRAMME, words("en")), PROGRAMME, words("en"))
    assert shown.loc[USERS, ["pace", "required", "planned"]].tolist() == ["+31.6%", "", "+22.7%"]
    assert shown.loc["dvc_co_ho_so", ["pace", "required", "planned"]].tolist() == ["", "", ""]
    assert programme.counts(found) == {
        "late": 0, "at_risk": 0, "on_track": 0, "met": 3, "unjudged": 3, "not_reported": 32
    }  # fmt: skip


def test_what_is_over_and_unknown():
    found = standing(PROGRAMME, shipped("project06-2023.xlsx"), "2023-12").droplevel(0)
    names = [name for name, _ in programme.unknown(programme.table(found, PROGRAMME, words("en")))]
    due = [n.code for n in PROGRAMME.promised if n.promise.deadline and n.code not in (USERS, ISSUED, "cbccvc_ket_noi")]
    assert names == [NODES[code].names["en"] for code in due]
