"""What the entries of a file look like: each key by its form, every fault with its place."""

from collections.abc import Iterable, Mapping
from typing import Any

from scoring.engine.settings import Form
from scoring.frameworks import LANGUAGES


def is_whole(value: Any, most: float = float("inf")) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


def is_list_of(kind: type, value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, kind) for item in value)


def is_names(value: Any) -> bool:
    return isinstance(value, dict) and not names_faults(value, "")


STRING: Form = ("a text", lambda value: isinstance(value, str))
STRINGS: Form = ("a list of texts", lambda value: is_list_of(str, value))
TABLE: Form = ("a table", lambda value: isinstance(value, dict))
TABLES: Form = ("a list of tables", lambda value: is_list_of(dict, value))
NAMES: Form = ("a table of names in vi, en and es", is_names)
DECIMALS: Form = ("a whole number from 0 to 15", lambda value: is_whole(value, 15))
POINTS: Form = ("a number of 0 or more", lambda value: is_points(value))


def is_points(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < float("inf")


def names_faults(names: Any, place: str) -> list[str]:
    """The languages in which an entry has no name."""
    if not isinstance(names, dict):
        return [f"{place} is missing its names."]
    lacking = [lang for lang in LANGUAGES if not isinstance(names.get(lang), str) or not names[lang].strip()]
    return [f"{place} has no name in '{lang}'." for lang in lacking]


def form_faults(
    entry: Mapping[str, Any], forms: Mapping[str, Form], place: str, needed: Iterable[str] = ()
) -> list[str]:
    """Sentences naming the keys of an entry that are not known, do not have their form, or are missing.

    `place` begins each sentence; empty for the file itself.
    """
    at = f"{place}: " if place else ""
    found = [f"{at}'{key}' is not known." for key in sorted(set(entry) - set(forms))]
    for key, (looks, fits) in forms.items():
        if key in entry and not fits(entry[key]):
            found.append(f"{at}'{key}' is {entry[key]!r}; it must be {looks}.")
        elif key not in entry and key in needed:
            found.append(f"{at}'{key}' is missing; it must be {looks}.")
    return found
