"""Pictures that were exported, by the code that stands on them: what each was drawn from, for whom may see that."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Connection, delete, select
from sqlalchemy.exc import IntegrityError

from store import gate
from store.database import engine, reading
from store.gate import Tombstone
from store.releases import Release
from store.rights import check
from store.schema import pictures
from store.viewers import Viewer

MOST_LETTERS = 20_000  # of a picture's options as JSON
CURRENT, SUPERSEDED, WITHDRAWN, HIDDEN, UNKNOWN = "current", "superseded", "withdrawn", "hidden", "unknown"


class TooLong(ValueError):
    """Options that no picture of ours has."""


class Picture(NamedTuple):
    """What a picture was drawn from; `made_at` is when one of its code first left, UTC."""

    code: str
    releases: tuple[str, ...]
    template: str
    options: Mapping[str, Any]
    lang: str
    made_at: datetime


class Marked(Protocol):
    """What is read of a file's mark; `made` is UTC."""

    @property
    def code(self) -> str: ...
    @property
    def releases(self) -> tuple[str, ...]: ...
    @property
    def template(self) -> str: ...
    @property
    def options(self) -> Mapping[str, Any]: ...
    @property
    def lang(self) -> str: ...
    @property
    def made(self) -> datetime: ...


class Standing(NamedTuple):
    """How the releases that a file names stand for whoever asks.

    state: current; superseded (`by` is the id of what took the place); withdrawn (`stone` says when and why); hidden,
    seen by this viewer but not public; unknown, one of them is not there, or nothing that this viewer may know of.
    releases: those that are there, in order.
    """

    state: str
    releases: tuple[Release, ...] = ()
    by: str = ""
    stone: Tombstone | None = None


def keep(viewer: Viewer, found: Sequence[Release], made: Picture) -> None:
    """Write down that a picture leaves; the first of a code stays. Raises NotAllowed, and TooLong."""
    for release in found:
        check(viewer, "see", release.subject())
    if [release.id for release in found] != list(made.releases):
        raise ValueError("The picture names other releases than those that were asked for.")
    if len(json.dumps(dict(made.options), ensure_ascii=False)) > MOST_LETTERS:
        raise TooLong(f"The options of a picture have at most {MOST_LETTERS} letters.")
    row = {**made._asdict(), "releases": list(made.releases), "options": dict(made.options)}
    known = select(pictures.c.code).where(pictures.c.code == made.code)
    with reading(engine()) as connection:
        if connection.scalar(known):
            return
    try:
        with engine().begin() as connection:
            connection.execute(pictures.insert(), row)
    except IntegrityError:
        pass  # somebody else exported the same at the same moment


def leaves(viewer: Viewer, mark: Marked, at: datetime) -> None:
    """Write down what a marked file was made from, so that its code finds it.

    Raises NotAllowed, and LookupError where the viewer can no longer see a release of it.
    """
    found = [gate.one(viewer, name, at) for name in mark.releases]
    gone = [name for name, release in zip(mark.releases, found, strict=True) if release is None]
    if gone:
        raise LookupError(f"The release {gone[0]} can no longer be seen.")
    picture = Picture(mark.code, mark.releases, mark.template, mark.options, mark.lang, mark.made)
    keep(viewer, [release for release in found if release is not None], picture)


def of_code(viewer: Viewer, code: str, at: datetime) -> tuple[Picture, Standing] | None:
    """The picture of a code and how its releases stand; None where there is none that this viewer may know of."""
    with reading(engine()) as connection:
        row = connection.execute(select(pictures).where(pictures.c.code == code)).first()
    if row is None:
        return None
    made = Picture(row.code, tuple(row.releases), row.template, row.options, row.lang, row.made_at)
    how = standing(viewer, made.releases, at)
    return None if how.state == UNKNOWN else (made, how)


def standing(viewer: Viewer, releases: Sequence[str], at: datetime) -> Standing:
    """How the releases stand together, the worst first: what is unknown of one is unknown of all."""
    seen = [(name, gate.one(viewer, name, at)) for name in releases]
    found = tuple(release for _, release in seen if release is not None)
    hidden = [(name, release) for name, release in seen if release is None or not release.is_public]
    stones = {name: gate.tombstone(name) for name, _ in hidden}
    if not seen or any(release is None and stones[name] is None for name, release in hidden):
        return Standing(UNKNOWN)
    gone = next((stone for stone in stones.values() if stone is not None), None)
    if gone is not None:
        return Standing(WITHDRAWN, found, stone=gone)
    if hidden:
        return Standing(HIDDEN, found)
    replaced = next((release for release in found if not release.is_in_force), None)
    return Standing(SUPERSEDED, found, by=replaced.superseded_by) if replaced else Standing(CURRENT, found)


def forget(connection: Connection, releases: Iterable[str]) -> None:
    """Delete what was drawn from releases that are deleted, in the caller's transaction."""
    gone = set(releases)
    rows = connection.execute(select(pictures.c.code, pictures.c.releases))
    if codes := [row.code for row in rows if gone & set(row.releases)]:
        connection.execute(delete(pictures).where(pictures.c.code.in_(codes)))
