"""Before approval: what blocks, and which warnings somebody has to answer for by name."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import Connection, Row, and_, select

from scoring import Problem, score
from scoring.bundle.compare import differences
from store import audit, comments, contents
from store.acts import acting
from store.database import engine, reading
from store.documents import DamagedDocument
from store.gate import kept
from store.releases import APPROVED, Release, Submission
from store.rights import NotAllowed, check
from store.schema import notices, problems, releases, submissions
from store.viewers import Viewer

ERROR, WARNING = "error", "warning"

CHECKS = {
    "already_public": "{period}: {other} is published or approved already. Name it as superseded, with a notice.",
    "superseded_already": "{period}: {other} takes the place of {supersedes} already. Name that one as superseded.",
    "not_public": "{period}: {supersedes}, which is to be superseded, is not published any more.",
    "comment_open": "{unit}, {column}: the comment of {name} is not answered.",
    "comment_changed": "{unit}, {column}: the figure was to be changed after the comment of {name}. Upload it anew.",
    "damaged": "{period}: {fault}",
    "differs": "{period}: scored anew it differs. {fault}",
}


class Item(NamedTuple):
    """One line of the checklist: a problem of the upload, or a check of ours (`CHECKS`) where `problem` is None.

    An error is open until it is gone, a warning until somebody has acknowledged it.
    """

    severity: str
    code: str
    words: dict[str, Any]
    problem: Problem | None = None
    id: int = 0
    acknowledged_name: str = ""
    acknowledged_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.severity == ERROR or self.acknowledged_at is None

    def message(self, template: str | None = None) -> str:
        """The sentence in English, or in the language of the given template."""
        if self.problem is not None:
            return self.problem.message(template)
        return (template or CHECKS[self.code]).format(**self.words)


class NotReady(RuntimeError):
    """An approval with open lines on the checklist: `items`."""

    def __init__(self, items: Sequence[Item]):
        super().__init__("Not ready to be approved: " + " ".join(item.message() for item in items))
        self.items = list(items)


def checklist(viewer: Viewer, found: Submission, at: datetime) -> list[Item]:
    """Every line, errors first. Raises NotAllowed for one who sees less than the whole submission."""
    if check(viewer, "see", found.subject()).units is not None:
        raise NotAllowed("role", action="read the checklist", roles="analyst or approver", where="",
                         name=viewer.as_written, held=", ".join(map(str, viewer.roles)))  # fmt: skip
    with reading(engine()) as connection:
        current = kept(connection, found.id, viewer, at)
        lines = _of_problems(connection, found.id) + (_of_rows(connection, current, at) if current else [])
    lines += _of_documents(viewer, found)
    return sorted(lines, key=lambda item: item.severity != ERROR)


def open_items(connection: Connection, found: Submission, at: datetime) -> list[Item]:
    """What is open by the rows of the moment, in the transaction of an approval; documents never change."""
    lines = _of_problems(connection, found.id) + _of_rows(connection, found, at)
    return [item for item in lines if item.is_open]


def acknowledge(viewer: Viewer, found: Submission, ids: Sequence[int], at: datetime) -> int:
    """Answer for warnings with one's name; how many were still open. Raises NotAllowed."""
    subject = f"submission:{found.id}"
    with acting("acknowledge", subject, viewer) as connection:
        current = kept(connection, found.id, viewer, at) or found
        check(viewer, "acknowledge", current.subject())
        which = and_(
            problems.c.submission == found.id,
            problems.c.id.in_(list(ids)),
            problems.c.severity == WARNING,
            problems.c.acknowledged_at.is_(None),
        )
        by = {"acknowledged_by": viewer.account, "acknowledged_name": viewer.name, "acknowledged_at": at}
        codes = sorted(connection.scalars(select(problems.c.code).where(which)))
        if codes:
            connection.execute(problems.update().where(which).values(**by))
            audit.append(connection, viewer, at, "acknowledged", subject, warnings=len(codes), codes=sorted(set(codes)))
    return len(codes)


def _of_problems(connection: Connection, submission: str) -> list[Item]:
    chosen = select(problems).where(problems.c.submission == submission).order_by(problems.c.id)
    return [_item(row) for row in connection.execute(chosen)]


def _item(row: Row[Any]) -> Item:
    problem = Problem(row.code, row.sheet, row.cell, row.value, row.words, row.file, row.unit, tuple(row.also))
    about = (row.id, row.acknowledged_name, row.acknowledged_at)
    return Item(row.severity, row.code, {}, problem, *about)


def _of_rows(connection: Connection, found: Submission, at: datetime) -> list[Item]:
    lines = [line for release in found.releases for line in _of_supersession(connection, release, at)]
    for said in comments.of_submission(connection, found):
        if said.status != comments.UPHELD:
            words = {"unit": said.unit, "column": said.column, "name": said.name}
            lines.append(Item(ERROR, f"comment_{said.status}", words))
    return lines


def _of_supersession(connection: Connection, release: Release, at: datetime) -> list[Item]:
    """One release of an origin in force for a framework, division and period: what is there has to be named."""
    joined = releases.join(submissions).outerjoin(notices, notices.c.release == releases.c.id)
    same = [releases.c[key] == getattr(release, key) for key in ("framework", "block", "division", "period")]
    columns = (releases.c.id, releases.c.origin, submissions.c.publish_at, notices.c.supersedes)
    approved = connection.execute(
        select(*columns).select_from(joined)
        .where(submissions.c.state == APPROVED, submissions.c.id != release.submission, *same)
        .order_by(releases.c.id)
    ).all()  # fmt: skip
    replaced = {row.supersedes: row.id for row in approved if row.supersedes}
    words = {"period": release.period, "supersedes": release.supersedes}
    lines = []
    if release.supersedes in replaced:
        lines.append(Item(ERROR, "superseded_already", {**words, "other": replaced[release.supersedes]}))
    elif release.supersedes and not any(row.id == release.supersedes and row.publish_at <= at for row in approved):
        lines.append(Item(ERROR, "not_public", words))
    others = [
        row.id
        for row in approved
        if row.id not in replaced and row.id != release.supersedes and row.origin == release.origin
    ]
    if others and not lines:
        lines.append(Item(ERROR, "already_public", {**words, "other": others[0]}))
    return lines


def _of_documents(viewer: Viewer, found: Submission) -> list[Item]:
    """The documents hold their sums, and all periods scored anew in one pass give the scores that are kept."""
    read = {}
    lines = []
    for release in found.releases:
        try:
            read[release.period] = contents.read(release, viewer).scores
        except DamagedDocument as fault:
            lines.append(Item(ERROR, "damaged", {"period": release.period, "fault": str(fault)}))
    if lines or not read:
        return lines
    whole = pd.concat([read[period].values for period in sorted(read)])
    again = score(next(iter(read.values())).framework, whole)
    for period, scores in read.items():
        if faults := differences(scores, again.of(period)):
            lines.append(Item(ERROR, "differs", {"period": period, "fault": faults[0].message()}))
    return lines
