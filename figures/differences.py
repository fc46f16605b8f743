"""What differs when a release bundle is worked out again, and why a file is no bundle, in sentences."""

from collections.abc import Sequence

import pandas as pd

from figures.words import Words
from scoring.bundle import DamagedBundle, Difference


def table(found: Sequence[Difference], words: Words) -> pd.DataFrame:
    """One row a difference: `place` (the member, or period, unit and node) and `what`, the whole sentence."""
    rows = [(_place(each), words.t(f"difference.{each.code}", **each.words)) for each in found]
    return pd.DataFrame(rows, columns=["place", "what"])


def damaged(fault: DamagedBundle, words: Words) -> str:
    """Why the file is no bundle, or no longer a whole one."""
    return words.t(f"damaged.{fault.code}", **fault.words)


def _place(each: Difference) -> str:
    keys = ("period", "unit", "node", "column") if "unit" in each.words else ("member", "place")
    said = [str(each.words[key]) for key in keys if key in each.words]
    return ", ".join(said) or {"framework_other": "framework.toml", "not_scored": "values.csv"}.get(
        each.code, "manifest.sig"
    )
