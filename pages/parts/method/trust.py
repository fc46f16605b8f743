"""What the figures rest on, what is known to limit them, and how they are cited."""

import streamlit as st

from figures import citation, soundness
from figures.markdown import literal
from figures.words import Words, capital
from pages.parts import about, access, cells, worked_out
from store import Release, load_units


@worked_out.kept
def _counted(release: Release):  # type: ignore[no-untyped-def]
    read = access.read(release)
    return soundness.soundness(read.scores, read.remarks)


def quality(release: Release, words: Words) -> None:
    """By node: how many units have a figure, and how these came about."""
    t = words.t
    framework = access.read(release).scores.framework
    table = _counted(release)
    st.header(t("quality_of.title"), anchor="quality")
    st.write(t("quality_of.said", known=int(table["known"].sum()), total=int(table["total"].sum())))
    shown = [name for name in (*soundness.BASES, *soundness.MISSING) if table[name].any()]
    st.dataframe(
        table.assign(name=[framework.name(code, words.lang) for code in table["code"]])[
            ["name", "known", "total", *shown]
        ],
        hide_index=True,
        column_config={
            "name": st.column_config.TextColumn(t("method.node"), pinned=True),
            "known": cells.whole(t("quality_of.known")),
            "total": cells.whole(t("quality_of.total")),
            **{name: cells.whole(capital(t(f"basis.{name}")), help=t("quality_of.help")) for name in shown},
        },
        alt=t("quality_of.said", known=int(table["known"].sum()), total=int(table["total"].sum())),
    )


def limits(release: Release, words: Words) -> None:
    """What these figures cannot say, in sentences."""
    framework = access.read(release).scores.framework
    found = soundness.limits(framework, _counted(release), load_units(release).has_territory(release.block))
    st.header(words.t("limits.title"), anchor="limits")
    st.markdown("\n".join(f"- {words.t(f'limits.{limit}')}" for limit in found))


def citing(release: Release, words: Words) -> None:
    """Two ways to cite the release, to be copied."""
    t = words.t
    of = about.cited(release, access.read(release).scores.framework, words)
    st.header(t("cite.title"), anchor="cite")
    st.markdown(literal(citation.apa(of, words)))
    st.code(citation.bibtex(of), language=None, wrap_lines=True)
