"""Press lines to be copied: of the release, or of the unit that is highlighted; and what the figures do not support."""

import streamlit as st

from figures import compare
from figures.facts import stamped
from figures.markdown import literal
from figures.one_unit import ranks_complete
from figures.press.choices import Choices
from figures.press.lines import of_release, of_unit
from figures.press.runs import SURE, runs
from figures.press.story import Lines, Story
from figures.words import Words
from figures.words import words as words_in
from pages.parts import access, pairs
from pages.parts.worked_out import comparison, kept
from scoring import Framework
from scoring.engine.score import Scores
from store import Release, load_units


def show(release: Release, seen: list[Release], framework: Framework, chosen: Choices, lang: str, words: Words) -> None:
    """The lines in the chart's language; with nobody highlighted those of the release."""
    t = words.t
    if framework.is_programme:
        return
    asked = st.expander(t("lines.title"), icon=":material/format_quote:", key="press_lines", on_change="rerun")
    if not asked.open:
        return
    node = chosen.node or framework.headline.code
    found, tried = _lines(release, _before(release, seen), node, lang, *chosen.units[:1])
    with asked:
        assumed = compare.assumed(words) if tried else t("versus.no_confidence")
        st.caption(f"{t('lines.help', share=words.percent(SURE))} {assumed}")
        if not found.said:
            st.info(t("lines.nothing"), icon=":material/format_quote:")
        for line in found.said:
            st.code(line.text, language=None, wrap_lines=True)
        if found.refused:
            st.markdown(f"**{t('lines.refused')}**")
            said = [f"- {literal(each.text)} ({words.percent(each.share)})" for each in found.refused]
            st.markdown("\n".join(said))


def _before(release: Release, seen: list[Release]) -> Release | None:
    """The newest earlier release that may be compared with this one, as it is or over a merger."""
    ranked = [each for each in pairs.earlier(release, seen) if each.seen_by.units is None]
    return next((each for each in ranked if comparison(each, release).allowed), None)


@kept
def _lines(release: Release, before: Release | None, node: str, lang: str, *units: str) -> tuple[Lines, bool]:
    """The lines, and whether there were weights to draw."""
    words, units_ = words_in(lang), load_units(release)
    later, earlier = access.read(release).scores, _earlier(release, before)
    names = units_.names(release.block, release.division, lang).to_dict()
    story = Story(
        later, earlier, node, runs(later, earlier, node), names, about(release, later, node, words),
        _since(release, before, words), _ranked(later, release, node), words,
    )  # fmt: skip
    found = of_unit(story, units[0]) if units else of_release(story)
    return found, story.runs is not None


def about(release: Release, scores: Scores, node: str, words: Words) -> str:
    """What every line begins with: stamps, the node, its period and block, so that it can stand alone."""
    block = load_units(release).blocks.at[release.block, f"name_{words.lang}"]
    name, period = scores.framework.name(node, words.lang), words.period_within(release.period)
    stamps = [said.partition(":")[0] for said in stamped(release, scores.framework, words)]
    return " · ".join([*stamps, f"{name}, {period} ({block})"])


def _earlier(release: Release, before: Release | None) -> Scores | None:
    return comparison(before, release).before if before else None


def _since(release: Release, before: Release | None, words: Words) -> str:
    """The earlier period, and that its figures were carried where units merged since."""
    if before is None:
        return ""
    period = words.period_within(before.period)
    return words.t("lines.carried", period=period) if before.division != release.division else period


def _ranked(scores: Scores, release: Release, node: str) -> int | None:
    """Of how many units ranks are known; None where not of all."""
    if not ranks_complete(scores, load_units(release), release.division):
        return None
    return int(scores.ranks[node].notna().sum())
