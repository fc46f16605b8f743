"""Every fault of what a programme promises of an indicator (`promise` of a node)."""

from collections.abc import Mapping
from typing import Any

from scoring.engine.settings import NUMBER, POSITIVE, Form
from scoring.forms import NAMES, STRING, form_faults
from scoring.periods import parse_period

_PERIOD: Form = (
    'a period such as "2023", "2023-H1" or "2023-06"',
    lambda value: isinstance(value, str) and parse_period(value) == value,
)
_GROWTH: Form = (
    "two monthly rates above 0 such as [0.03, 0.05], the lower one first",
    lambda value: (
        isinstance(value, list) and len(value) == 2 and all(map(POSITIVE[1], value)) and value[0] <= value[1] < 1
    ),
)
_PROMISE: dict[str, Form] = {
    "deadline": _PERIOD,
    "baseline": NUMBER,
    "since": _PERIOD,
    "growth": _GROWTH,
    "owner": NAMES,
    "source": STRING,
}


def promise_faults(node: Mapping[str, Any], place: str) -> list[str]:
    """Sentences naming what is wrong with the promise of a node."""
    promise = node["promise"]
    faults = form_faults(promise, _PROMISE, f"{place}, promise")
    if "rule" not in node or len(node.get("inputs", [])) > 1:
        faults.append(f"{place}: only an indicator with one figure can carry a promise.")
    if ("baseline" in promise) != ("since" in promise):
        faults.append(f"{place}, promise: 'baseline' and 'since' belong together.")
    return faults
