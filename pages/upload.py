"""Upload: framework and file → every problem at once, or a preview of scores and ranks → kept as a draft."""

import pandas as pd
import streamlit as st

import store
from figures import downloads, rankings
from figures.charts import scores_alt
from pages.parts import access, choose
from pages.parts.language import words as page_words
from scoring import Problem, ScoringError, load_frameworks, load_units, read_workbook, score
from scoring.periods import parse_period
from store.releases import Draft

LIMIT_MB = 50
words = page_words()
t = words.t
units = load_units()
frameworks = load_frameworks()

st.title(t("upload.title"))
st.write(t("upload.intro"))
if access.viewer().owner is None:
    st.error(t("upload.no_cookie"), icon=":material/cookie_off:")
    st.stop()

# Select: framework, file, and the period where the workbook names none.
order = {"official": 0, "illustrative": 1, "published": 2}
ids = sorted(frameworks, key=lambda i: (order[frameworks[i].kind], i))
chosen = st.selectbox(
    t("about.framework"),
    ids,
    format_func=lambda i: f"{frameworks[i].names[words.lang]} — {t('kind.' + frameworks[i].kind)}",
    key="upload_framework",
)
framework = frameworks[chosen]
if framework.illustrative:
    st.warning(t("stamp.illustrative"), icon=":material/science:")
file = st.file_uploader(
    t("upload.file"), type=["xlsx", "xls", "xlsb", "ods"], max_upload_size=LIMIT_MB, key="upload_file"
)
written = st.text_input(t("upload.period"), placeholder="2023-06", help=t("upload.period_help"), key="upload_period")
period = parse_period(written) if written else None
if written and period is None:
    st.error(t("upload.period_wrong", text=written))
    st.stop()
if file is None:
    st.caption(t("upload.empty"))
    st.stop()

# Compute, once for a file: a rerun of the page does not read it again.
key = (file.file_id, chosen, period)
if st.session_state.get("upload_key") != key:
    with st.status(t("upload.reading"), expanded=False) as status:
        content = file.getvalue()
        table, problems = read_workbook(content, framework, units, period)
        scores = None
        if table is not None:
            status.update(label=t("upload.scoring"))
            try:
                scores = score(framework, table.values)
            except ScoringError as fault:
                st.error(t("upload.not_scored", reason=str(fault)))
        status.update(label=t("upload.read"), state="complete")
    st.session_state["upload_key"] = key
    st.session_state["upload_read"] = (table, problems, scores)
    st.session_state.pop("upload_kept", None)
table, problems, scores = st.session_state["upload_read"]


def sentence(problem: Problem) -> str:
    """The problem's sentence in the page's language."""
    said = dict(problem.words)
    hint = said.get("hint", "")
    said["hint"] = t("problem.hint", hint=hint) if hint else ""
    return Problem(problem.code, problem.sheet, problem.cell, problem.value, said).message(t(f"problem.{problem.code}"))


# Show: problems first, then what the workbook would say.
errors = [problem for problem in problems if problem.blocks]
if problems:
    listed = pd.DataFrame(
        {
            t("upload.severity"): [t(f"severity.{p.severity}") for p in problems],
            t("upload.sheet"): [p.sheet for p in problems],
            t("upload.cell"): [p.cell for p in problems],
            t("upload.value"): [p.value for p in problems],
            t("upload.what"): [sentence(p) for p in problems],
        }
    )
    if errors:
        st.error(
            t("upload.blocked", errors=len(errors), warnings=len(problems) - len(errors)),
            icon=":material/error:",
        )
    else:
        st.warning(t("upload.warned", warnings=len(problems)), icon=":material/warning:")
    st.dataframe(
        listed,
        hide_index=True,
        row_height=76,  # tall enough that the remedy is read without a click
        column_config={
            t("upload.severity"): st.column_config.TextColumn(width=80),
            t("upload.sheet"): st.column_config.TextColumn(width=90),
            t("upload.cell"): st.column_config.TextColumn(width=60),
            t("upload.value"): st.column_config.TextColumn(width=110),
        },
        alt=t("upload.problems_alt", count=len(problems)),
    )
    st.download_button(
        t("upload.problems_csv"), lambda: downloads.csv(listed, {}), "problems.csv", "text/csv", on_click="ignore",
        icon=":material/download:",
    )  # fmt: skip
if scores is None:
    st.stop()

st.success(
    t("upload.scored", rows=len(table.values), periods=", ".join(words.period(p) for p in scores.periods)),
    icon=":material/check_circle:",
)
shown = st.selectbox(
    t("about.period"),
    scores.periods,
    index=len(scores.periods) - 1,
    format_func=words.period,
    key="upload_shown",
)
preview = rankings.ranking(scores.of(shown), units, table.division, "dti", words.lang)
st.dataframe(
    preview[["rank", "name", "score", "coverage"]],
    hide_index=True,
    column_config={
        "rank": st.column_config.NumberColumn(t("table.rank"), format="%d", width="small"),
        "name": t("table.name"),
        "score": st.column_config.ProgressColumn(t("table.score"), format="%.4f", min_value=0, max_value=1),
        "coverage": st.column_config.NumberColumn(t("table.coverage"), format="percent", help=t("table.coverage_help")),
    },
    alt=scores_alt(preview, t("upload.preview"), words),
    placeholder="–",
)

kept = st.session_state.get("upload_kept")
if kept is None and st.button(t("upload.keep"), type="primary", icon=":material/save:"):
    draft = Draft(file.name, file.getvalue(), table, scores)
    kept = st.session_state["upload_kept"] = store.save(draft, access.viewer().owner)
    st.session_state[choose.CHOSEN] = kept[-1]
if kept:
    st.success(t("upload.kept", count=len(kept)), icon=":material/save:")
    for page, title in (("rankings", "rankings.title"), ("map", "map.title"), ("trends", "trends.title")):
        st.page_link(f"{page}.py", label=t(title), query_params={"release": kept[-1]}, icon=":material/arrow_forward:")
