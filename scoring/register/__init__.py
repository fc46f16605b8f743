"""Blocks, units and mergers as a workbook: written, read back with every fault named, compared with what is in use."""

from scoring.register.difference import difference
from scoring.register.read import read_units_workbook
from scoring.register.write import units_workbook

__all__ = ["difference", "read_units_workbook", "units_workbook"]
