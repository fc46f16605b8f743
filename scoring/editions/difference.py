"""What changed from one edition of the index to another: new, dropped, changed, renumbered."""

import difflib
import tomllib
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from scoring.editions.words import dotted
from scoring.frameworks import Composite, Framework, Node
from scoring.text import fold
from scoring.toml_text import leaves

COLUMNS = ("change", "old", "new", "what", "before", "after")
_NAMING = ("id", "names", "notes", "sources", "nodes", "composites")
_TOLD = ("code", "parent", "names", "points", "missing", "low", "high", "inputs", "spellings")
_ALIKE = 0.75  # share of letters in common from which two names count as one, reworded
Part = Node | Composite


def difference(old: Framework, new: Framework, lang: str = "vi") -> pd.DataFrame:
    """One row a change, in the order of the new edition, what was dropped at the end.

    change: "new", "dropped", "renumbered" (one thing under another code) or "changed"; old, new: its codes, empty where
    it is not in that edition, and both empty for the edition's own settings; what: what changed ("points", "rule",
    "names", …, a setting); before, after: texts, names in `lang`, empty for none.
    A node that was split or joined with another is dropped and its parts are new: nothing is guessed.
    """
    same = correspondence(old, new)
    back = {after: before for before, after in same.items()}
    entries = [_entries(framework) for framework in (old, new)]
    rows = [("changed", "", "", *found) for found in _settings(old, new)]
    for code in new.codes:
        if code not in back:
            rows.append(("new", "", code, "", "", new.name(code, lang)))
            continue
        before = back[code]
        if before != code:
            rows.append(("renumbered", before, code, "code", before, code))
        found = _changes((old.by_code[before], entries[0][before]), (new.by_code[code], entries[1][code]), same, lang)
        rows += [("changed", before, code, *change) for change in found]
    rows += [("dropped", code, "", "", old.name(code, lang), "") for code in old.codes if code not in same]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _entries(framework: Framework) -> dict[str, Mapping[str, Any]]:
    """Code → its entry in the framework's file, with whatever keys it has."""
    raw = tomllib.loads(framework.text)
    return {entry["code"]: entry for entry in (*raw["nodes"], *raw.get("composites", []))}


def correspondence(old: Framework, new: Framework) -> dict[str, str]:
    """Code of the old edition → code of the same node or composite in the new one; what has none is left out.

    Sure ways first: code and name agree; name and parent's name agree; the name occurs once in each edition; the code
    agrees and the name is alike; the name is alike and the content the same. A way that fits several decides nothing.
    """
    same = {old.headline.code: new.headline.code}
    for before, after in ((old.nodes[1:], new.nodes[1:]), (old.composites, new.composites)):
        for key in _KEYS:
            _pair(same, (before, old), (after, new), key)
        _pair_by_code(same, before, after)
        _pair_alike(same, before, after)
    return same


def _name(part: Part) -> str:
    return fold(part.names["vi"])


def _above(part: Part, framework: Framework) -> str:
    return _name(framework.by_code[part.parent]) if isinstance(part, Node) and part.parent else ""


_KEYS: tuple[Callable[[Part, Framework], Hashable], ...] = (
    lambda part, framework: (part.code, _name(part)),
    lambda part, framework: (_name(part), _above(part, framework)),
    lambda part, framework: _name(part),
    lambda part, framework: (fold(part.names["en"]), fold(part.names["es"])),
)


def _pair(
    same: dict[str, str],
    old: tuple[Sequence[Part], Framework],
    new: tuple[Sequence[Part], Framework],
    key: Callable[[Part, Framework], Hashable],
) -> None:
    """Pair what has one key that nothing else has, on either side."""
    sides = []
    for (parts, framework), known in ((old, set(same)), (new, set(same.values()))):
        owners: dict[Hashable, list[str]] = {}
        for part in parts:
            if part.code not in known:
                owners.setdefault(key(part, framework), []).append(part.code)
        sides.append({found: codes[0] for found, codes in owners.items() if len(codes) == 1})
    same |= {code: sides[1][found] for found, code in sides[0].items() if found in sides[1]}


def _pair_by_code(same: dict[str, str], before: Sequence[Part], after: Sequence[Part]) -> None:
    """The same code and a reworded name; under another name the code was given to something new."""
    left = {part.code: part for part in after if part.code not in set(same.values())}
    for part in before:
        other = left.get(part.code)
        if part.code not in same and other is not None and _alike(part, other):
            same[part.code] = part.code


