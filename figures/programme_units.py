"""Promises that are followed by unit: what each province reported, and how many have not."""

from collections.abc import Sequence

import pandas as pd

from figures.words import Words
from scoring.frameworks import Framework


def table(
    framework: Framework, values: pd.DataFrame, units: Sequence[str], names: pd.Series, words: Words
) -> pd.DataFrame:
    """One row a unit in force: its name, and its figure of every promise; missing where it reported none."""
    found = values.reindex(units)
    columns = {node.inputs[0].code: _heading(node.names[words.lang], node.measure.get(words.lang, ""))
               for node in framework.promised}  # fmt: skip
    shown = found.reindex(columns=list(columns)).rename(columns=columns)
    shown.insert(0, words.t("table.name"), [names.get(unit, unit) for unit in units])
    return shown


def sentences(framework: Framework, values: pd.DataFrame, units: Sequence[str], words: Words) -> list[str]:
    """Of every promise how many of the units reported a figure, and between which figures they lie."""
    said = []
    for node in framework.promised:
        known = values.reindex(units)[node.inputs[0].code].dropna()
        if known.empty:
            said.append(_none(node.names[words.lang], words))
            continue
        told = {"low": known.min(), "middle": known.median(), "high": known.max()}
        figures = {name: words.number(figure, 1) for name, figure in told.items()}
        measure = node.measure.get(words.lang, "")
        some = words.t("programme.by_unit_some", name=node.names[words.lang], n=len(known), total=len(units),
                       measure=measure, **figures)  # fmt: skip
        said.append(some.rstrip())
    return said


def unreported(framework: Framework, words: Words) -> list[str]:
    """The same where no unit has sent anything."""
    return [_none(node.names[words.lang], words) for node in framework.promised]


def _none(name: str, words: Words) -> str:
    return words.t("programme.by_unit_none", name=name)


def _heading(name: str, measure: str) -> str:
    return f"{name} ({measure})" if measure else name
