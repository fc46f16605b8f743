"""A correction takes the place of a published release, and says in a notice why and what it changes in the ranking."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, select

from scoring.analysis.reasons.effect import Effect, Move, effect
from store import audit, gate
from store.acts import acting
from store.contents import read
from store.database import engine, reading
from store.lifecycle import as_on_screen
from store.releases import PUBLISHED, SUPERSEDED, Release, Submission, find
from store.rights import check
from store.schema import notices
from store.viewers import Viewer

MOST = 8000


class Notice(NamedTuple):
    """What a correction says: why, by whom, and its effect as it was worked out from the two releases."""

    release: str
    supersedes: str
    text: str
    effect: Effect
    name: str
    made_at: datetime


class CorrectionError(ValueError):
    """A correction that cannot be as it is asked for; `code` and `words` let a page say it."""

    TEMPLATES = {
        "text": "A correction needs a notice of at most {most} characters that says why.",
        "unknown": "There is no published release '{supersedes}' to be corrected.",
        "superseded": "'{supersedes}' was superseded already; name '{by}', which is in force.",
        "other": "'{supersedes}' is another framework, block, division or period; a correction is of the same.",
        "demonstration": "Demonstration data and real figures do not take each other's place.",
    }

    def __init__(self, code: str, **words: Any):
        super().__init__(self.TEMPLATES[code].format(**words))
        self.code, self.words = code, words


def correct(
    viewer: Viewer, found: Submission, release_id: str, supersedes: str, text: str, at: datetime
) -> tuple[Submission, Notice]:
    """In a draft, name the published release that one of its releases takes the place of; written anew it is replaced.

    The effect is worked out here and kept with the notice. Raises NotAllowed, Conflict, CorrectionError.
    """
    check(viewer, "correct", found.subject())
    if not 0 < len(text.strip()) <= MOST:
        raise CorrectionError("text", most=MOST)
    new, old = find(found.releases, release_id), gate.one(viewer, supersedes, at)
    if new is None:
        raise CorrectionError("unknown", supersedes=release_id)
    _check_pair(new, old, supersedes)
    assert old is not None
    worked_out = effect(read(new, viewer).scores, read(old, viewer).scores)
    row = {"release": new.id, "supersedes": old.id, "text": text.strip(), "effect": worked_out.as_data()}
    subject = f"submission:{found.id}"
    with acting("correct", subject, viewer) as connection:
        current = as_on_screen(connection, viewer, found, at)
        check(viewer, "correct", current.subject())
        connection.execute(delete(notices).where(notices.c.release == new.id))
        about = {**row, "account": viewer.account, "name": viewer.name, "made_at": at}
        connection.execute(notices.insert(), about)
        said = {"figures": worked_out.figures, "ranks": worked_out.ranks}
        audit.append(connection, viewer, at, "notice written", subject, old.id, new.id, **said)
        result = gate.kept(connection, found.id, viewer, at)
    assert result is not None
    return result, Notice(new.id, old.id, text.strip(), worked_out, viewer.name, at)


def no_correction(viewer: Viewer, found: Submission, release_id: str, at: datetime) -> Submission:
    """Take the notice of a draft's release away. Raises NotAllowed and Conflict."""
    subject = f"submission:{found.id}"
    with acting("correct", subject, viewer) as connection:
        current = as_on_screen(connection, viewer, found, at)
        check(viewer, "correct", current.subject())
        new = find(current.releases, release_id)
        if new is not None and new.supersedes:
            connection.execute(delete(notices).where(notices.c.release == new.id))
            audit.append(connection, viewer, at, "notice deleted", subject, new.supersedes, new.id)
        result = gate.kept(connection, found.id, viewer, at)
    assert result is not None
    return result


def _check_pair(new: Release, old: Release | None, supersedes: str) -> None:
    if old is not None and old.state == SUPERSEDED:
        raise CorrectionError("superseded", supersedes=supersedes, by=old.superseded_by)
    if old is None or old.state != PUBLISHED:
        raise CorrectionError("unknown", supersedes=supersedes)
    same = ("framework", "block", "division", "period")
    if any(getattr(new, key) != getattr(old, key) for key in same):
        raise CorrectionError("other", supersedes=supersedes)
    if new.is_demonstration != old.is_demonstration:
        raise CorrectionError("demonstration")


def notice(viewer: Viewer, release: Release) -> Notice | None:
    """The notice with which a release takes the place of another; for a superseded one ask for its `superseded_by`.

    Raises NotAllowed; one who sees a unit only reads none, since it tells of all.
    """
    if check(viewer, "see", release.subject()).units is not None:
        return None
    with reading(engine()) as connection:
        row = connection.execute(select(notices).where(notices.c.release == release.id)).first()
    return _made(row) if row else None


def of_release(connection: Connection, release_id: str) -> Notice | None:
    """The same in the transaction of an act, whoever asks."""
    row = connection.execute(select(notices).where(notices.c.release == release_id)).first()
    return _made(row) if row else None


def _made(row: Row[Any]) -> Notice:
    kept: dict[str, Any] = dict(row.effect)
    kept["moves"] = tuple(Move(**move) for move in kept["moves"])
    kept["added"], kept["gone"] = tuple(kept["added"]), tuple(kept["gone"])
    return Notice(row.release, row.supersedes, row.text, Effect(**kept), row.name, row.made_at)
