"""What differs between scores that were kept and the same scores worked out again."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from scoring.engine.score import Scores

TOLERANCE = 1e-12
KEYS = ["period", "unit", "node"]
NOTHING = "nothing"

TEMPLATES = {
    "member_changed": "{member}: the content does not match its sum in the manifest.",
    "member_missing": "{member}: the manifest names it, and it is not there.",
    "member_unknown": "{member}: it is there, and the manifest does not name it.",
    "unsigned": "manifest.sig: there is no signature.",
    "signature_wrong": "manifest.sig: the signature does not belong to this manifest.",
    "key_other": "manifest.sig: it was signed with the key {id}, which is not the one given.",
    "unreadable": "{member}: it cannot be read. {fault}",
    "framework_other": "framework.toml: it is the framework {found}, the manifest says {expected}.",
    "blocked": "{place}: {fault}",
    "not_scored": "values.csv: the figures cannot be scored. {fault}",
    "row_missing": "{period}, {unit}, {node}: worked out again there is a score, and none is kept.",
    "row_unknown": "{period}, {unit}, {node}: a score is kept, and there is none when worked out again.",
    "value": "{period}, {unit}, {column}: the workbook gives {again}, kept is {kept}.",
    "score": "{period}, {unit}, {node}: the score is {again}, kept is {kept}.",
    "rank": "{period}, {unit}, {node}: the rank is {again}, kept is {kept}.",
    "coverage": "{period}, {unit}, {node}: the coverage is {again}, kept is {kept}.",
}


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it should be: a code of `TEMPLATES` and the words of its sentence."""

    code: str
    words: dict[str, Any] = field(default_factory=dict)

    def message(self, template: str | None = None) -> str:
        """The sentence in English, or in the language of the given template."""
        return (template or TEMPLATES[self.code]).format(**self.words)


def cells(scores: Scores) -> pd.DataFrame:
    """One row a period, unit and node: score, rank, coverage."""
    columns = ("score", scores.scores), ("rank", scores.ranks), ("coverage", scores.coverage)
    found = pd.DataFrame({name: frame.stack() for name, frame in columns})
    found.index.names = KEYS
    return found


def differences(kept: Scores, again: Scores) -> list[Difference]:
    """Between scores and the same worked out again: scores and coverage beyond 1e-12, ranks at all."""
    return of_cells(cells(kept), cells(again))


def of_cells(kept: pd.DataFrame, again: pd.DataFrame) -> list[Difference]:
    """The same between two tables as `cells` gives them, in any order of rows."""
    found = [_named("row_missing", key) for key in again.index.difference(kept.index, sort=False)]
    found += [_named("row_unknown", key) for key in kept.index.difference(again.index, sort=False)]
    both = again.index.intersection(kept.index, sort=False)
    old, new = kept.loc[both], again.loc[both]
    for column, tolerance in (("score", TOLERANCE), ("rank", 0.0), ("coverage", TOLERANCE)):
        a, b = old[column].to_numpy(float, na_value=np.nan), new[column].to_numpy(float, na_value=np.nan)
        for at in np.flatnonzero(_apart(a, b, tolerance)).tolist():
            found.append(_named(column, both[at], kept=_said(a[at]), again=_said(b[at])))
    return found


def of_values(kept: pd.DataFrame, again: pd.DataFrame) -> list[Difference]:
    """Between figures as they are kept and as a workbook gives them, both (period, unit) × column: any difference."""
    rows, columns = kept.index.union(again.index), kept.columns.union(again.columns, sort=False)
    a, b = (frame.reindex(index=rows, columns=columns).to_numpy(float) for frame in (kept, again))
    lines, across = np.nonzero(_apart(a, b, 0.0))
    return [
        Difference("value", {"period": rows[line][0], "unit": rows[line][1], "column": columns[column],
                             "kept": _said(a[line, column]), "again": _said(b[line, column])})
        for line, column in zip(lines.tolist(), across.tolist(), strict=True)
    ]  # fmt: skip


def _apart(a: np.ndarray, b: np.ndarray, tolerance: float) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        near = (a == b) | (np.abs(a - b) <= tolerance)
    return ~(near | (np.isnan(a) & np.isnan(b)))


def _named(code: str, key: tuple[str, str, str], **words: str) -> Difference:
    return Difference(code, {**dict(zip(KEYS, key, strict=True)), **words})


def _said(number: float) -> str:
    return NOTHING if np.isnan(number) else f"{number:.17g}"
