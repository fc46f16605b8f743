"""What is chosen of a chart: template, what it draws, its size and look; then the words on it."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from figures.press import choices as limits
from figures.press.choices import Choices
from figures.press.drawn import Drawn
from figures.press.looks import LOOKS
from figures.press.shape import Template
from figures.press.sizes import BOUNDS, PAPER, SCREEN, SIZES, Size, own
from figures.press.templates.ends import FEWEST, MOST
from figures.words import LANGUAGES, NAMES, Words, sort_key
from pages.parts import choose
from pages.parts.address import remembered
from scoring import Framework, Scores
from store import Release, load_units

OWN = "own"


def template(possible: list[str], words: Words) -> str:
    remembered("press_template", possible[0], possible, name="template")
    return st.selectbox(
        words.t("press.template"), possible, format_func=lambda n: words.t(f"press.template_{n}"), key="press_template"
    )


def drawn(of: Template, release: Release, scores: Scores, words: Words) -> Choices:
    """What the template draws: node, highlighted units, how many of which end, which promise."""
    t, framework = words.t, scores.framework
    node = choose.node(scores, words, key="press_node") if "node" in of.takes else framework.headline.code
    n, ends = 10, "top"
    if "ends" in of.takes:
        remembered("press_ends", "top", ("top", "bottom", "both"), name="ends")
        ends = st.segmented_control(
            t("press.ends"), ("top", "bottom", "both"), format_func=lambda end: t(f"press.end_{end}"),
            key="press_ends", required=True,
        )  # fmt: skip
        remembered("press_n", 10, range(FEWEST, MOST + 1), name="n")
        n = int(st.number_input(t("press.n"), FEWEST, MOST, key="press_n"))
    units = _units(release, words) if "units" in of.takes else ()
    promise = _promise(framework, words) if "promise" in of.takes else ""
    return Choices(node=node, units=units, n=n, ends=ends, promise=promise)


def _units(release: Release, words: Words) -> tuple[str, ...]:
    names = load_units(release).names(release.block, release.division, words.lang)
    codes = sorted(names.index, key=lambda code: sort_key(names[code]))
    remembered("press_units", [], codes, name="units")
    return tuple(
        st.multiselect(
            words.t("press.units"), codes, format_func=names.get, key="press_units", placeholder="",
            max_selections=limits.MOST_UNITS, help=words.t("press.units_help", most=limits.MOST_UNITS),
        )
    )  # fmt: skip


def _promise(framework: Framework, words: Words) -> str:
    names = {node.code: node.names[words.lang] for node in framework.promised}
    remembered("press_promise", None, list(names), name="promise")
    return (
        st.selectbox(
            words.t("programme.promise"), list(names), index=None, format_func=names.get, key="press_promise",
            placeholder=words.t("press.promise_first"),
        )
        or ""
    )  # fmt: skip


def size(words: Words) -> Size:
    """One of the sizes, or an own one within its bounds."""
    t = words.t
    names = [*SIZES, OWN]
    remembered("press_size", "16-9", names, name="size")
    name = st.selectbox(t("press.size"), names, format_func=lambda n: said(n, words), key="press_size")
    if name != OWN:
        return SIZES[name]
    one, two, three = st.columns(3, vertical_alignment="bottom")
    remembered("press_unit", SCREEN, (SCREEN, PAPER), name="unit_of_size")
    unit = three.segmented_control(
        t("press.unit_of_size"), (SCREEN, PAPER), key="press_unit", required=True,
        format_func=lambda each: t(f"press.in_{each}"),
    )  # fmt: skip
    least, most = BOUNDS[unit]
    wide = one.number_input(t("press.wide"), least, most, 1200 if unit == SCREEN else 90, key=f"press_wide_{unit}")
    high = two.number_input(t("press.high"), least, most, 675 if unit == SCREEN else 120, key=f"press_high_{unit}")
    return own(float(wide), float(high), unit)


def said(name: str, words: Words) -> str:
    """A size as it is chosen: its use with its sides."""
    if name == OWN:
        return words.t("press.size_own")
    each = SIZES[name]
    if name.startswith("columns"):
        n = int(name.partition("-")[2])
        return words.t("press.size_columns", n=n, wide=words.number(each.width))
    sides = f"{each.width:g} × {each.height:g} {each.unit}"
    key = name.replace("-", "_")
    return f"{words.t(f'press.size_{key}')} · {sides}"


def look(words: Words) -> str:
    remembered("press_look", "light", list(LOOKS), name="look")
    return st.segmented_control(
        words.t("press.look"), list(LOOKS), format_func=lambda n: words.t(f"press.look_{n}"), key="press_look",
        required=True,
    )  # fmt: skip


def language(words: Words) -> str:
    """Of the chart; the page's own unless another is chosen."""
    remembered("press_lang", words.lang, LANGUAGES, name="chart_lang")
    return st.segmented_control(
        words.t("press.language"), LANGUAGES, format_func=NAMES.get, key="press_lang", required=True
    )


def texts(chosen: Choices, plain: Drawn, release: Release, words: Words) -> Choices:
    """The words on the chart: those of the template stand in the fields' background until others are written."""
    t = words.t
    names = load_units(release).names(release.block, release.division, words.lang)

    def field(name: str, written: str) -> str:
        return st.text_input(
            t(f"press.field_{name}"), key=f"press_{name}", max_chars=limits.LIMITS[name], placeholder=written
        ).strip()  # fmt: skip

    with st.expander(t("press.words"), icon=":material/edit:"):
        st.caption(t("press.words_help"))
        title, subtitle = field("title", plain.texts.title), field("subtitle", plain.texts.subtitle)
        note = st.text_area(t("press.field_note"), key="press_note", max_chars=limits.LIMITS["note"], height=80).strip()
        remarks = {
            unit: st.text_input(
                t("press.field_remark", name=names[unit]), key=f"press_remark_{unit}",
                max_chars=limits.LIMITS["remark"],
            ).strip()
            for unit in chosen.units[: limits.MOST_REMARKS]
        }  # fmt: skip
    remarks = {unit: text for unit, text in remarks.items() if text}
    return replace(chosen, title=title, subtitle=subtitle, note=note, remarks=remarks)


def faulty(chosen: Choices, allowed: Sequence[str], table: pd.DataFrame, words: Words) -> bool:
    """Whether the words break a limit; each fault is said."""
    found = limits.faults(chosen, allowed, table)
    for fault in found:
        name = words.t(f"press.field_{fault.field}", name="").strip(" :")
        st.error(words.t(f"press.fault_{fault.kind}", field=name, told=fault.told), icon=":material/block:")
    return bool(found)
