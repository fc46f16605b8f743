"""TOML written: the standard library only reads it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def write(document: Mapping[str, Any]) -> str:
    """The text of a TOML file: plain values first, then tables, then lists of tables, each in the given order.

    `tomllib.loads(write(document))` equals `document`.
    """
    plain = {key: found for key, found in document.items() if not _is_table(found) and not _is_tables(found)}
    lines = [f"{key_text(key)} = {value_text(found)}" for key, found in plain.items()]
    for key, found in document.items():
        if _is_table(found):
            lines += ["", f"[{key_text(key)}]", *_entries(found)]
    for key, found in document.items():
        if _is_tables(found):
            for table in found:
                lines += ["", f"[[{key_text(key)}]]", *_entries(table)]
    return "\n".join(lines) + "\n"


def _is_table(found: Any) -> bool:
    return isinstance(found, Mapping)


def _is_tables(found: Any) -> bool:
    return isinstance(found, list) and bool(found) and all(isinstance(part, Mapping) for part in found)


def _entries(table: Mapping[str, Any]) -> list[str]:
    return [f"{key_text(key)} = {value_text(found)}" for key, found in table.items()]


def value_text(found: Any) -> str:
    """A value on one line: `"text"`, `0.5`, `[1, 2]`, `{ a = 1 }`."""
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, str):
        return '"' + "".join(_escaped(letter) for letter in found) + '"'
    if isinstance(found, (int, float)):
        return repr(found)
    if isinstance(found, (date, datetime, time)):
        return found.isoformat()
    if isinstance(found, Mapping):
        return "{ " + ", ".join(_entries(found)) + " }" if found else "{}"
    return "[" + ", ".join(map(value_text, found)) + "]"


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    return f"\\u{ord(letter):04x}" if ord(letter) < 32 or ord(letter) == 127 else letter


def key_text(*path: str) -> str:
    """A key, or a dotted path of keys, quoted where it must be: `means."1.1"`."""
    return ".".join(key if _BARE.fullmatch(key) else value_text(key) for key in path)


def read_key(text: str) -> tuple[str, ...] | None:
    """The path that a dotted key names; None where it is no key."""
    if "=" in text or "\n" in text:
        return None
    try:
        found: Any = tomllib.loads(f"{text} = 0")
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    path = []
    while isinstance(found, dict) and len(found) == 1:
        ((key, found),) = found.items()
        path.append(key)
    return tuple(path) if found == 0 else None


def read_value(text: str) -> Any:
    """The TOML value that a text writes; the text itself where it writes none."""
    try:
        found = tomllib.loads(f"v = {text}")
    except (tomllib.TOMLDecodeError, RecursionError):
        return text
    return found["v"] if found.keys() == {"v"} else text


def leaves(table: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """(path, value) of everything in a table that is itself no table; an empty table counts as a value."""
    for key, found in table.items():
        if isinstance(found, Mapping) and found:
            yield from leaves(found, (*above, key))
        else:
            yield (*above, key), found
