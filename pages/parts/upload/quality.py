"""How good the data are, in the four words of the programme, down to the cells that cost points."""

from math import floor

import pandas as pd
import streamlit as st

from figures import downloads
from figures.words import Words
from scoring import Framework
from scoring.engine.shares import ASSESSED
from scoring.workbooks.parts import column_names
from scoring.workbooks.quality import ENOUGH, WORDS, Quality, flags_used
from scoring.workbooks.read import Table

# Of a large upload only so many rows are drawn; the download has all.
_SHOWN = 2_000


def show(quality: Quality, table: Table, framework: Framework, unit_names: dict[str, str], words: Words) -> None:
    st.write(words.t("quality.intro"))
    _upload(quality, table, words)
    _levels(quality, framework, unit_names, words)
    _losses(quality, framework, unit_names, words)
    _compared(quality, framework, unit_names, words)


def _upload(quality: Quality, table: Table, words: Words) -> None:
    """The four words for the whole upload, and what the cells themselves say of their figures."""
    t = words.t
    for place, word in zip(st.columns(4), WORDS, strict=True):
        value = quality.upload[word]
        lost = int((quality.losses["word"] == word).sum())
        with place.container(border=True):
            st.metric(
                t(f"quality.{word}"), _percent(value, words) or t("quality.unknown"), help=t(f"quality.{word}_help")
            )
            st.caption(t("quality.lost", n=lost) if pd.notna(value) else t("quality.no_dates"))
    flags = flags_used(table)
    if len(flags):
        st.caption(
            t("quality.flags") + " " + ", ".join(f"{t(f'flag.{flag}')}: {words.number(n)}" for flag, n in flags.items())
        )


def _levels(quality: Quality, framework: Framework, unit_names: dict[str, str], words: Words) -> None:
    """The four words by unit, by indicator or by node, the worst first."""
    t = words.t
    levels = {
        "units": (quality.units, unit_names),
        "indicators": (quality.indicators, column_titles(framework, words)),
        "nodes": (quality.nodes, {code: framework.name(code, words.lang) for code in quality.nodes.index}),
    }
    level = st.segmented_control(
        t("quality.level"), list(levels), format_func=lambda x: t(f"quality.level_{x}"), key="quality_level",
        default="units", required=True,
    ) or "units"  # fmt: skip
    found, names = levels[level]
    found = found.dropna(how="all")
    low = int((found["sufficient"] < ENOUGH).sum())
    st.caption(t("quality.rule_of_thumb", n=low, share=words.percent(ENOUGH)))
    shown = found.assign(name=[names.get(code, code) for code in found.index], code=found.index)
    shown = shown.sort_values(list(WORDS), na_position="last")
    shown["enough"] = shown["sufficient"].ge(ENOUGH).map({True: "", False: t("quality.below")})
    told = [word for word in WORDS if shown[word].notna().any()]
    st.dataframe(
        shown[["name", *told, *(["enough"] if low else [])]],
        hide_index=True,
        height=min(38 + 35 * len(shown), 460),
        column_config={
            "name": st.column_config.TextColumn(t(f"quality.level_{level}"), pinned=True, width=240),
            **{
                word: st.column_config.ProgressColumn(
                    t(f"quality.{word}"), format="percent", min_value=0, max_value=1, width=110
                )
                for word in WORDS
            },
            "enough": st.column_config.TextColumn(t("quality.enough")),
        },
        alt=t("quality.alt", level=t(f"quality.level_{level}"), count=len(shown)),
        placeholder="–",
    )


def _losses(quality: Quality, framework: Framework, unit_names: dict[str, str], words: Words) -> None:
    """Every point lost with its cell."""
    t = words.t
    losses = quality.losses
    if losses.empty:
        return
    with st.expander(t("quality.losses", n=len(losses))):
        word = st.segmented_control(
            t("quality.word"), list(WORDS), format_func=lambda w: t(f"quality.{w}"), key="quality_word"
        )
        chosen = losses[losses["word"] == word] if word else losses
        alike = [t("about.period")] if chosen["period"].nunique() < 2 else []
        alike += [t("problems.file")] if (chosen["file"] == "").all() else []
        st.dataframe(
            _told(chosen.head(_SHOWN), framework, unit_names, words).drop(columns=alike),
            hide_index=True,
            alt=t("quality.losses", n=len(chosen)),
            placeholder="–",
        )
        st.download_button(
            t("download.csv"),
            lambda: downloads.csv(_told(chosen, framework, unit_names, words).drop(columns=alike), {}),
            "quality.csv",
            "text/csv",
            on_click="ignore",
            icon=":material/download:",
            key="quality_csv",
        )


def _told(losses: pd.DataFrame, framework: Framework, unit_names: dict[str, str], words: Words) -> pd.DataFrame:
    """The cells that cost points in the reader's words."""
    t = words.t
    titles = column_titles(framework, words)
    return pd.DataFrame(
        {
            t("quality.word"): losses["word"].map(lambda w: t(f"quality.{w}")),
            t("quality.why"): losses["code"].map(lambda code: t(f"quality.why_{code}")),
            t("about.period"): losses["period"].map(words.period),
            t("problems.unit"): losses["unit"].map(lambda unit: unit_names.get(unit, unit)),
            t("quality.level_indicators"): losses["column"].map(lambda column: titles.get(column, column)),
            t("problems.file"): losses["file"],
            t("problems.sheet_name"): losses["sheet"],
            t("problems.cell"): losses["cell"],
            t("problems.value"): losses["value"],
        }
    )


def _compared(quality: Quality, framework: Framework, unit_names: dict[str, str], words: Words) -> None:
    """Self-reported against verified figures."""
    t = words.t
    both = quality.compared
    if both.empty:
        return
    st.header(t("quality.compared"))
    titles = column_titles(framework, words)
    above = int((both["difference"] < 0).sum())
    st.caption(t("quality.compared_text", n=len(both), above=above))
    st.dataframe(
        pd.DataFrame(
            {
                t("problems.unit"): both["unit"].map(lambda unit: unit_names.get(unit, unit)),
                t("quality.level_indicators"): both["column"].map(lambda column: titles.get(column, column)),
                t("flag.self-reported"): both["self_reported"],
                t("flag.verified"): both["verified"],
                t("quality.difference"): both["difference"],
            }
        ),
        hide_index=True,
        alt=t("quality.compared_text", n=len(both), above=above),
    )


def _percent(share: float, words: Words) -> str:
    """Rounded down, so that nothing that lost a point reads as 100 %."""
    return words.percent(floor(share * 1000) / 1000) if pd.notna(share) else ""


def column_titles(framework: Framework, words: Words) -> dict[str, str]:
    """Column → its name behind its code, where the code is a number that readers know."""
    titles = {}
    for column, name in column_names(framework, words.lang).items():
        code = column.removesuffix(ASSESSED)
        titles[column] = f"{code} {name}" if code[:1].isdigit() else name
    return titles
