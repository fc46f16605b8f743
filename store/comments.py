"""A unit's officer contests a figure of the own unit before approval; the answer is kept with the release."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from store import audit
from store.acts import acting
from store.contents import read
from store.database import engine, reading
from store.gate import kept
from store.releases import Release, Submission, find
from store.rights import check
from store.schema import comments, releases
from store.viewers import Viewer

OPEN, UPHELD, CHANGED = "open", "upheld", "changed"
MOST = 4000


class Comment(NamedTuple):
    """What an officer says of a figure (unit × column of the release), and what was answered; times are UTC.

    upheld: the figure stays; changed: it is mended in a new upload, and this one cannot be approved any more.
    """

    id: int
    release: str
    unit: str
    column: str
    text: str
    account: str
    name: str
    made_at: datetime
    status: str
    answer: str
    answered_by: str
    answered_name: str
    answered_at: datetime | None


class CommentError(ValueError):
    """A comment or answer that cannot be as it is asked for; `code` and `words` let a page say it."""

    TEMPLATES = {
        "text": "A comment needs a text of at most {most} characters.",
        "column": "The release has no figure '{column}' of '{unit}'.",
        "status": "A comment is answered with 'upheld' or 'changed', not with '{status}'.",
        "answered": "{name} has answered this comment already.",
        "unknown": "There is no such comment.",
    }

    def __init__(self, code: str, **words: Any):
        super().__init__(self.TEMPLATES[code].format(**words))
        self.code, self.words = code, words


def comment(viewer: Viewer, release: Release, unit: str, column: str, text: str, at: datetime) -> Comment:
    """An officer contests a figure of the own unit while the release is in review. Raises NotAllowed, CommentError."""
    check(viewer, "comment", release.subject(unit))
    values = read(release, viewer).scores.values
    if column not in values.columns or unit not in values.index.get_level_values(1):
        raise CommentError("column", column=column, unit=unit)
    _check_text(text)
    subject = f"submission:{release.submission}"
    row = {"release": release.id, "unit": unit, "column": column, "text": text.strip(), "account": viewer.account}
    with acting("comment", subject, viewer) as connection:
        current = _current(connection, release.submission, release.id, viewer, at)
        check(viewer, "comment", current.subject(unit))
        about = {**row, "name": viewer.name, "made_at": at, "status": OPEN}
        number = connection.execute(comments.insert().returning(comments.c.id), about).scalar_one()
        said = {"release": release.id, "unit": unit, "column": column}
        audit.append(connection, viewer, at, "commented", subject, after=OPEN, **said)
        return _one(connection, number)


def answer(viewer: Viewer, found: Comment, status: str, text: str, at: datetime) -> Comment:
    """The analyst or approver answers while the release is in review. Raises NotAllowed and CommentError."""
    if status not in (UPHELD, CHANGED):
        raise CommentError("status", status=status)
    _check_text(text)
    with reading(engine()) as connection:
        submission = _submission_of(connection, found.release)
    subject = f"submission:{submission}"
    with acting("answer", subject, viewer) as connection:
        current = _current(connection, submission, found.release, viewer, at)
        check(viewer, "answer", current.subject())
        now = _one(connection, found.id)
        if now.status != OPEN:
            raise CommentError("answered", name=now.answered_name)
        by = {"answered_by": viewer.account, "answered_name": viewer.name, "answered_at": at}
        changed = comments.update().where(comments.c.id == found.id)
        connection.execute(changed.values(status=status, answer=text.strip(), **by))
        said = {"release": found.release, "unit": found.unit, "column": found.column}
        audit.append(connection, viewer, at, "answered", subject, OPEN, status, **said)
        return _one(connection, found.id)


def of_release(viewer: Viewer, release: Release) -> list[Comment]:
    """The comments on a release, oldest first; an officer reads those of the own unit. They are not for the public.

    Raises NotAllowed.
    """
    right = check(viewer, "read comments", release.subject())
    with reading(engine()) as connection:
        found = _of(connection, [release.id])
    return found if right.units is None else [said for said in found if said.unit in right.units]


def of_submission(connection: Connection, found: Submission) -> list[Comment]:
    """All comments on the releases of a submission, oldest first; for acts, which check the right themselves."""
    return _of(connection, [release.id for release in found.releases])


def _of(connection: Connection, ids: Sequence[str]) -> list[Comment]:
    chosen = select(comments).where(comments.c.release.in_(ids)).order_by(comments.c.id)
    return [_made(row) for row in connection.execute(chosen)]


def _one(connection: Connection, number: int) -> Comment:
    row = connection.execute(select(comments).where(comments.c.id == number)).first()
    if row is None:
        raise CommentError("unknown")
    return _made(row)


def _made(row: Row[Any]) -> Comment:
    return Comment(**{name: row._mapping[name] for name in Comment._fields})


def _submission_of(connection: Connection, release: str) -> str:
    found = connection.scalar(select(releases.c.submission).where(releases.c.id == release))
    if found is None:
        raise CommentError("unknown")
    return str(found)


def _current(connection: Connection, submission: str, release: str, viewer: Viewer, at: datetime) -> Release:
    found = kept(connection, submission, viewer, at)
    current = find(found.releases, release) if found else None
    if current is None:
        raise CommentError("unknown")
    return current


def _check_text(text: str) -> None:
    if not 0 < len(text.strip()) <= MOST:
        raise CommentError("text", most=MOST)
