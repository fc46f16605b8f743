"""The unit a reader is concerned with, an officer's own or the one looked at last: where it stands, up or down, why."""

from typing import NamedTuple

import streamlit as st

from figures.words import Words
from pages.parts import access, address, at_a_glance, choose, links, pairs, worked_out
from scoring.analysis.mergers.lineage import counterpart
from store import Release, load_units


class Concerned(NamedTuple):
    """A unit by its key."""

    block: str
    division: str
    code: str


def of(release: Release) -> Concerned | None:
    """The unit that the address names or another page was about, in the division of the release; else the officer's."""
    units = load_units(release)
    code = address.last("unit")
    if code and code in units.of(release.block, release.division).index:
        return Concerned(release.block, release.division, code)
    own = [role for role in access.viewer().roles if role.unit]
    return Concerned(own[0].block, own[0].division, own[0].unit) if own else None


def show(unit: Concerned, seen: list[Release], words: Words) -> None:
    """Its place in the newest releases of every division with the change, and why it moved in the last six months."""
    units, lang = load_units(), words.lang
    with st.container(border=True, key="standing", gap="xxsmall"):
        for release in pairs.newest(unit.block, seen):
            code = counterpart(units, unit.block, unit.code, unit.division, release.division)
            if not code or not (stands := at_a_glance.standing(release, code, lang)):
                continue
            name = load_units(release).of(release.block, release.division).loc[code, f"name_{lang}"]
            links.to_unit(f"**{name}: {stands}** — {choose.label(release, words)}", code, release)
            st.caption(moved(release, code, seen, words))
        lately = pairs.six_months(unit.block, seen)
        code = counterpart(units, unit.block, unit.code, unit.division, lately[1].division) if lately else ""
        if lately and code and (reason := at_a_glance.reason(*lately, code, lang)):
            stamp = f"**{words.t('stamp.demonstration')}** · " if lately[1].is_demonstration else ""
            st.caption(f"{stamp}{words.t('overview.six_months')}: {reason}")


def moved(release: Release, unit: str, seen: list[Release], words: Words, brief: bool = False) -> str:
    """The change since the release before; where that cannot be told, why, and the last change that can be (`brief`:
    that one alone).
    """
    first = next(iter(pairs.earlier(release, seen)), None)
    if first is None:
        return ""
    said = [at_a_glance.change(first, release, unit, words.lang)]
    second = next(iter(pairs.earlier(first, seen)), None)
    apart = second and first.division == release.division and not worked_out.comparison(first, release).allowed
    if second and apart and worked_out.comparison(second, first).allowed:
        change = at_a_glance.change(second, first, unit, words.lang)
        said.append(words.t("overview.before_that", period=words.period(first.period), change=change))
    return " · ".join(part for part in (said[-1:] if brief else said) if part)
