"""Everything wrong with an upload: filtered list, CSV, and the workbook returned with its cells marked."""

import io
import zipfile
from pathlib import PurePath

import streamlit as st

from figures import downloads
from figures import problems as told
from figures.words import Words
from scoring import Framework, Problem
from scoring.workbooks.marks import mark

Files = list[tuple[str, bytes]]


def show(problems: list[Problem], files: Files, unit_names: dict[str, str], framework: Framework, words: Words) -> None:
    t = words.t
    cut = [problem for problem in problems if problem.code == "problems_more"]
    errors = sum(problem.blocks for problem in problems)
    warnings = len(problems) - errors - len(cut)
    if errors:
        at_least = f"{words.number(errors)}+" if cut else words.number(errors)
        st.error(t("upload.blocked", errors=at_least, warnings=words.number(warnings)), icon=":material/error:")
    elif warnings:
        st.warning(t("upload.warned", warnings=warnings), icon=":material/warning:")
    else:
        st.success(t("upload.clean"), icon=":material/check_circle:")
        return
    _returned(problems, files, framework, words)
    chosen = _filtered(problems, unit_names, words)
    if chosen:
        _table(chosen, unit_names, framework, words)
    else:
        st.info(t("upload.no_problem_chosen"))


def _filtered(problems: list[Problem], unit_names: dict[str, str], words: Words) -> list[Problem]:
    """By how grave they are, sheet and unit; where nothing is chosen, all."""
    t = words.t
    severities = list(dict.fromkeys(p.severity for p in problems))
    sheets = sorted({p.sheet for p in problems if p.sheet})
    of_units = sorted({p.unit for p in problems if p.unit}, key=lambda unit: unit_names.get(unit, unit))
    one, two, three = st.columns(3)
    severity = one.multiselect(
        t("problems.severity"), severities, format_func=lambda s: t(f"severity.{s}"), key="upload_severity",
        placeholder=t("upload.all"),
    )  # fmt: skip
    sheet = two.multiselect(t("problems.sheet_name"), sheets, key="upload_sheet", placeholder=t("upload.all"))
    unit = three.multiselect(
        t("problems.unit"), of_units, format_func=lambda u: unit_names.get(u, u), key="upload_unit",
        placeholder=t("upload.all"),
    )  # fmt: skip
    return [
        p
        for p in problems
        if (not severity or p.severity in severity) and (not sheet or p.sheet in sheet) and (not unit or p.unit in unit)
    ]


def _table(chosen: list[Problem], unit_names: dict[str, str], framework: Framework, words: Words) -> None:
    listed = told.table(chosen, unit_names, words, framework)
    headings = told.headings(list(listed.columns), words)
    # The sentence early, where a phone shows it too.
    shown = [c for c in listed.columns if c not in ("severity", "what") and (listed[c] != "").any()]
    st.dataframe(
        listed[["severity", "what", *shown]],
        hide_index=True,
        row_height=76,  # tall enough that the remedy is read without a click
        column_config={
            "severity": st.column_config.TextColumn(headings["severity"], width=80),
            "file": st.column_config.TextColumn(headings["file"], width=110),
            "sheet": st.column_config.TextColumn(headings["sheet"], width=90),
            "cell": st.column_config.TextColumn(headings["cell"], width=60),
            "unit": st.column_config.TextColumn(headings["unit"], width=110),
            "value": st.column_config.TextColumn(headings["value"], width=110),
            "what": st.column_config.TextColumn(headings["what"], width="large"),
        },
        alt=words.t("upload.problems_alt", count=len(chosen)),
    )


def _returned(problems: list[Problem], files: Files, framework: Framework, words: Words) -> None:
    """The two ways to take the problems along: marked in their own file, and as a list."""
    t = words.t
    one, two, _ = st.columns([2, 2, 3])
    several = len(files) > 1
    stem = PurePath(files[0][0]).stem
    one.download_button(
        t("upload.returned"),
        lambda: _marked(problems, files, framework, words),
        f"{stem}-{t('upload.returned_name')}.{'zip' if several else 'xlsx'}",
        on_click="ignore",
        type="primary",
        icon=":material/assignment_return:",
        help=t("upload.returned_help"),
        width="stretch",
    )
    two.download_button(
        t("upload.problems_csv"),
        lambda: _listed(problems, framework, words),
        f"{stem}-{t('upload.returned_name')}.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/download:",
        width="stretch",
    )


def _listed(problems: list[Problem], framework: Framework, words: Words) -> bytes:
    """Every problem as CSV."""
    table = told.table(problems, {}, words, framework).drop(columns="unit")
    return downloads.csv(table.rename(columns=told.headings(list(table.columns), words)), {})


def _marked(problems: list[Problem], files: Files, framework: Framework, words: Words) -> bytes:
    """The marked workbook; of several files an archive with each that has problems."""
    t = words.t
    found: list[tuple[str, bytes]] = []
    for name, content in files:
        own = [p for p in problems if len(files) == 1 or p.file == name]
        if not own:
            continue
        marked = mark(
            content,
            own,
            told.sentences(own, words, framework),
            told.list_titles(words),
            list(told.headings(["severity", "sheet", "cell", "what"], words).values()),
            {severity: t(f"severity.{severity}") for severity in ("error", "warning")},
        )
        if marked is None:  # a file that cannot be opened is returned as the list alone
            listed = told.table(own, {}, words, framework)
            marked = downloads.xlsx(listed, {}, t("problems.sheet"), t("about.title"))
        found.append((f"{PurePath(name).stem}.xlsx", marked))
    if len(files) == 1:
        return found[0][1]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, content) in enumerate(found, 1):
            archive.writestr(name if [n for n, _ in found].count(name) == 1 else f"{number}-{name}", content)
    return buffer.getvalue()


def of_book(problems: list[Problem], words: Words, framework: Framework | None = None) -> None:
    """The problems of a workbook that holds no figures: how many, and a row for each."""
    if not problems:
        return
    errors = sum(problem.blocks for problem in problems)
    if errors:
        st.error(words.t("upload.blocked", errors=errors, warnings=len(problems) - errors), icon=":material/error:")
    listed = told.table(problems, {}, words, framework)[["severity", "what", "sheet", "cell", "value"]]
    st.dataframe(
        listed.rename(columns=told.headings(list(listed.columns), words)), hide_index=True, row_height=76,
        alt=words.t("upload.problems_alt", count=len(problems)),
    )  # fmt: skip
