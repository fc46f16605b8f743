"""The nation's index and its three parts by year, as far as they were published, with what each edition counted."""

import re

import pandas as pd

from figures import national
from figures.words import Words

PARTS = ("government", "economy", "society")
_BLOCK = "province"


def years() -> pd.DataFrame:
    """By year: decision, counts (indicators of the nation), points (of its three parts), nation and its three parts;
    mean of the provinces and of their three parts. Texts as they were published, empty where they were not.

    The national parts have not been published as figures; those of the provinces' mean have, for 2024.
    """
    table = national.years(_BLOCK)
    stated = national.stated()
    found = pd.DataFrame({
        "decision": table["decision"],
        "counts": table["national_counts"],
        "points": table["national_points"],
    })  # fmt: skip
    for column, series in _series().items():
        rows = stated[stated["series"] == series].set_index("year")
        found[column] = rows["value"].reindex(table.index).fillna("")
    return found


def _series() -> dict[str, str]:
    parts = {f"nation_{part}": f"{national.NATIONAL}-digital-{part}" for part in PARTS}
    means = {f"mean_{part}": f"{_BLOCK}-mean-digital-{part}" for part in PARTS}
    return {"nation": national.NATIONAL, **parts, "mean": f"{_BLOCK}-mean", **means}


def texts(words: Words) -> pd.DataFrame:
    """The same in words, a column a year: the edition, how many indicators it has for the nation and the points of its
    parts, the nation and its parts, the mean of the provinces and theirs.
    """
    t, found = words.t, years()
    counts = [f"{row.counts} ({_breakable(row.points)})" if row.points else row.counts for row in found.itertuples()]
    rows = {t("about.decision"): list(map(_breakable, found["decision"])), t("national.counted"): counts}
    for whose, label in (("nation", t("national.nation")), ("mean", t("national.provinces"))):
        rows[label] = [_number(text, words) for text in found[whose]]
        for part in PARTS:
            name = t("national.part", whose=label, part=t(f"national.{part}"))
            rows[name] = [_number(text, words) for text in found[f"{whose}_{part}"]]
    table = pd.DataFrame(rows, index=found.index).T.replace("", "–")
    return table.rename_axis(t("about.period")).reset_index()


def growth(words: Words) -> list[tuple[str, str]]:
    """(sentence, source) of what was published of the national parts otherwise than as figures."""
    stated = national.stated()
    rows = stated[stated["series"] == "national-pillars-growth"]
    said = []
    for row in rows.to_dict("records"):
        if found := re.search(r"(\d+)-(\d+) %", row["note"]):
            low, high = (words.percent(int(number) / 100) for number in found.groups())
            said.append((words.t("national.grew", year=row["year"], low=low, high=high), row["source"]))
    return said


def sources() -> list[str]:
    """Where the figures of the table were published."""
    stated = national.stated()
    rows = stated[stated["series"].isin(_series().values())]
    return list(dict.fromkeys(address for text in rows["source"] for address in re.findall(r"https?://\S+", text)))


def _breakable(text: str) -> str:
    """A text that narrow columns may break behind its strokes."""
    return text.replace("/", "/\N{ZERO WIDTH SPACE}")


def _number(text: str, words: Words) -> str:
    return words.number(float(text), len(text.partition(".")[2])) if text else ""
