"""A unit's own data in a release: every figure with its flag, note and source, and what the engine did with it."""

import pandas as pd

from figures.markdown import literal
from figures.one_unit import OneUnit
from figures.own_figures import own_figures
from scoring.engine.score import FLAGS

SAID = ("source", "as_of", "status", "owner", "deadline")


def table(of: OneUnit, remarks: pd.DataFrame) -> pd.DataFrame:
    """`own_figures` with value and measure apart, what else is said of a figure, and `engine`: how it was treated.

    A column a fact, as numbers and texts; figures that are not known stay, with an empty value.
    """
    found = own_figures(of.scores, remarks, of.code, of.words)
    values = of.scores.values.loc[of.row] if of.row in of.scores.values.index else pd.Series(dtype=float)
    measures = {column.code: column.measure.get(of.words.lang, "") for column in of.framework.inputs}
    found["value"] = [values[column] for column in found["column"]]
    found["measure"] = [measures.get(column, "") for column in found["column"]]
    said = remarks[remarks["unit"] == of.code].drop_duplicates("column").set_index("column") if len(remarks) else None
    for key in SAID:
        texts = {} if said is None or key not in said else said[key].fillna("").astype(str).to_dict()
        found[key] = [texts.get(column, "") for column in found["column"]]
    node_of = {column.code: node.code for node in of.framework.nodes for column in node.inputs}
    treated = _treated(of)
    found["engine"] = [treated.get(node_of.get(column, ""), "") for column in found["column"]]
    return found


def _treated(of: OneUnit) -> dict[str, str]:
    """Indicator → what the framework's steps did to it of this unit, in words; nothing where nothing."""
    if of.row not in of.scores.scores.index:
        return {}
    used = {flag: of.scores.flags[flag] for flag in FLAGS if flag in of.scores.flags} | {"zeroed": of.scores.zeroed}
    marks: dict[str, list[str]] = {}
    for flag, frame in used.items():
        row = frame.loc[of.row]
        for node in row.index[row.to_numpy(dtype=bool)]:
            marks.setdefault(node, []).append(of.words.t(f"unit.engine_{flag}"))
    return {node: "; ".join(said) for node, said in marks.items()}


def shown(of: OneUnit, found: pd.DataFrame) -> pd.DataFrame:
    """The table with headings in the language; columns in which nothing is said are left out."""
    t, words = of.words.t, of.words
    columns = {
        t("unit.figure"): found["name"],
        t("unit.value"): found["figure"].where(found["value"].notna(), ""),
        t("table.score"): [words.number(score, 4) for score in found["score"]],
        t("own_unit.flag"): found["flag"],
        t("unit.engine"): found["engine"],
        t("about.note"): found["note"],
        **{t(f"unit.said_{key}"): found[key] for key in SAID},
    }
    always = (t("unit.figure"), t("unit.value"), t("table.score"))
    kept = {title: column for title, column in columns.items() if title in always or any(map(bool, column))}
    return pd.DataFrame(kept)


def carried(of: OneUnit, found: pd.DataFrame) -> pd.DataFrame:
    """The table for files: numbers as numbers, codes beside names, headings in the language."""
    t = of.words.t
    titles = {"column": "table.unit", "name": "unit.figure", "value": "unit.value", "measure": "method.measure"}
    titles |= {"score": "table.score", "flag": "own_unit.flag", "engine": "unit.engine", "note": "about.note"}
    titles |= {key: f"unit.said_{key}" for key in SAID}
    return found[list(titles)].set_axis([t(key) for key in titles.values()], axis=1)


def row_said(of: OneUnit, notes: pd.DataFrame) -> list[tuple[str, str]]:
    """What is said of the unit's row as a whole: source, note, score and rank as published; (heading, text)."""
    if of.row not in notes.index:
        return []
    row, t = notes.loc[of.row], of.words.t
    titles = {
        "source": "about.source",
        "note": "about.note",
        "published_score": "table.published_score",
        "published_rank": "table.published_rank",
    }
    return [(t(key), str(row[c])) for c, key in titles.items() if str(row.get(c, "") or "")]


def row_facts(of: OneUnit, notes: pd.DataFrame) -> list[str]:
    """The same as lines of Markdown."""
    return [f"**{heading}:** {literal(text)}" for heading, text in row_said(of, notes)]


def verified(of: OneUnit, self_reported: pd.DataFrame) -> pd.DataFrame:
    """Figures that were self-reported and verified afterwards: both, and the difference; headings in the language."""
    own = self_reported[self_reported["unit"] == of.code] if len(self_reported) else pd.DataFrame()
    if own.empty:
        return own
    names = {column.code: column.names[of.words.lang] for column in of.framework.inputs}
    t = of.words.t
    return pd.DataFrame(
        {
            t("unit.figure"): [names.get(column, column) for column in own["column"]],
            t("flag.self-reported"): own["self_reported"],
            t("flag.verified"): own["verified"],
            t("unit.difference"): own["verified"] - own["self_reported"],
        }
    ).reset_index(drop=True)
