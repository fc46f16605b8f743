"""Blocks and units as they count now: those shipped, and over them the newest approved change that has come into force.

`load_units()` is what pages, routes and acts read; `load_units(release)` what a release was made with.
"""

import hashlib
import io
from datetime import datetime
from functools import lru_cache
from time import monotonic
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import Connection, Select, select
from sqlalchemy.exc import SQLAlchemyError

import scoring
from scoring import Units
from store import clock, documents
from store.database import database_url, engine, reading
from store.documents import DamagedDocument
from store.releases import Release
from store.schema import registers

APPROVED = "approved"
_LOOK_AGAIN = 1.0  # seconds after which a process asks the database which change is in force
_KEY = ["block", "division", "code"]


class _Asked(NamedTuple):
    when: float
    found: str | None


_asked: dict[str, _Asked] = {}


def load_units(of: Release | None = None) -> Units:
    """What is in force; with a release, its block's units as they were when it was made.

    A release's register is part of it and never changes, so a later change of names or days changes nothing published.
    """
    present = in_force(change_in_force())
    if of is None or not {"blocks", "units"} <= of.manifest.keys():
        return present
    return _as_made(of.block, of.manifest["blocks"], of.manifest["units"], present)


def change_in_force() -> str | None:
    """The id of the change in force, known for a second; the last one known where the database does not answer.

    It belongs into the key of whatever is kept and names units: a change is approved in one process and seen by all.
    """
    url = database_url()
    known = _asked.get(url)
    if known is not None and monotonic() - known.when < _LOOK_AGAIN:
        return known.found
    try:
        with reading(engine()) as connection:
            found = _newest_at(connection, clock.now())
    except SQLAlchemyError:  # before the tables are made; where the database is gone, whoever reads on is told
        return known.found if known else None
    _asked[url] = _Asked(monotonic(), found)
    return found


def _newest_at(connection: Connection, at: datetime) -> str | None:
    """The id of the approved change that came into force last; None while there is none."""
    until = approved().where(registers.c.effective_at <= at).limit(1)
    found = connection.scalar(until.with_only_columns(registers.c.id))
    return None if found is None else str(found)


def approved() -> Select[Any]:
    """The approved changes, first the one that comes into force last."""
    chosen = select(registers).where(registers.c.state == APPROVED)
    return chosen.order_by(registers.c.effective_at.desc(), registers.c.changed_at.desc(), registers.c.id)


def forget() -> None:
    """Ask the database again at the next look: after an act of this process."""
    _asked.clear()


def in_force(change: str | None, connection: Connection | None = None) -> Units:
    """The units of a change, over those shipped. Raises DamagedDocument where it no longer matches its sum."""
    shipped = scoring.load_units()
    if change is None:
        return shipped
    return _over(change, database_url(), shipped) if connection is None else _read(connection, change, shipped)


@lru_cache(maxsize=8)
def _over(change: str, url: str, shipped: Units) -> Units:
    with reading(engine(url)) as connection:
        return _read(connection, change, shipped)


def _read(connection: Connection, change: str, shipped: Units) -> Units:
    row = connection.execute(select(registers).where(registers.c.id == change)).one()
    if sum_of(row.blocks, row.units) != row.sha256:
        raise DamagedDocument(f"The change of units '{change}' does not match its sum {row.sha256}.")
    return over(parsed(row.blocks, row.units), shipped)


def over(changed: Units, shipped: Units) -> Units:
    """The changed units, and behind them what was shipped since and they do not know."""
    fresh = shipped.blocks[~shipped.blocks.index.isin(changed.blocks.index)]
    known = pd.MultiIndex.from_frame(changed.table[_KEY])
    left = shipped.table[~pd.MultiIndex.from_frame(shipped.table[_KEY]).isin(known)]
    if fresh.empty and left.empty:
        return changed
    table = pd.concat([changed.table, left], ignore_index=True).fillna("")
    return Units(table, pd.concat([changed.blocks, fresh]).fillna(""))


def parsed(blocks: str, units: str) -> Units:
    """Units from the text of their two tables."""
    read = {"dtype": str, "keep_default_na": False}
    known = pd.read_csv(io.StringIO(blocks), **read).set_index("id", drop=False)
    return Units(pd.read_csv(io.StringIO(units), **read), known)


def texts(units: Units) -> tuple[str, str]:
    """The two tables as text; `parsed` gives them back."""
    return units.blocks.to_csv(index=False), units.table.to_csv(index=False)


def sum_of(blocks: str, units: str) -> str:
    """SHA-256 of both tables."""
    return hashlib.sha256(f"{blocks}\0{units}".encode()).hexdigest()


@lru_cache(maxsize=64)
def _as_made(block: str, blocks: str, units: str, present: Units) -> Units:
    """The present units, with the block and its units as two documents have them; as they are where these agree."""
    rows = present.blocks.loc[[block]], present.table[present.table["block"] == block]
    if [hashlib.sha256(each.to_csv(index=False).encode()).hexdigest() for each in rows] == [blocks, units]:
        return present
    with reading(engine()) as connection:
        found = documents.fetch(connection, {"blocks": blocks, "units": units})
    made = parsed(found["blocks"].decode(), found["units"].decode())
    # A division that came later stays known, or what was published before it could not be carried to it.
    later = [d for d in present.divisions(block) if d and d not in made.divisions(block)]
    divisions = " ".join([*made.blocks.at[block, "divisions"].split(), *later])
    own = made.blocks.assign(divisions=divisions)
    others = present.table[(present.table["block"] != block) | present.table["division"].isin(later)]
    table = pd.concat([made.table, others], ignore_index=True).fillna("")
    known = pd.concat([own, present.blocks.drop(index=block)]).reindex(present.blocks.index).fillna("")
    return Units(table, known)
