"""The settings of a treatment, checked once: its kind, and every parameter by name and form."""

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any

Form = tuple[str, Callable[[Any], bool]]


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)


def one_of(*words: str) -> Form:
    return f"one of {', '.join(words)}", lambda value: value in words


NUMBER: Form = ("a number", _is_number)
POSITIVE: Form = ("a number above 0", lambda value: _is_number(value) and value > 0)
COUNT: Form = ("a whole number of 0 or more", lambda value: _is_number(value) and value == int(value) >= 0)
SHARE: Form = ("a number from 0 to 1", lambda value: _is_number(value) and 0 <= value <= 1)
FLAG: Form = ("true or false", lambda value: isinstance(value, bool))
TEXT: Form = ("a text", lambda value: isinstance(value, str) and value.strip() != "")
TEXTS: Form = ("a list of texts", lambda value: isinstance(value, (list, tuple)) and all(map(TEXT[1], value)))
RISING: Form = ("two numbers that rise", lambda value: _is_pair(value) and value[0] < value[1])


def _is_pair(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and len(value) == 2 and all(map(_is_number, value))


def faults(
    given: Mapping[str, Any], family: str, kinds: Mapping[str, Mapping[str, Any]], forms: Mapping[str, Form]
) -> list[str]:
    """Sentences naming what is wrong with `given`, a kind of the `family` and its parameters; empty where nothing is.

    `kinds` holds for each kind its parameters with their defaults, None where one must be given; `forms` says what a
    parameter looks like. Every form that no kind names is common to all kinds and may be left out.
    """
    kind = given.get("kind")
    if not isinstance(kind, str) or kind not in kinds:
        return [f"the {family} {kind!r} is not known. Known are: {', '.join(kinds)}."]
    takes = kinds[kind]
    common = set(forms) - {name for parameters in kinds.values() for name in parameters}
    found = [
        f"the {family} '{kind}' takes no '{name}'."
        for name in sorted(given)
        if name != "kind" and name not in takes and name not in common
    ]
    for name, (looks, fits) in forms.items():
        if name in given and (name in takes or name in common) and not fits(given[name]):
            found.append(f"'{name}' of the {family} '{kind}' is {given[name]!r}; it must be {looks}.")
        elif name not in given and name in takes and takes[name] is None:
            found.append(f"the {family} '{kind}' needs '{name}', {looks}.")
    return found
