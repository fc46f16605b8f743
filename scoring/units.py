"""Blocks and the units ranked in them: rows of `data/blocks.csv` and `data/units.csv`.

The key of a unit is (block, division, code): seven province codes mean another province since July 2025.
"""

import os
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pandas as pd

from scoring.periods import span
from scoring.text import fold

DATA = Path(__file__).resolve().parent.parent / "data"
_PREFIXES = ("tinh ", "thanh pho ", "tp ", "t p ", "province of ", "provincia de ", "provincia ")
_SUFFIXES = (" province", " city")


@dataclass(frozen=True, eq=False)  # kept in caches as the one object that it is
class Units:
    """All blocks and units. `table` has one row a unit (columns of data/units.csv), `blocks` one row a block."""

    table: pd.DataFrame
    blocks: pd.DataFrame

    def of(self, block: str, division: str = "") -> pd.DataFrame:
        """The block's units in one division, indexed by code, in the order of the file."""
        chosen = self._chosen.get((block, division))
        return self.table.iloc[:0].set_index("code", drop=False) if chosen is None else chosen.copy(deep=False)

    def names(self, block: str, division: str, lang: str) -> pd.Series:
        """The names of the same in a language, by code."""
        return self.of(block, division)[f"name_{lang}"]

    def in_force(self, block: str, division: str, period: str) -> pd.DataFrame:
        """The units of a division; of a block without divisions those in existence at the start of the period."""
        chosen = self.of(block, division)
        if division:
            return chosen
        start = f"{span(period)[0]}-01"
        known = (chosen["valid_from"] <= start) & ((chosen["valid_to"] == "") | (chosen["valid_to"] >= start))
        return chosen[known]

    def divisions(self, block: str) -> list[str]:
        """The block's divisions, oldest first; one empty division where it has none."""
        return self.blocks.loc[block, "divisions"].split() or [""]

    def division_at(self, block: str, period: str) -> str:
        """The division in force at the start of the period; the newest where none is."""
        start = f"{span(period)[0]}-01"
        divisions = self.divisions(block)
        for division in divisions:
            valid = self.of(block, division)
            if ((valid["valid_from"] <= start) & ((valid["valid_to"] == "") | (valid["valid_to"] >= start))).any():
                return division
        return divisions[-1]

    def alone(self, block: str) -> str:
        """Name of the only unit of a block without divisions, whose workbooks need not name it; empty elsewhere."""
        names = list(self.of(block)["name_vi"])
        return str(names[0]) if len(names) == 1 else ""

    def has_territory(self, block: str) -> bool:
        return self.blocks.loc[block, "territory"] == "yes"

    @cached_property
    def _chosen(self) -> dict[tuple[str, str], pd.DataFrame]:
        parts = self.table.groupby(["block", "division"], sort=False)
        return {key: rows.set_index("code", drop=False) for key, rows in parts}

    @cached_property
    def _names(self) -> dict[tuple[str, str], dict[str, str]]:
        """(block, division) → folded spelling → code; a spelling that fits two units fits none."""
        found: dict[tuple[str, str], dict[str, str]] = {}
        for key, rows in self.table.groupby(["block", "division"], sort=False):
            owners: dict[str, set[str]] = {}
            for row in rows.itertuples():
                spellings = [row.name_vi, row.name_en, row.name_es, *row.spellings.split(";")]
                for spelling in spellings:
                    owners.setdefault(bare_name(spelling), set()).add(row.code)
            found[key] = {name: next(iter(codes)) for name, codes in owners.items() if name and len(codes) == 1}
        return found

    def by_name(self, block: str, division: str, name: str) -> str | None:
        """Code of the unit of that name, old name or common spelling; None where there is none or more than one."""
        return self._names.get((block, division), {}).get(bare_name(name))

    def by_code(self, block: str, division: str, code: str) -> str | None:
        """The code as it stands in the table: "1", "01" and 1 are "01"; acronyms in any case."""
        known = self._codes.get((block, division), {})
        return known.get(code.casefold()) or known.get(code.casefold().zfill(2))

    @cached_property
    def _codes(self) -> dict[tuple[str, str], dict[str, str]]:
        return {
            key: {code.casefold(): code for code in rows["code"]}
            for key, rows in self.table.groupby(["block", "division"], sort=False)
        }

    def spellings(self, block: str, division: str) -> list[str]:
        """Every folded spelling, for "did you mean"."""
        return list(self._names.get((block, division), {}))


def bare_name(name: str) -> str:
    """Folded name without "tỉnh", "thành phố", "TP." in front or "province", "city" behind.

    >>> bare_name("TP. Hồ Chí Minh"), bare_name("Tỉnh Hoà Bình")
    ('ho chi minh', 'hoa binh')
    """
    text = fold(name)
    for prefix in _PREFIXES:
        if text.startswith(prefix) and len(text) > len(prefix):
            return text[len(prefix) :]
    for suffix in _SUFFIXES:
        if text.endswith(suffix):
            return text[: -len(suffix)]
    return text


def folders() -> tuple[Path, ...]:
    """The shipped data, and the operator's own beside it where DTI_BLOCKS names a folder."""
    own = os.environ.get("DTI_BLOCKS")
    return (DATA, Path(own).resolve()) if own else (DATA,)


def load_units() -> Units:
    """Blocks and units of `blocks.csv` and `units.csv`, shipped and the operator's own."""
    return read_units(folders())


@cache
def read_units(where: tuple[Path, ...]) -> Units:
    """Every cell is text; unknown is empty. Raises ValueError where a folder takes the name of a block."""
    read = {"dtype": str, "keep_default_na": False, "encoding": "utf-8"}
    blocks = pd.concat([pd.read_csv(folder / "blocks.csv", **read) for folder in where]).fillna("")
    if (twice := blocks["id"].duplicated()).any():
        raise ValueError(f"The block '{blocks.loc[twice, 'id'].iloc[0]}' stands twice in {', '.join(map(str, where))}.")
    units = pd.concat([pd.read_csv(folder / "units.csv", **read) for folder in where], ignore_index=True).fillna("")
    return Units(table=units, blocks=blocks.set_index("id", drop=False))
