"""The choice of a unit: by any of its names, old ones too; kept in the address."""

from functools import lru_cache

import streamlit as st

from figures import search
from figures.became import became, consists_of, counterpart, old_names
from figures.words import Words, sort_key
from figures.words import words as words_in
from pages.parts.address import remembered
from scoring import Scores, Units
from store import Release

UNIT, LOOKED_UP, CAME_FROM, UNKNOWN = "unit", "unit_looked_up", "unit_came_from", "unit_unknown"


def chosen(release: Release, scores: Scores, units: Units, words: Words) -> str:
    """Show the choice; the code of the unit, written into the address."""
    t = words.t
    names = units.names(release.block, release.division, words.lang)
    there = scores.scores.index.get_level_values(1)
    in_force = units.in_force(release.block, release.division, release.period).index
    codes = sorted(in_force.union(there).intersection(names.index), key=lambda code: sort_key(names[code]))
    ranks = scores.ranks[scores.framework.headline.code].droplevel(0)
    first = str(ranks.idxmin()) if ranks.notna().any() else codes[0]
    _follow(release, codes, units)
    remembered(UNIT, first, codes)
    old = {choice: label for choice, (new, label) in _old(units, release.block, release.division, words.lang).items()
           if new in codes}  # fmt: skip
    code: str = st.selectbox(
        t("table.name"),
        [*codes, *old],
        format_func=lambda choice: names[choice] if choice in codes else old.get(choice, choice),
        key=UNIT,
        help=t("unit.choice_help"),
        accept_new_options=True,
        on_change=_take,
        args=(release, codes, units, words),
    )
    st.session_state[LOOKED_UP] = (release.block, release.division, code)
    if unknown := st.session_state.pop(UNKNOWN, ""):
        st.info(t("unit.no_match", text=unknown), icon=":material/search_off:")
    _say_what_became(release, remembered(CAME_FROM, "", name="was"), code, units, words)
    return code


@lru_cache(maxsize=32)
def _old(units: Units, block: str, division: str, lang: str) -> dict[str, tuple[str, str]]:
    return old_names(units, block, division, words_in(lang))


def _follow(release: Release, codes: list[str], units: Units) -> None:
    """Turn to the unit that an old code means here: in a link, or after another division was chosen."""
    block, division, code = st.session_state.get(LOOKED_UP, ("", "", ""))
    asked = st.query_params.get(UNIT)
    if asked and asked not in codes:
        old, _, old_code = asked.replace(":", "/").rpartition("/")
        _turn(release, [old] if old else units.divisions(release.block), old_code, units)
    elif block == release.block and division != release.division and asked in (None, code):
        _turn(release, [division], code, units)


def _turn(release: Release, divisions: list[str], code: str, units: Units) -> None:
    for division in divisions:
        if new := counterpart(units, release.block, division, code, release.division):
            st.session_state[UNIT] = st.query_params[UNIT] = new
            st.session_state[CAME_FROM] = st.query_params["was"] = f"{division}/{code}"
            return


def _take(release: Release, codes: list[str], units: Units, words: Words) -> None:
    """What the reader chose or typed as the unit that it means here; what it does not mean is said and left out."""
    choice, before = st.session_state[UNIT], st.session_state[LOOKED_UP][2]
    st.session_state[CAME_FROM] = ""
    if choice in codes:
        return
    division, code = choice.split("/") if "/" in choice else _by_name(release, choice, units, words)
    new = counterpart(units, release.block, division, code, release.division)
    st.session_state[UNIT] = new if new in codes else before
    if new not in codes:
        st.session_state[UNKNOWN] = choice
    elif division != release.division:
        st.session_state[CAME_FROM] = f"{division}/{code}"


def _by_name(release: Release, text: str, units: Units, words: Words) -> tuple[str, str]:
    """Division and code of the unit that fits a typed name best, diacritics or not; empty texts where none does."""
    entries = [entry for entry in search.units_of(units, words) if entry.block == release.block]
    for entry in search.matches(entries, text, most=1):
        division = release.division if release.division in entry.codes else next(iter(entry.codes))
        return division, entry.codes[division]
    return "", ""


def _say_what_became(release: Release, was: str, code: str, units: Units, words: Words) -> None:
    """The mergers that the unit had a part in, dated; first that of the old unit which led here."""
    division, _, old = was.rpartition("/")
    said = ""
    if division in units.divisions(release.block) and old in units.of(release.block, division).index:
        said = became(units, release.block, division, old, words)
    if said:
        st.info(said, icon=":material/merge:")
    elif said := (
        became(units, release.block, release.division, code, words)
        or consists_of(units, release.block, release.division, code, words)
    ):
        st.caption(said)
