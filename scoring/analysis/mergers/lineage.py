"""Which old units went into which new ones, and their values carried over by the rule of the mergers.

links = lineage(load_units(), "province", "63", "34")
scores_of_the_34 = back_cast(scores_of_the_63, links).scores
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import pandas as pd

from scoring.units import Units, bare_name

LONGEST_CHAIN = 10


class LineageError(ValueError):
    """Units that cannot be traced: a split, a division that is not known or came later, a unit of another set."""


@dataclass(frozen=True)
class Lineage:
    """The units of `block` in one set and what became of them in a later one.

    `earlier` and `later` are divisions, or periods where the block has no divisions. `links` has one row an old unit,
    by its code: `new`, the code of the unit it went into ("" where it ended without a successor); `block`, its own
    block, which need not be that of the new unit; `until`, its last day, "" where it goes on or that is not known;
    `goes_on`, true for the only predecessor and for the one that bears the new unit's name. `units` are the later
    units in the order of the table.
    """

    block: str
    earlier: str
    later: str
    links: pd.DataFrame
    units: tuple[str, ...]

    @cached_property
    def predecessors(self) -> dict[str, tuple[str, ...]]:
        """New code → the old codes that went into it; an empty tuple where there was none."""
        joined = self.links.groupby("new", sort=False).apply(lambda rows: tuple(rows.index), include_groups=False)
        return {unit: joined.get(unit, ()) for unit in self.units}

    @property
    def merged(self) -> dict[str, tuple[str, ...]]:
        """The new units that several old ones went into."""
        return {new: old for new, old in self.predecessors.items() if len(old) > 1}

    @property
    def namesakes(self) -> dict[str, str]:
        """New code → the old unit that goes on in it, the only one or the one of its name; some have none."""
        on = self.links[self.links["goes_on"]]
        return dict(zip(on["new"], on.index, strict=True))

    @property
    def changes_nothing(self) -> bool:
        """True where both sets are the same units under the same codes."""
        return self.predecessors == {unit: (unit,) for unit in self.units} and not (self.links["new"] == "").any()


@lru_cache(maxsize=64)
def lineage(units: Units, block: str, earlier: str, later: str) -> Lineage:
    """The lineage of a block from one division to a later one, or from one period to a later one.

    A block with divisions takes their names ("63", "34"); one without takes periods, and its units are those in force
    at the start of each. Old units of other blocks whose successor stands in this one are part of it. Raises
    LineageError where an old unit went into several new ones, and where `earlier` is not earlier.
    """
    divisions = units.divisions(block)
    if divisions != [""]:
        links, target = _by_division(units, block, divisions, earlier, later)
    else:
        links, target = _by_period(units, block, earlier, later)
    _refuse_splits(links, target, later)
    links = links.set_index("old")
    alone = ~links["new"].duplicated(keep=False)
    same_name = links["name"].map(bare_name) == links["new"].map(target["name_vi"].map(bare_name))
    goes_on = (links["new"] != "") & (alone | same_name)
    table = links[["new", "block", "until"]].assign(goes_on=goes_on)
    return Lineage(block, earlier, later, table, tuple(target.index))


def _by_division(
    units: Units, block: str, divisions: list[str], earlier: str, later: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    unknown = [division for division in (earlier, later) if division not in divisions]
    if unknown:
        known = ", ".join(divisions)
        raise LineageError(f"The block {block} has no division {unknown[0]!r}. It has: {known}.")
    start, end = divisions.index(earlier), divisions.index(later)
    if start > end:
        raise LineageError(
            f"The division {later} came before {earlier}: values of merged units cannot be parted again. "
            f"Carry the values of {later} to {earlier} instead."
        )
    links = _rows(units.of(block, earlier))
    for before, after in zip(divisions[start:end], divisions[start + 1 : end + 1], strict=True):
        links = _step(links, _pairs(units.of(block, before), units.of(block, after)))
    return links, units.of(block, later)


def _by_period(units: Units, block: str, earlier: str, later: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Units of every block without divisions are followed until they are in force at `later`."""
    if earlier > later:
        raise LineageError(f"The period {earlier} comes after {later}: units are carried forward in time only.")
    blocks = [name for name in units.blocks.index if units.divisions(name) == [""]]
    every = pd.concat([units.of(name) for name in blocks])
    before, after = (pd.concat([units.in_force(name, "", period) for name in blocks]) for period in (earlier, later))
    pairs = _pairs(every, every)
    # A unit still in force goes on as itself; it is split only if part of it founded a unit in the meantime.
    founded = after.index.difference(before.index)
    pairs = pairs[~pairs["old"].isin(after.index) | pairs["new"].isin(founded)]
    pairs = pd.concat([pairs, pd.DataFrame({"old": after.index, "new": after.index})]).drop_duplicates()
    links = _rows(before)
    for _ in range(LONGEST_CHAIN):
        links = _step(links, pairs)
        if links["new"].isin([*after.index, ""]).all():
            break
    target = units.in_force(block, "", later)
    of_block = links["new"].isin(target.index) | ((links["new"] == "") & (links["block"] == block))
    return links[of_block], target


def _rows(old: pd.DataFrame) -> pd.DataFrame:
    columns = {"old": "code", "new": "code", "block": "block", "name": "name_vi", "until": "valid_to"}
    return pd.DataFrame({name: old[column].to_numpy() for name, column in columns.items()})


def _pairs(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Every pair old → new that either table names."""
    named = old["successor_code"].str.split().explode().dropna()
    listed = new["predecessor_codes"].str.split().explode().dropna()
    forward = pd.DataFrame({"old": named.index, "new": named.to_numpy()})
    backward = pd.DataFrame({"old": listed.to_numpy(), "new": listed.index})
    return pd.concat([forward, backward]).drop_duplicates()


def _step(links: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    stepped = links.merge(pairs.rename(columns={"old": "new", "new": "next"}), on="new", how="left")
    return stepped.assign(new=stepped["next"].fillna("")).drop(columns="next")


def _refuse_splits(links: pd.DataFrame, target: pd.DataFrame, later: str) -> None:
    doubled = links[links["old"].duplicated(keep=False)]
    if doubled.empty:
        return
    old = doubled["old"].iloc[0]
    rows = doubled[doubled["old"] == old]
    names = ", ".join(f"{target['name_vi'].get(code, code)} ({code})" for code in rows["new"])
    raise LineageError(
        f"{rows['name'].iloc[0]} ({old}) went into several units of {later}: {names}. A split cannot be carried, for "
        "nothing says which part of its value went where: give the values of the new units themselves."
    )


def counterpart(units: Units, block: str, code: str, division: str, other: str) -> str:
    """The unit of another division that stands for one: what it went into, or the old one that goes on in it; "" for
    none.

    >>> from scoring import load_units
    >>> counterpart(load_units(), "province", "49", "63", "34"), counterpart(load_units(), "province", "48", "34", "63")
    ('48', '48')
    """
    if division == other:
        return code
    divisions = units.divisions(block)
    if divisions.index(division) < divisions.index(other):
        links = lineage(units, block, division, other).links
        return str(links.loc[code, "new"]) if code in links.index else ""
    return lineage(units, block, other, division).namesakes.get(code, "")
