"""Blocks, units and mergers by workbook: taken home, checked, shown against what is in use, sent for review."""

import streamlit as st

from figures import register as told
from figures.words import Words
from pages.parts import acts, changes_of_units
from pages.parts.upload.problems import of_book
from scoring import Units
from scoring.register import read_units_workbook, units_workbook
from store import registers

_FILE = "register_file"


def show(words: Words) -> None:
    t, present = words.t, registers.to_be_changed()
    st.write(t("ground.text"))
    acts.told()
    st.download_button(
        t("ground.download"), lambda: units_workbook(present, words.lang), f"units-{words.lang}.xlsx",
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip
    file = st.file_uploader(t("ground.file"), type=["xlsx", "xls", "xlsb", "ods"], key=_FILE)
    if file is not None:
        found, problems = read_units_workbook(file.getvalue(), present)
        of_book(problems, words)
        if found is not None:
            _changes(present, found, file.name, words)
    changes_of_units.show(words)


def _changes(present: Units, found: Units, name: str, words: Words) -> None:
    t, listed = words.t, told.changes(present, found, words)
    if listed.empty:
        st.info(t("ground.same"))
        return
    st.header(t("ground.changes"))
    changes_of_units.table(present, found, words)
    st.button(
        t("ground.send"), type="primary", icon=":material/send:", key="register_send", on_click=acts.begin,
        args=("ground.sent", registers.propose, name, found),
    )  # fmt: skip
