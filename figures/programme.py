"""The national programme in tables and sentences: where every promise stands, and by how much it is missed."""

import pandas as pd

from figures.trend_lines import short
from figures.words import Words
from scoring.frameworks import Framework, Node
from scoring.programme import STATUSES
from scoring.programme.standing import AT_RISK, LATE, MET, NEVER, NOT_REPORTED, ON_TRACK, UNJUDGED


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
    """The same with figures, paces and periods as they are read; nothing is required any more of what is met or over.

    `planned` stands where there is a baseline to have begun from.
    """
    nodes = {node.code: node for node in framework.promised}
    rows = [(nodes[str(code)], row) for code, row in shown.iterrows()]
    paces = [speeds(row, node, words) for node, row in rows]
    settled = [row["status"] == MET or bool(row["over"]) for _, row in rows]
    return shown.assign(
        status=[words.t(f"status.{row['status']}") for _, row in rows],
        value=[figure(row["value"], node, words) for node, row in rows],
        target=[figure(row["target"], node, words) for node, row in rows],
        pace=[pace for pace, _ in paces],
        required=["" if done else required for done, (_, required) in zip(settled, paces, strict=True)],
        planned=[speed(row["planned"], bool(row["by_rate"]), node, words) for node, row in rows],
        until=[short(period, words) for period in shown["until"]],
        deadline=[short(period, words) for period in shown["deadline"]],
    )


def counts(found: pd.DataFrame) -> dict[str, int]:
    """How many promises have each status, the worst first; every status, with 0 where there is none."""
    return {status: int((found["status"] == status).sum()) for status in STATUSES}


def counted(found: dict[str, int], words: Words) -> str:
    """The same as a sentence, without what there is none of; that nothing is late is said."""
    said = [f"{words.t(f'status.{status}')}: {n}" for status, n in found.items() if n or status == LATE]
    return f"{', '.join(said)}."


def lines(shown: pd.DataFrame, status: str) -> list[tuple[str, str]]:
    """(name, what is said of it) of every promise of that status, from `table`."""
    return _said(shown[shown["status"] == status])


def unknown(shown: pd.DataFrame) -> list[tuple[str, str]]:
    """The same of every promise whose deadline is over without a figure that tells whether it was kept."""
    return _said(shown[(shown["status"] == NOT_REPORTED) & shown["over"].astype(bool)])


def _said(rows: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(rows["name"], rows["said"], strict=True))


def sentence(row: pd.Series, node: Node, words: Words) -> str:
    """What the figures say of one promise, and nothing that they do not say."""
    parts = [_reached(row, node, words)]
    if row["status"] in (ON_TRACK, AT_RISK, UNJUDGED):
        parts += [_pace(row, node, words), _growth("reached", "promise.growth", row, words)]
    return " ".join(filter(None, parts))


def plan(row: pd.Series, node: Node, words: Words) -> str:
    """What was needed from the baseline on, and when the rates that the programme names would have led there."""
    if pd.isna(row["planned"]):
        return ""
    planned = speed(row["planned"], bool(row["by_rate"]), node, words)
    told = _told(row, node, words) | {
        "baseline": figure(row["baseline"], node, words), "began": words.period_within(row["began"]),
        "planned": planned,
    }  # fmt: skip
    parts = [words.t("promise.plan", **told), _growth("planned", "promise.plan_growth", row, words)]
    return " ".join(filter(None, parts))


def _told(row: pd.Series, node: Node, words: Words) -> dict[str, str]:
    deadline = words.period_within(row["deadline"]) if row["deadline"] else words.t("promise.no_deadline")
    return {
        "value": figure(row["value"], node, words),
        "until": words.period_within(row["until"]),
        "target": figure(row["target"], node, words),
        "deadline": deadline,
        "gap": _distance(abs(row["gap"]), node, words),
    }


