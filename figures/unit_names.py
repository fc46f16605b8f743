"""The names of units that a framework refers to by code."""

from scoring.frameworks import Framework
from scoring.units import Units


def unit_names(framework: Framework, units: Units, lang: str) -> dict[str, str]:
    """Code → name of the units of its block that exist in its years; both names where two units have the code."""
    table = units.table[units.table["block"] == framework.block]
    if framework.years:
        first, last = f"{min(framework.years)}-01-01", f"{max(framework.years)}-12-31"
        ends = table["valid_to"].mask(table["valid_to"] == "", last)
        table = table[(table["valid_from"] <= last) & (ends >= first)]
    names = table.drop_duplicates(["code", f"name_{lang}"]).groupby("code")[f"name_{lang}"]
    return names.agg(" / ".join).to_dict()
