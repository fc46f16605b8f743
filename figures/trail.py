"""The trail in sentences: what an entry says, to somebody who was not there."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from figures import roles
from figures.words import Words
from scoring import Units

# Acts that have a sentence of their own; another one, of an older or newer version, is told by its name.
ACTS = (
    "account added", "account bound", "account disabled", "account enabled", "acknowledged", "announced", "answered",
    "approved", "cancelled", "commented", "discarded", "edition kept", "files purged", "key first used",
    "key rotated", "kit begun", "link made", "list of readers", "loaded", "moved", "notice deleted", "notice written",
    "password changed", "password set", "purged", "read early", "reader named", "reader removed", "recalled",
    "rescheduled", "returned", "roles claimed", "roles given", "saved", "sent", "session ended", "supersedes",
    "units approved", "units proposed", "units recalled", "units returned", "unlocked", "withdrawn",
)  # fmt: skip
# Those that go from roles to roles.
_OF_ROLES = ("account added", "roles given", "roles claimed")


def act(name: str, words: Words) -> str:
    """The kind of act, for a filter."""
    return words.t(f"trail.act_{name.replace(' ', '_')}") if name in ACTS else name


def sentences(
    entries: pd.DataFrame,
    details: Sequence[Mapping[str, Any]],
    people: Mapping[str, str],
    releases: Mapping[str, Sequence[str]],
    units: Units,
    words: Words,
) -> list[str]:
    """One sentence an entry. `people`: account → name; `releases`: subject → ids of its releases."""
    found = []
    for row, said in zip(entries.itertuples(), details, strict=True):
        what = subject(str(row.subject), people, releases, units, words)
        who = words.t("trail.installation") if row.who == "the installation" else row.who
        sentence = f"{who}: {act(str(row.act), words)} – {what}"
        found.append(". ".join([sentence, *_more(row, said, people, units, words)]))
    return found


def _more(row: Any, said: Mapping[str, Any], people: Mapping[str, str], units: Units, words: Words) -> list[str]:
    """What else is worth a reader's eye: from what to what, and the reason."""
    t = words.t
    more = []
    if row.before or row.after:
        of_roles = row.act in _OF_ROLES
        before, after = (
            _roles(str(text), units, words) if of_roles else _value(str(text), people, words)
            for text in (row.before, row.after)
        )  # fmt: skip
        more.append(f"{before} → {after}" if before and after else after or t("trail.was", what=before))
    if said.get("reason"):
        more.append(t("trail.reason", text=said["reason"]))
    if said.get("publish_at"):
        more.append(t("trail.public_from", moment=_moment(str(said["publish_at"]), words)))
    if said.get("effective_at"):
        more.append(t("trail.in_force_from", moment=_moment(str(said["effective_at"]), words)))
    return more


def _roles(text: str, units: Units, words: Words) -> str:
    """'officer (province/34/48), press' in words."""
    said = []
    for name, scope in re.findall(r"([a-z]+)(?: \(([^)]*)\))?", text):
        block, *place = [*scope.split("/"), ""][:3] if scope else [""]
        division, unit = (place[0], place[1]) if len(place) == 2 and place[1] else ("", place[0] if place else "")
        said.append(roles.role(name, block, division, unit, units, words))
    return "; ".join(said)


def _value(text: str, people: Mapping[str, str], words: Words) -> str:
    if text in ("draft", "review", "approved", "published", "superseded", "withdrawn"):
        return words.t(f"state.{text}")
    if text in ("open", "upheld", "changed"):
        return words.t(f"comments.{text}")
    if text in ("public", "internal"):
        return words.t(f"trail.list_{text}")
    kind, _, name = text.partition(":")
    return people.get(name, name) if kind == "account" else _moment(text, words)


def _moment(text: str, words: Words) -> str:
    """A moment as it is kept (UTC) in Ha Noi's time; any other text as it stands."""
    try:
        return words.moment(datetime.fromisoformat(text).replace(tzinfo=UTC))
    except ValueError:
        return text


def fault(reason: str, words: Words) -> str:
    """Why the chain is broken, in the language; `reason` is what the check of the chain said."""
    known = {"it is missing": "missing", "it does not carry": "chain", "its content": "content"}
    code = next((code for start, code in known.items() if reason.startswith(start)), "end")
    return words.t(f"trail.fault_{code}")


def subject(
    text: str, people: Mapping[str, str], releases: Mapping[str, Sequence[str]], units: Units, words: Words
) -> str:
    """What was acted on: a person by name, an upload by its block and periods, everything else by its code."""
    t = words.t
    kind, _, name = text.partition(":")
    if kind == "account":
        return people.get(name, name)
    if kind == "calendar":
        block, _, period = name.partition(":")
        return f"{_block(block, units, words)}, {words.period(period)}" if period else name
    if kind == "release":
        return release(name, units, words)
    if kind == "submission" and releases.get(text):
        ids = releases[text]
        first = release(ids[0], units, words)
        return first if len(ids) == 1 else f"{first} … {release(ids[-1], units, words)}"
    known = ("submission", "framework", "units", "key", "session", "address")
    return f"{t(f'thing.{kind}')} {name}" if kind in known else text


def release(id: str, units: Units, words: Words) -> str:
    """Block, division and period, which the id of a release begins with."""
    block = next((block for block in units.blocks.index if id.startswith(f"{block}-")), "")
    parts = id.removeprefix(f"{block}-").split("-")[:-1]
    if not block or not parts:
        return id
    division = parts.pop(0) if parts[0] in units.divisions(block) else ""
    said = [_block(block, units, words), *([words.t("choose.division", count=division)] if division else [])]
    return ", ".join([*said, words.period("-".join(parts))])


def _block(block: str, units: Units, words: Words) -> str:
    return str(units.blocks[f"name_{words.lang}"].get(block, block))
