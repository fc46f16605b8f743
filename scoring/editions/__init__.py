"""Editions of the index: written as a workbook, read back with every fault named, compared with one another."""

from scoring.editions.difference import correspondence, difference
from scoring.editions.read import read_framework
from scoring.editions.write import framework_workbook

__all__ = ["correspondence", "difference", "framework_workbook", "read_framework"]
