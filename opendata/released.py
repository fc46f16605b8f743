"""The tables of a release in long form: scores and ranks by node, figures by indicator."""

from collections.abc import Callable, Sequence

import pandas as pd

from opendata import about, public
from opendata.asked import Asked, Found
from opendata.faults import Fault
from opendata.listed import key_of, links_of
from opendata.tables import Table, typed
from scoring import Scores
from store import Release, load_units
from store.contents import Read

_FRONT = ("release", "period", "division", "unit", "name")
SCORES = (*_FRONT, "node", "node_name", "score", "coverage", "zeroed")
RANKS = (*_FRONT, "node", "node_name", "rank", "ranked", "tied")
INDICATORS = (*_FRONT, "indicator", "indicator_name", "value", "flag", "note", "source", "as_of")
_REMARKED = ["flag", "note", "source", "as_of"]


def scores(asked: Asked) -> Found:
    """Score and coverage of every node, unit by unit."""

    def made(read: Read) -> pd.DataFrame:
        parts = {"score": read.scores.scores, "coverage": read.scores.coverage, "zeroed": read.scores.zeroed}
        return _by_node(asked, read.scores, parts)

    return _found(asked, "scores", SCORES, made)


def ranks(asked: Asked) -> Found:
    """Rank on every node, of how many, and whether it is shared. Raises a Fault for a programme."""

    def made(read: Read) -> pd.DataFrame:
        found = read.scores.ranks
        if read.scores.framework.is_programme:
            raise Fault(404, "not_ranked", release=asked.path["release"])
        # Over all units, whichever are asked for.
        among = pd.DataFrame({node: found[node].count() for node in found}, index=found.index)
        tied = found.apply(lambda ranks: ranks.duplicated(keep=False) & ranks.notna())
        return _by_node(asked, read.scores, {"rank": found, "ranked": among, "tied": tied})

    return _found(asked, "ranks", RANKS, made)


def indicators(asked: Asked) -> Found:
    """The figures from which it was scored, with what was remarked on each; else on its unit's row."""

    def made(read: Read) -> pd.DataFrame:
        values = _chosen(read.scores.values, asked, "indicator")
        names = {column.code: column.names[asked.words.lang] for column in read.scores.framework.inputs}
        table = _stacked({"value": values}, "indicator")
        table["indicator_name"] = table["indicator"].map(names)
        keys = ["period", "unit"]
        remarks = read.remarks.rename(columns={"column": "indicator"}) if len(read.remarks) else None
        if remarks is None:
            table[_REMARKED] = ""
        else:
            kept = remarks.drop_duplicates([*keys, "indicator"])[[*keys, "indicator", *_REMARKED]]
            table = table.merge(kept.astype(object), "left", [*keys, "indicator"])
        row = table[keys].join(read.notes[["source", "note"]], on=keys)
        for column in ("source", "note"):
            table[column] = table[column].mask(table[column].fillna("") == "", row[column])
        return table

    return _found(asked, "indicators", INDICATORS, made)


def _found(asked: Asked, name: str, columns: tuple[str, ...], made: Callable[[Read], pd.DataFrame]) -> Found:
    release = public.release(asked.path["release"])

    def make() -> Table:
        read, t = public.tables(release), asked.words.t
        said = about.of_release(
            t(f"opendata.table.{name}"), release, read.scores.framework, asked.address, asked.words
        )  # fmt: skip
        frame = typed(_fronted(made(read), release, asked), columns)
        return Table(frame, said.lines, said.facts, t(f"opendata.sheet.{name}"))

    return Found(key_of(release), make, f"{release.id}-{name}", release, links=links_of(release, asked.base))


def _fronted(table: pd.DataFrame, release: Release, asked: Asked) -> pd.DataFrame:
    """The columns that all three begin with."""
    names = load_units(release).names(release.block, release.division, asked.words.lang)
    return table.assign(release=release.id, division=release.division, name=table["unit"].map(names))


def _by_node(asked: Asked, of: Scores, parts: dict[str, pd.DataFrame]) -> pd.DataFrame:
    chosen = {name: _chosen(part, asked, "node") for name, part in parts.items()}
    table = _stacked(chosen, "node")
    names = {code: of.framework.name(code, asked.words.lang) for code in of.framework.codes}
    return table.assign(node_name=table["node"].map(names))


def _stacked(parts: dict[str, pd.DataFrame], column: str) -> pd.DataFrame:
    """Frames by (period, unit) as one table, a row for each of their columns."""
    table = pd.DataFrame({name: part.stack() for name, part in parts.items()})
    table.index.names = ["period", "unit", column]
    return table.reset_index()


def _chosen(frame: pd.DataFrame, asked: Asked, column: str) -> pd.DataFrame:
    """The units and the columns that are asked for. Raises a Fault for one that is not there."""
    units: Sequence[str] = asked.query.get("unit") or ()
    columns: Sequence[str] = asked.query.get(column) or ()
    there = frame.index.get_level_values(1)
    for name, wanted, known in (("unit", units, set(there)), (column, columns, set(frame))):
        if strangers := [code for code in wanted if code not in known]:
            raise Fault(404, f"no_such_{name}", value=", ".join(strangers), release=asked.path["release"])
    frame = frame[there.isin(list(units))] if units else frame
    return frame[[code for code in frame if code in columns]] if columns else frame