def _pair_alike(same: dict[str, str], before: Sequence[Part], after: Sequence[Part]) -> None:
    """Another code and a reworded name, where the content is the same and no third is like either."""
    first = [part for part in before if part.code not in same]
    second = [part for part in after if part.code not in set(same.values())]
    likes = [(a.code, b.code) for a in first for b in second if _content(a) == _content(b) and _alike(a, b)]
    for a, b in likes:
        if sum(a in pair[:1] or b in pair[1:] for pair in likes) == 1:
            same[a] = b


def _alike(one: Part, other: Part) -> bool:
    names = [(fold(one.names[lang]), fold(other.names[lang])) for lang in ("vi", "en")]
    return any(difflib.SequenceMatcher(None, a, b).ratio() >= _ALIKE for a, b in names)


def _content(part: Part) -> str | None:
    """How an indicator is scored, and on what; None for what is made of others."""
    if isinstance(part, Composite) or part.rule is None:
        return None
    return repr((part.rule, sorted(part.parameters.items()), part.points, sorted(part.measure.items())))


def _settings(old: Framework, new: Framework) -> Iterator[tuple[str, str, str]]:
    before, after = (
        {dotted(path): _text(value) for path, value in leaves(tomllib.loads(framework.text)) if path[0] not in _NAMING}
        for framework in (old, new)
    )
    yield from _differing(before, after)


def _changes(
    old: tuple[Part, Mapping[str, Any]], new: tuple[Part, Mapping[str, Any]], same: Mapping[str, str], lang: str
) -> Iterator[tuple[str, str, str]]:
    """(what, before, after) of one node or composite that is in both editions: the part and its entry in the file."""
    yield from _moved(old[0], new[0], same)
    yield from _differing(_facts(*old, lang), _facts(*new, lang))


def _moved(old: Part, new: Part, same: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Another parent, or other points in a composite; new codes for the same nodes are no change."""
    if isinstance(old, Node) and isinstance(new, Node):
        if same.get(old.parent or "", old.parent) != new.parent:
            yield "parent", old.parent or "", new.parent or ""
        return
    if isinstance(old, Node) or isinstance(new, Node):
        return
    if {same.get(code, code): points for code, points in old.points.items()} != dict(new.points):
        yield "points", _text(old.points), _text(new.points)


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for what in dict.fromkeys([*before, *after]):
        if before.get(what, "") != after.get(what, ""):
            yield what, before.get(what, ""), after.get(what, "")


def _facts(part: Part, entry: Mapping[str, Any], lang: str) -> dict[str, str]:
    """What may change about a part, as texts by key; what follows from others (sums, defaults) as it is in force."""
    found = {"names": part.names[lang]}
    found |= {f"names.{other}": name for other, name in part.names.items() if other != lang}
    if isinstance(part, Node):
        found |= {"points": _text(part.points), "rule": part.rule or "", "missing": part.missing}
        found["range"] = "; ".join(dict.fromkeys(f"{_text(c.low)} – {_text(c.high)}" for c in part.inputs))
        found["inputs"] = "; ".join(column.names[lang] for column in part.inputs) if len(part.inputs) > 1 else ""
    for path, value in leaves(entry):
        if path[0] not in _TOLD and path != ("rule", "kind") and path[0] != "measure":
            found.setdefault(dotted(path), _text(value, lang))
    return {**found, "measure": part.measure.get(lang, "")} if isinstance(part, Node) else found


def _text(value: Any, lang: str = "vi") -> str:
    """Numbers as short as they are, names in the language, lists one after the other."""
    if value is None or isinstance(value, bool):
        return "✓" if value else ""
    if isinstance(value, (int, float)):
        return f"{value:.12g}"
    if isinstance(value, Mapping):
        if isinstance(named := value.get("names"), Mapping):
            return f"{named[lang]} → {_text(value.get('share'))}"
        return "; ".join(f"{key}: {_text(part, lang)}" for key, part in value.items())
    if isinstance(value, (list, tuple)):
        flat = all(isinstance(part, (int, float)) for part in value)
        return (", " if flat else "; ").join(_text(part, lang) for part in value)
    return str(value)
