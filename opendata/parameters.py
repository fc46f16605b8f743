"""What may stand in an address: every parameter with its form, checked at the door, all faults at once."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from figures.words import LANGUAGES
from opendata.faults import Fault
from store import load_units

PER_PAGE, MOST_PER_PAGE, MOST_PAGES = 100, 500, 100_000
_SEVERAL = 100


def _blocks() -> list[str]:
    return list(load_units().blocks.index)


def divisions() -> list[str]:
    """Every division of a block."""
    units = load_units()
    found = [division for block in units.blocks.index for division in units.divisions(block) if division]
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class Parameter:
    """A parameter of the address: one of `choices`, a text of the form `pattern`, or a whole number `low`..`high`.

    several: values separated by commas are read as any of them.
    """

    name: str
    pattern: str = ""
    choices: Callable[[], Sequence[str]] | None = None
    low: int = 0
    high: int = 0
    several: bool = False
    standard: str | int | None = None

    def read(self, text: str) -> Any:
        """The value; raises Unfit."""
        if self.choices is not None:
            known = self.choices()
            if text not in known:
                near = difflib.get_close_matches(text, known, 1)
                raise Unfit("choice", value=text[:80], known=", ".join(known), near=near[0] if near else known[0])
            return text
        if self.high:
            if not re.fullmatch(r"[0-9]{1,9}", text) or not self.low <= int(text) <= self.high:
                raise Unfit("whole", value=text[:80], low=self.low, high=self.high)
            return int(text)
        parts = text.split(",") if self.several else [text]
        if len(parts) > _SEVERAL or not all(re.fullmatch(self.pattern, part) for part in parts):
            raise Unfit("form", value=text[:80], pattern=self.pattern)
        return tuple(parts) if self.several else text

    def schema(self) -> dict[str, Any]:
        """As JSON Schema says it."""
        if self.choices is not None:
            told: dict[str, Any] = {"type": "string", "enum": list(self.choices())}
        elif self.high:
            told = {"type": "integer", "minimum": self.low, "maximum": self.high}
        else:
            pattern = f"({self.pattern})(,({self.pattern})){{0,{_SEVERAL - 1}}}" if self.several else self.pattern
            told = {"type": "string", "pattern": f"^{pattern}$"}
        return told if self.standard is None else {**told, "default": self.standard}


class Unfit(ValueError):
    """A value that a parameter cannot have."""

    def __init__(self, code: str, **said: object):
        super().__init__(code)
        self.code, self.said = code, said


_CODE, _ANY = r"[A-Za-z0-9_.-]{1,80}", r"[^,\u0000-\u001f]{1,80}"
LANG = Parameter("lang", choices=lambda: LANGUAGES, standard=LANGUAGES[0])
VERSION = Parameter("v", pattern=r"[0-9a-f]{32}")
BLOCK = Parameter("block", choices=_blocks)
DIVISION = Parameter("division", choices=divisions)
PERIOD = Parameter("period", pattern=r"[0-9]{4}(-(0[1-9]|1[0-2]|H[12]))?")
FRAMEWORK = Parameter("framework", pattern=_CODE)
RELEASE = Parameter("release", pattern=_CODE)
ORIGIN = Parameter("origin", choices=lambda: ("published", "own", "demonstration"))
STATE = Parameter("state", choices=lambda: ("published", "superseded", "all"), standard="published")
UNIT = Parameter("unit", pattern=r"[A-Za-z0-9_.-]{1,20}", several=True)
NODE = Parameter("node", pattern=_ANY, several=True)
INDICATOR = Parameter("indicator", pattern=_ANY, several=True)
CODE = Parameter("code", pattern="[0-9A-Za-z \u00a0\u2013-]{1,40}")  # of a picture, however it is typed
PROMISE = Parameter("promise", pattern=_ANY)
ENDS = Parameter("ends", choices=lambda: ("top", "bottom", "both"), standard="top")
PAGE = Parameter("page", low=1, high=MOST_PAGES, standard=1)
PER = Parameter("per_page", low=1, high=MOST_PER_PAGE, standard=PER_PAGE)


def read(given: Iterable[tuple[str, str]], known: Sequence[Parameter]) -> Mapping[str, Any]:
    """Name → value of all that was given; raises a Fault that names everything unfit, with its remedy."""
    by_name = {parameter.name: parameter for parameter in known}
    values: dict[str, Any] = {}
    faults: list[tuple[str, str, Mapping[str, object]]] = []
    for name, text in given:
        if name not in by_name:
            near = difflib.get_close_matches(name, by_name, 1)
            names = ", ".join(by_name)
            faults.append((name[:80], "unknown", {"known": names, "near": near[0] if near else names}))
        elif name in values:
            faults.append((name, "twice", {}))
        else:
            try:
                values[name] = by_name[name].read(text)
            except Unfit as unfit:
                values[name] = None
                faults.append((name, unfit.code, unfit.said))
    if faults:
        raise Fault(400, "parameters", parameters=faults)
    return {**{p.name: p.standard for p in known if p.standard is not None}, **values}
