"""Two editions compared, as a table that a person reads."""

import pandas as pd

from figures.words import Words
from scoring.editions import difference
from scoring.frameworks import Framework

# Changes that have a word of their own; a setting without one is shown by its key.
_KNOWN = (
    "block", "code", "decision", "given", "inputs", "kind", "least_coverage", "mean", "measure", "missing", "names",
    "parent", "points", "range", "rank_decimals", "rule", "years",
)  # fmt: skip
_CHANGES = ("new", "dropped", "renumbered", "changed")


def changes(old: Framework, new: Framework, words: Words) -> pd.DataFrame:
    """What changed from one edition to the next, one row a change: change, old and new code, name, what, before, after.

    Columns carry their titles in the language; empty where the editions are the same.
    """
    t, lang = words.t, words.lang
    found = difference(old, new, lang)
    names = [
        new.name(row.new, lang) if row.new else old.name(row.old, lang) if row.old else t("edition.itself")
        for row in found.itertuples()
    ]
    return pd.DataFrame(
        {
            t("edition.change"): [t(f"edition.{change}") for change in found["change"]],
            t("edition.old"): found["old"],
            t("edition.new_code"): found["new"],
            t("method.node"): names,
            t("edition.what"): [what_of(what, words) for what in found["what"]],
            t("edition.before"): found["before"],
            t("edition.after"): found["after"],
        }
    )


def summary(old: Framework, new: Framework, words: Words) -> str:
    """How many nodes are new, dropped, renumbered and changed, in a sentence."""
    found = difference(old, new, words.lang)
    nodes = found[(found["old"] != "") | (found["new"] != "")].drop_duplicates(["change", "old", "new"])
    counted = {change: int((nodes["change"] == change).sum()) for change in _CHANGES}
    return words.t("edition.summary", old=old.names[words.lang], **counted)


def what_of(what: str, words: Words) -> str:
    """The word for what changed: names in another language by that language, parameters of rules by their key."""
    if what in _KNOWN:
        return words.t(f"edition.what_{what}")
    return f"{words.t('edition.what_names')} ({what[6:]})" if what.startswith("names.") else what
