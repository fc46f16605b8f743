"""Before an upload: the workbook to fill in."""

import streamlit as st

from figures import template
from figures.words import Words
from scoring import Framework, Units
from scoring.periods import parse_period
from store import clock


def show(framework: Framework, units: Units, words: Words) -> None:
    t = words.t
    with st.expander(t("prepare.title"), icon=":material/table_view:"):
        st.write(t("prepare.text"))
        one, two, three = st.columns([2, 2, 3], vertical_alignment="bottom")
        written = one.text_input(
            t("about.period"), value=str(max(framework.years, default=clock.to_local(clock.now()).year)),
            key=f"prepare_{framework.id}", help=t("upload.period_help"),
        )  # fmt: skip
        period = parse_period(written)
        if period is None:
            st.error(t("upload.period_wrong", text=written))
            return
        divisions = units.divisions(framework.block)
        division = units.division_at(framework.block, period)
        if len(divisions) > 1:
            division = two.selectbox(
                t("prepare.division"), divisions, index=divisions.index(division),
                format_func=lambda d: t("choose.division", count=d), key=f"prepare_division_{period}",
            )  # fmt: skip
        three.download_button(
            t("prepare.download"),
            lambda: template.template(framework, units, division, period, words),
            template.filename(framework, division, period, words.lang),
            on_click="ignore",
            icon=":material/download:",
            width="stretch",
        )