def _reached(row: pd.Series, node: Node, words: Words) -> str:
    t, status, told = words.t, row["status"], _told(row, node, words)
    aimed = pd.notna(row["target"])
    if pd.isna(row["value"]):
        return t("promise.no_figure_of", **told) if aimed else t("promise.no_figure")
    if not aimed:
        return t("promise.no_target", **told)
    if status == MET:
        late = row["missed_in"] and row["missed_in"] < row["met_in"]
        key = "met_late" if late else "met" if row["met_in"] == row["until"] else "met_before"
        return t(f"promise.{key}", **told, met=words.period_within(row["met_in"]))
    said = t("promise.not_yet" if node.rule == "choice" else "promise.short", **told)
    if status == LATE:
        return f"{said} {t('promise.late', n=int(row['months_over']))}"
    return f"{said} {t('promise.not_since')}" if status == NOT_REPORTED else said


def _pace(row: pd.Series, node: Node, words: Words) -> str:
    pace, required = speeds(row, node, words)
    if row["status"] == UNJUDGED:
        return words.t("promise.needed", required=required) if required else ""
    said = words.t("promise.pace", since=words.period_within(row["since"]), pace=pace, required=required)
    if row["reached"] == NEVER:
        return f"{said} {words.t('promise.never')}"
    key = "promise.enough" if row["status"] == ON_TRACK else "promise.not_enough"
    return f"{said} {words.t(key, reached=words.period_within(row['reached']))}"


def _growth(kind: str, key: str, row: pd.Series, words: Words) -> str:
    """When the target is reached at the growth that the programme names; `kind`: from the last figure ("reached") or
    from the baseline ("planned")."""
    low, high = row[f"{kind}_low"], row[f"{kind}_high"]
    if not low or not high or NEVER in (low, high):
        return ""
    rates = {name: words.percent(row[f"growth_{name}"]) for name in ("low", "high")}
    return words.t(key, **rates, at_low=words.period_within(low), at_high=words.period_within(high))


def figure(value: float, node: Node, words: Words) -> str:
    """A figure with its unit of measure: "20 million", "54.8 %"; a choice as its label; empty where missing."""
    if pd.isna(value):
        return ""
    for share, names in node.inputs[0].choices:
        if share == value:
            return names[words.lang]
    measure, decimals = node.measure.get(words.lang, ""), _decimals(value)
    if measure == "%":
        return words.percent(value / 100, decimals)
    return f"{words.number(value, decimals)} {measure}".strip()


def _distance(gap: float, node: Node, words: Words) -> str:
    """A difference of two figures: of percentages it is so many points; a milestone has no distance."""
    if node.rule == "choice" or pd.isna(gap):
        return ""
    if node.measure.get(words.lang) == "%":
        return words.t("promise.points", points=words.number(gap, _decimals(gap)))
    return figure(gap, node, words)


def _decimals(value: float) -> int:
    """As many as the figure has, at most three; noise in the tenth place is none."""
    exact = round(float(value), 9)
    return next((decimals for decimals in range(3) if round(exact, decimals) == exact), 3)


def speeds(row: pd.Series, node: Node, words: Words) -> tuple[str, str]:
    """The actual and the required pace, to as many decimals as tell them apart."""
    by_rate = bool(row["by_rate"])
    for decimals in range(1 if by_rate else 2, 7):
        pace, required = (speed(row[name], by_rate, node, words, decimals) for name in ("pace", "required"))
        if pace != required:
            break
    return pace, required


def speed(value: float, by_rate: bool, node: Node, words: Words, decimals: int | None = None) -> str:
    """A pace a month: "+22.7%" where the figure grows by a rate, else "+0.65 percentage points" or "+3.20 million"."""
    if pd.isna(value):
        return ""
    if by_rate:
        sign = "+" if value > 0 else "-" if value < 0 else ""
        return sign + words.percent(abs(value), 1 if decimals is None else decimals)
    measure = node.measure.get(words.lang, "")
    number = words.number(value, 2 if decimals is None else decimals, signed=True)
    return words.t("promise.points", points=number) if measure == "%" else f"{number} {measure}".strip()
