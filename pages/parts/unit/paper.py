"""The unit on paper: one sheet in place of the page when it is printed, and a document to take home."""

from collections.abc import Sequence

import pandas as pd

from figures import unit_parts, unit_places
from figures.documents import unit
from figures.facts import stamped
from figures.one_unit import OneUnit
from pages.parts import about, documents, paper
from pages.parts.unit import tables
from store import Release


def button(of: OneUnit) -> None:
    paper.button(of.words.t("unit.print"), of.words.t("unit.print_help"))


def told(of: OneUnit, release: Release, said: Sequence[str], places: pd.DataFrame, path: pd.DataFrame) -> unit.Told:
    """What goes on paper."""
    found = tables.findings(release, of.code)
    findings = {
        of.words.t(f"unit.{kind}"): unit_parts.finding_lines(of, found, kind) for kind in ("strength", "weakness")
    }
    return unit.Told(said, unit_places.main_rows(places), findings, path)


def show(of: OneUnit, release: Release, told: unit.Told) -> None:
    """The sheet, which the frame's style shows on paper only."""
    stamps = stamped(release, of.framework, of.words)
    paper.show(unit.sheet(of, told, stamps, about.facts(release, of.framework, of.words)))


def offer(of: OneUnit, release: Release, told: unit.Told) -> None:
    """The document as PDF, made when it is asked for."""
    title = f"{of.name}, {of.words.period(of.period)}"
    block = of.units.blocks.at[of.block, f"name_{of.words.lang}"]
    sheets = documents.paper("unit", {"unit": of.code}, title, block, of.words, {"": (release, of.framework)})
    name = f"{release.id}-{of.code}-{of.words.lang}"
    documents.offer(lambda: unit.document(of, told, sheets), sheets, name, of.words)
