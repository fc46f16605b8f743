"""The print view: one sheet in place of the page when it is printed, and the button that prints it."""

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from figures import unit_parts, unit_places, unit_sheet
from figures.one_unit import OneUnit
from pages.parts import about
from pages.parts.unit import tables
from store import Release


def button(of: OneUnit) -> None:
    """Print; the frame's script does it, since the policy allows none in the page."""
    t = of.words.t
    st.html(
        f'<button type="button" class="print-page" title="{escape(t("unit.print_help"))}">'
        f"<span>{escape(t('unit.print'))}</span></button>",
        width="content",
    )


def show(of: OneUnit, release: Release, said: Sequence[str], places: pd.DataFrame, path: pd.DataFrame) -> None:
    """The sheet, which the frame's style shows on paper only."""
    t = of.words.t
    stamps = []
    if release.is_demonstration:
        stamps.append(f"{t('stamp.demonstration')}: {t('stamp.demonstration_long')}")
    if not release.is_in_force:
        stamps.append(t(f"stamp.{release.state}"))
    if of.framework.illustrative:
        stamps.append(t("stamp.illustrative"))
    found = tables.findings(release, of.code)
    findings = {t(f"unit.{kind}"): unit_parts.finding_lines(of, found, kind) for kind in ("strength", "weakness")}
    with st.container(key="sheet"):
        st.html(
            unit_sheet.sheet(
                of, stamps, said, unit_places.main_rows(places), findings, path,
                about.facts(release, of.framework, of.words),
            )
        )  # fmt: skip
