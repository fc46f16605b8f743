"""Upload: files → every problem at once, their quality, a preview and a dry run → kept as a draft → sent for review."""

from functools import partial

import streamlit as st

import store
from pages.parts import access, address, preview, work
from pages.parts.address import remembered
from pages.parts.language import words as page_words
from pages.parts.upload import changes, edition, keeping, mine, prepare, problems, quality, register
from pages.parts.upload.keeping import KEPT
from scoring.intake import STEPS, Intake, examine
from scoring.periods import parse_period
from store import load_units
from store.releases import Release
from store.saving import Draft
from store.viewers import has

LIMIT_MB = 50
TYPES = ["xlsx", "xls", "xlsb", "ods", "csv"]
WORK, FILES = "upload_work", "upload_files"
words = page_words()
t = words.t
units = load_units()
frameworks = access.frameworks()


def put_aside() -> None:
    """Forget the last upload, and what was answered about its numbers."""
    for key in (WORK, FILES, KEPT, "upload_ids", "upload_key", "upload_ambiguous", "upload_decimal"):
        st.session_state.pop(key, None)


st.title(t("upload.title"))
st.write(t("upload.intro"))
viewer = access.viewer()
if viewer.owner is None and not viewer.signed_in:
    st.error(t("upload.no_cookie"), icon=":material/cookie_off:")
    address.stop()
seen = access.whole()

MODES = ["figures", "edition", *(["units"] if has(viewer, "analyst") else []), "mine"]
remembered("upload_mode", "figures", MODES, name="do")
mode = st.segmented_control(
    t("upload.mode"),
    MODES,
    format_func=lambda m: t(f"upload.mode_{m}"),
    key="upload_mode",
    required=True,
    label_visibility="collapsed",
)
if mode == "mine":
    mine.show(seen, words)
    address.stop()
if mode == "units":
    register.show(words)
    address.stop()

# Select: framework, files, and what only the analyst knows: the period, the decimal mark.
order = {"official": 0, "illustrative": 1, "published": 2, "programme": 3}
ids = sorted(frameworks, key=lambda i: (order[frameworks[i].kind], i))
if st.session_state.get("upload_framework") not in ids:
    st.session_state["upload_framework"] = st.session_state.get("upload_last_framework", ids[0])
chosen = st.selectbox(
    t("about.framework"),
    ids,
    format_func=lambda i: f"{frameworks[i].names[words.lang]} — {t('kind.' + frameworks[i].kind)}",
    key="upload_framework",
)
st.session_state["upload_last_framework"] = chosen
framework = frameworks[chosen]
if framework.illustrative:
    st.warning(t("stamp.illustrative"), icon=":material/science:")
if mode == "edition":
    edition.show(framework, frameworks, words)
    address.stop()
prepare.show(framework, units, words)
# A reader who comes back from another page finds an empty uploader, and one who took the files out leaves one.
came_back = "upload_file" not in st.session_state
uploaded = st.file_uploader(
    t("upload.file"), type=TYPES, max_upload_size=LIMIT_MB, accept_multiple_files=True, key="upload_file"
)
if not uploaded and not came_back and st.session_state.get("upload_held"):
    put_aside()
st.session_state["upload_held"] = bool(uploaded)
written = st.text_input(t("upload.period"), placeholder="2023-06", help=t("upload.period_help"), key="upload_period")
period = parse_period(written) if written else None
if written and period is None:
    st.error(t("upload.period_wrong", text=written))
    address.stop()
decimal = None
if st.session_state.get("upload_ambiguous"):
    marks = {"ask": None, "comma": ",", "point": "."}
    asked = st.radio(
        t("upload.decimal"), list(marks), format_func=lambda mark: t(f"upload.decimal_{mark}"),
        help=t("upload.decimal_help"), key="upload_decimal", horizontal=True,
    )  # fmt: skip
    decimal = marks[asked or "ask"]

# Compute, once for a choice of files: in a thread, so that the reader may turn elsewhere and come back.
held = tuple(file.file_id for file in uploaded)
if held and held != st.session_state.get("upload_ids"):
    st.session_state["upload_ids"] = held
    st.session_state[FILES] = [(file.name, file.getvalue()) for file in uploaded]
files = st.session_state.get(FILES)
if not files:
    st.caption(t("upload.empty"))
    address.stop()
if not uploaded:
    st.info(t("upload.again", names=", ".join(name for name, _ in files)), icon=":material/history:")
    st.button(t("upload.forget"), icon=":material/close:", on_click=put_aside)


def scores_of(find, division: str, period_read: str):  # type: ignore[no-untyped-def]
    """Scores of the release that `find` names among those this viewer may see."""
    found: Release | None = find(seen, framework.id, division, period_read)
    if found is None:
        return None
    scores = store.read(found, viewer).scores
    return scores if scores.framework.text == framework.text else None


key = (st.session_state["upload_ids"], chosen, period, decimal)
if st.session_state.get("upload_key") != key:
    st.session_state["upload_key"] = key
    st.session_state.pop(KEPT, None)
    call = partial(
        examine, files, framework, units, period, decimal, last=partial(scores_of, store.before),
        in_force=partial(scores_of, store.in_force),
    )  # fmt: skip
    st.session_state[WORK] = work.begin(lambda report: call(report=report), STEPS)
work.show(st.session_state[WORK], words)
intake: Intake = st.session_state[WORK].result()
reading, table = intake.reading, intake.reading.table
ambiguous = any(problem.code == "number_ambiguous" for problem in reading.problems)
if ambiguous and not st.session_state.get("upload_ambiguous"):
    st.session_state["upload_ambiguous"] = True
    st.rerun()

# Show: problems, quality, what the upload would say, what it would change.
division = table.division if table is not None else ""
unit_names = units.names(framework.block, division, words.lang).to_dict()
if intake.scores is not None:
    said = ", ".join(words.period(p) for p in intake.scores.periods)
    st.success(t("upload.scored", rows=len(table.values), periods=said), icon=":material/check_circle:")
elif intake.refusal:
    st.error(t("upload.not_scored", reason=intake.refusal), icon=":material/error:")
titles = [t("upload.tab_problems", n=len(reading.problems))]
titles += [t("upload.tab_quality")] if intake.quality is not None else []
titles += [t("upload.preview"), t("upload.tab_changes")] if intake.scores is not None else []
tabs = st.tabs(titles)
with tabs[0]:
    problems.show(reading.problems, files, unit_names, framework, words)
if intake.quality is not None:
    with tabs[1]:
        quality.show(intake.quality, table, framework, unit_names, words)
if intake.scores is None:
    address.stop()

scores = intake.scores
shown = st.session_state.get("upload_shown")
if shown not in scores.periods:
    st.session_state["upload_shown"] = shown = scores.periods[-1]
with tabs[2]:
    if len(scores.periods) > 1:
        shown = st.selectbox(t("about.period"), scores.periods, format_func=words.period, key="upload_shown")
    preview.show(scores.of(shown), table.division, units, words)
with tabs[3]:
    if shown in intake.changes:
        against = store.in_force(seen, framework.id, table.division, shown)
        changes.show(intake.changes[shown], against, framework, unit_names, words)
    else:
        st.info(t("dryrun.none"))

keeping.show(intake, Draft(tuple(files), table, scores, tuple(reading.problems), period, decimal), seen, words)
