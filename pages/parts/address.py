"""Choices kept in the address, so that a copied link restores the exact view; kept across pages as well.

    node = remembered("node", "dti", levels)          # before the widget, which takes its value from its key
    node = st.selectbox(t("rankings.level"), levels, key="node")

Streamlit's own binding leaves a value out of the address when it is the default; a link to today's default would show
another view tomorrow.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple, NoReturn

import streamlit as st

from figures.address import public_url

# Where the visit keeps the release chosen last.
CHOSEN = "chosen_release"
# What the run of a page has yet to write into the address: name → one text a value; None outside of `in_one`.
_waiting: ContextVar[dict[str, list[str]] | None] = ContextVar("waiting", default=None)


@contextmanager
def in_one() -> Iterator[None]:
    """What the run of a page inside chooses is told to the browser at its end, in one message instead of one a choice.

    A run that begins anew or fails has told nothing; the next one does.
    """
    waiting: dict[str, list[str]] = {}
    before = _waiting.set(waiting)
    try:
        yield
        _write(waiting)
    finally:
        _waiting.reset(before)


def stop() -> NoReturn:
    """End a page here, its choices in the address as at its end; after `st.stop` nothing can be told any more."""
    _write(_waiting.get() or {})
    st.stop()


def remembered(key: str, default: Any, options: Collection[Any] | None = None, name: str | None = None) -> Any:
    """The choice of the widget with this `key`, set into its state before it is made and written into the address.

    The address wins where a link has changed it, then what the reader chose, then what they had chosen on another
    page under the same `name` in the address (the key without one). What is not among `options` counts as not chosen.
    A list as `default` stands for several choices, True or False for a switch, a number for a slider, None for none.
    """
    name = name or key
    said, kept = st.query_params.get_all(name), _kept()
    before = kept.get(name, _Kept(default))
    chosen = st.session_state.get(key, before.choice)
    if said and said != before.written:
        chosen = _read(said, default, options)
    if not _fits(chosen, default, options):
        chosen = _narrowed(chosen, default, options)
    st.session_state[key] = chosen
    kept[name] = _Kept(list(chosen) if isinstance(chosen, list) else chosen, before.written)
    asked, waiting = {name: _text(chosen)}, _waiting.get()
    if waiting is None:
        _write(asked)
    else:
        waiting |= asked
    return chosen


def query(**choices: Any) -> dict[str, str | list[str]]:
    """What a link to a page carries: the language if chosen, the release in view and `choices`; None is left out.

    For `st.page_link(…, query_params=query(unit="48"))` and `st.switch_page`.
    """
    given: Mapping[str, Any] = {
        "lang": st.query_params.get("lang"),
        "release": st.query_params.get("release") or st.session_state.get(CHOSEN),
        **choices,
    }
    told = {name: _text(value) for name, value in given.items()}
    return {name: text if isinstance(given[name], list | tuple) else text[0] for name, text in told.items() if text}


def base() -> str:
    """Under which this installation is reached: all before a page's name; `./` where there is no browser."""
    url = st.context.url
    return url.partition("?")[0].rpartition("/")[0] + "/" if isinstance(url, str) and "/" in url else "./"


def here() -> str:
    """The address of this installation, as the operator says it, else as the reader reached it; no slash at its end."""
    return public_url() or base().rstrip("/")


def last(name: str) -> Any:
    """What the address says under a name, else what was chosen last under it, on whatever page; None without."""
    return st.query_params.get(name) or _kept().get(name, _Kept(None)).choice


class _Kept(NamedTuple):
    """What was chosen under a name, and how the address says it."""

    choice: Any
    written: list[str] | None = None


def _kept() -> dict[str, _Kept]:
    """By name. In one entry of the visit's state: Streamlit goes through all of them for every field of a page."""
    found: dict[str, _Kept] = st.session_state.setdefault("address", {})
    return found


def _write(asked: Mapping[str, list[str]]) -> None:
    """Into the address, where it says something else."""
    kept = _kept()
    kept |= {name: _Kept(kept[name].choice, text) for name, text in asked.items()}
    changed = {name: text for name, text in asked.items() if text != st.query_params.get_all(name)}
    if told := {name: text for name, text in changed.items() if text}:
        st.query_params.update(told)
    for name in changed.keys() - told:
        del st.query_params[name]


def _text(choice: Any) -> list[str]:
    """A choice as the address writes it, one text a value."""
    if choice is None or choice == "":
        return []
    if isinstance(choice, list | tuple):
        return [str(value) for value in choice]
    if isinstance(choice, bool):
        return ["1" if choice else "0"]
    return [str(choice)]


def _read(said: list[str], default: Any, options: Collection[Any] | None) -> Any:
    """The values that the address says; what it says wrongly is left out or becomes the default."""
    if isinstance(default, list | tuple):
        kind = type(default[0]) if default else str
        found = [_value(text, kind, options) for text in said]
        kept = [value for value in found if value is not None]
        # Only the two ends of a range may be the same.
        return tuple(kept) if isinstance(default, tuple) else list(dict.fromkeys(kept))
    value = _value(said[-1], type(default) if default is not None else str, options)
    return default if value is None else value


def _value(text: str, kind: type, options: Collection[Any] | None) -> Any:
    if options is not None:
        return next((option for option in options if str(option) == text), None)
    if kind is bool:
        return text == "1"
    try:
        return kind(text)
    except ValueError:
        return None


def _fits(chosen: Any, default: Any, options: Collection[Any] | None) -> bool:
    if isinstance(default, list | tuple):
        return isinstance(chosen, list | tuple) and (options is None or all(value in options for value in chosen))
    return options is None or chosen in options or (chosen is None and default is None)


def _narrowed(chosen: Any, default: Any, options: Collection[Any] | None) -> Any:
    """What is still on offer of several choices; the default where nothing is."""
    if isinstance(default, list | tuple) and isinstance(chosen, Iterable) and options is not None:
        still = [value for value in chosen if value in options]
        return (tuple(still) if isinstance(default, tuple) else still) or default
    return default
