"""The national programme in tables and sentences: where every promise stands, and by how much it is missed."""

import pandas as pd

from figures.trend_lines import short
from figures.words import Words
from scoring.frameworks import Framework, Node
from scoring.programme import STATUSES
from scoring.programme.standing import AT_RISK, LATE, MET, NEVER, NOT_REPORTED, ON_TRACK


def table(found: pd.DataFrame, framework: Framework, words: Words) -> pd.DataFrame:
    """The standing of one unit as it is shown, one row a promise in the order of the framework.

    priority, name, owner, status (key), said (its sentence), and value, until, target, deadline, share, gap, pace,
    required, planned as they are; `found` is the unit's part of `standing`, by code.
    """
    nodes = {node.code: node for node in framework.promised}
    shown = found.reindex(list(nodes))
    return shown.assign(
        priority=[framework.main[node.code].names[words.lang] for node in nodes.values()],
        name=[node.names[words.lang] for node in nodes.values()],
        owner=[node.promise.owner.get(words.lang, "") if node.promise else "" for node in nodes.values()],
        said=[sentence(row, nodes[str(code)], words) for code, row in shown.iterrows()],
    )


def as_texts(shown: pd.DataFrame, framework: Framework, words: Words) -> pd.DataFrame:
    """The same with figures, paces and periods as they are read; what is met needs no pace any more."""
    nodes = {node.code: node for node in framework.promised}
    rows = [(nodes[str(code)], row) for code, row in shown.iterrows()]

    def speeds(name: str) -> list[str]:
        return [
            "" if row["status"] == MET else speed(row[name], bool(row["by_rate"]), node, words) for node, row in rows
        ]

    return shown.assign(
        status=[words.t(f"status.{row['status']}") for _, row in rows],
        value=[figure(row["value"], node, words) for node, row in rows],
        target=[figure(row["target"], node, words) for node, row in rows],
        pace=speeds("pace"),
        required=speeds("required"),
        until=[short(period, words) for period in shown["until"]],
        deadline=[short(period, words) for period in shown["deadline"]],
    )


def counts(found: pd.DataFrame) -> dict[str, int]:
    """How many promises have each status, the worst first; every status, with 0 where there is none."""
    return {status: int((found["status"] == status).sum()) for status in STATUSES}


def lines(shown: pd.DataFrame, status: str) -> list[tuple[str, str]]:
    """(name, what is said of it) of every promise of that status, from `table`."""
    rows = shown[shown["status"] == status]
    return list(zip(rows["name"], rows["said"], strict=True))


def sentence(row: pd.Series, node: Node, words: Words) -> str:
    """What the figures say of one promise, and nothing that they do not say."""
    t = words.t
    if pd.isna(row["value"]):
        return t("promise.no_figure")
    told = {
        "value": figure(row["value"], node, words),
        "until": words.period_within(row["until"]),
        "target": figure(row["target"], node, words),
        "deadline": words.period_within(row["deadline"]) if row["deadline"] else "",
    }
    said = [_reached(row, node, told, words)]
    if row["status"] in (ON_TRACK, AT_RISK):
        said.append(_pace(row, node, words))
    if row["status"] in (ON_TRACK, AT_RISK) and pd.notna(row["growth_low"]):
        said.append(_growth(row, words))
    return " ".join(part for part in said if part)


def _reached(row: pd.Series, node: Node, told: dict[str, str], words: Words) -> str:
    t, status = words.t, row["status"]
    if status == MET:
        late = row["missed_in"] and row["missed_in"] < row["met_in"]
        return t("promise.met_late" if late else "promise.met", **told, met=words.period_within(row["met_in"]))
    missing = _distance(abs(row["gap"]), node, words)
    if status == LATE:
        return t("promise.late", **told, gap=missing, n=int(row["months_over"]))
    if status == NOT_REPORTED:
        return t("promise.not_since", **told)
    if pd.isna(row["target"]):
        return t("promise.no_target", **told)
    if not row["deadline"]:
        return t("promise.no_deadline", **told, gap=missing)
    return t("promise.open", **told, gap=missing)


def _pace(row: pd.Series, node: Node, words: Words) -> str:
    key = "promise.pace_enough" if row["status"] == ON_TRACK else "promise.pace_short"
    reached = words.t("promise.never") if row["reached"] == NEVER else words.period_within(row["reached"])
    told = {name: speed(row[name], bool(row["by_rate"]), node, words) for name in ("pace", "required")}
    since = words.period_within(row["since"])
    return words.t(key, **told, since=since, reached=reached)


def _growth(row: pd.Series, words: Words) -> str:
    told = {
        "low": words.percent(row["growth_low"]), "high": words.percent(row["growth_high"]),
        "at_low": words.period_within(row["reached_low"]), "at_high": words.period_within(row["reached_high"]),
    }  # fmt: skip
    return words.t("promise.growth", **told)


def figure(value: float, node: Node, words: Words) -> str:
    """A figure with its unit of measure: "20 million", "54.8 %"; a choice as its label; empty where missing."""
    if pd.isna(value):
        return ""
    for share, names in node.inputs[0].choices:
        if share == value:
            return names[words.lang]
    measure = node.measure.get(words.lang, "")
    decimals = 0 if float(value).is_integer() else 1 if round(value, 1) == value else 2
    if measure == "%":
        return words.percent(value / 100, decimals)
    return f"{words.number(value, decimals)} {measure}".strip()


def _distance(gap: float, node: Node, words: Words) -> str:
    """A difference of two figures: of percentages it is so many points."""
    if pd.notna(gap) and node.measure.get(words.lang) == "%":
        return words.t("promise.points", points=words.number(gap, 1))
    return figure(gap, node, words)


def speed(value: float, by_rate: bool, node: Node, words: Words) -> str:
    """A pace a month: "22.7 %" where the figure grows by a rate, else "+0.65 %" of points or "+3.2 million"."""
    if pd.isna(value):
        return ""
    if by_rate:
        return words.percent(value, 1)
    measure = node.measure.get(words.lang, "")
    if measure == "%":
        return words.t("promise.points", points=words.number(value, 2, signed=True))
    return f"{words.number(value, 2, signed=True)} {measure}".strip()
