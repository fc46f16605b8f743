"""The choice of the units that are compared: of the release's division, and of others where they may stand beside."""

import streamlit as st

from figures import unit_moves
from figures.markdown import literal
from figures.one_unit import OneUnit
from figures.words import Words, sort_key
from pages.parts import access, choose, worked_out
from pages.parts.address import remembered
from scoring import Units
from store import Release

LEAST, MOST = 2, 6
TEXT, UNITS = "compare_text", "compare_units"


def chosen(release: Release, seen: list[Release], units: Units, words: Words) -> list[OneUnit]:
    """Show the choice, in the address as "48,01,63/49"; what does not compare is left out with the reason."""
    t = words.t
    beside = {r.division: r for r in _beside(release, seen)}
    options = _names(release, units, words)
    for division, r in beside.items():
        said = t("choose.division", count=division)
        options |= {f"{division}/{code}": f"{name} · {said}" for code, name in _names(r, units, words).items()}
    order = sorted(options, key=lambda code: ("/" in code, sort_key(options[code])))
    wanted = remembered(TEXT, _first(release), name="units").split(",")
    kept = list(dict.fromkeys(code for code in wanted if code in options))[:MOST]
    for code in wanted:
        if code and code not in options:
            st.warning(_why_not(code, release, seen, units, words), icon=":material/compare_arrows:")
    st.session_state[UNITS] = kept
    st.multiselect(
        t("versus.units"), order, format_func=lambda code: options[code], key=UNITS, max_selections=MOST,
        placeholder=t("versus.choose"), on_change=_written,
    )  # fmt: skip
    found = []
    for code in kept:
        division, _, bare = code.rpartition("/")
        of = beside[division] if division else release
        found.append(OneUnit(access.read(of).scores, units, of.division, bare, words))
    return found


def whole(words: Words) -> bool:
    """Show the switch between the main nodes and all of them."""
    remembered("compare_all", False, name="all")
    return st.toggle(words.t("unit.all_nodes"), key="compare_all")


def _names(release: Release, units: Units, words: Words) -> dict[str, str]:
    names = units.names(release.block, release.division, words.lang)
    there = access.read(release).scores.scores.index.get_level_values(1)
    return {str(code): names[code] for code in there if code in names.index}


def _beside(release: Release, seen: list[Release]) -> list[Release]:
    """Releases of the same period in other divisions whose scores are made by the same rules."""
    return [
        r
        for r in seen
        if (r.block, r.period, r.is_demonstration) == (release.block, release.period, release.is_demonstration)
        and r.division != release.division
        and r.is_in_force
        and _answer(r, release).verdict != "not"
    ]


def _answer(one: Release, other: Release):  # type: ignore[no-untyped-def]
    older, newer = sorted((one, other), key=lambda r: -int(r.division or 0))
    return worked_out.comparison(older, newer).answer


def _why_not(code: str, release: Release, seen: list[Release], units: Units, words: Words) -> str:
    """Why a unit of the address is not among those that may be compared."""
    t = words.t
    division, _, bare = code.rpartition("/")
    known = units.of(release.block, division) if division in units.divisions(release.block) else None
    if not division or known is None or bare not in known.index:
        return t("versus.no_unit", code=literal(code))
    name = f"{known.at[bare, f'name_{words.lang}']} · {t('choose.division', count=division)}"
    for r in seen:
        same = (r.block, r.period, r.division) == (release.block, release.period, division) and r.is_in_force
        if same:
            of = OneUnit(access.read(release).scores, units, release.division, bare, words)
            answer = _answer(r, release)
            if answer.verdict != "not":
                return t("versus.no_unit", code=name)
            said = unit_moves.not_comparable(of, answer, access.read(r).scores, choose.label(r, words))
            return f"{name}: {said}"
    return t("versus.no_release", name=name, period=words.period(release.period))


def _first(release: Release) -> str:
    """The first two of the ranking."""
    scores = access.read(release).scores
    ranks = scores.ranks[scores.framework.headline.code].droplevel(0).dropna().sort_values(kind="stable")
    return ",".join(map(str, ranks.index[:LEAST]))


def _written() -> None:
    """Into the address before the run, or the old text there would win over the new choice."""
    st.session_state[TEXT] = ",".join(st.session_state[UNITS])
