"""Entries of the trail as a table: the sentence, and every field as it is kept."""

from collections.abc import Sequence

import pandas as pd

from figures import trail
from figures.words import Words
from scoring import Units
from store import accounts, audit, clock
from store.audit import Entry
from store.viewers import Viewer


def table(found: Sequence[Entry], viewer: Viewer, units: Units, words: Words) -> pd.DataFrame:
    """One row an entry, newest first: number, moment in Ha Noi, what was done in words, then the raw fields."""
    raw = audit.table(list(found))
    people = {each.id: each.name for each in accounts.listed(viewer)}
    releases = audit.releases_of(viewer, {entry.subject for entry in found})
    details = [entry.details for entry in found]
    raw.insert(1, "moment", [words.moment(clock.to_local(entry.at)) for entry in found])
    raw.insert(2, "sentence", trail.sentences(raw, details, people, releases, units, words))
    raw["at"] = [f"{entry.at.isoformat(timespec='seconds')}Z" for entry in found]
    return raw


def titles(words: Words) -> dict[str, str]:
    """Column → its title in the language; raw fields keep the names that the documentation uses."""
    return {name: words.t(f"trail.{name}") for name in ("number", "moment", "sentence")}
