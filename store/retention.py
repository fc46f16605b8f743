"""What is not kept for ever: drafts, and uploaded files, which can name people. Each deletion stands in the trail.

    DTI_KEEP_DAYS         drafts, and withdrawn submissions that were never public, whole: days since their last change
    DTI_KEEP_FILES_DAYS   the uploaded files of published releases: days since their publication

Without a number nothing is deleted. The figures, scores and notices of a published release always stay.
"""

import os
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, and_, delete, or_, select

from store import audit, kits, pictures
from store.acts import acting
from store.contents import workbook_kinds
from store.database import engine, reading
from store.gate import kept
from store.lifecycle import as_on_screen
from store.releases import APPROVED, DRAFT, PUBLISHED, SHIPPED, WITHDRAWN, Submission
from store.rights import Subject, check
from store.schema import comments, documents, notices, problems, readers, releases, submissions
from store.viewers import Viewer


class Purged(NamedTuple):
    """What a purge deleted: submissions whole, and submissions of which the uploaded files went."""

    submissions: list[str]
    files: list[str]


def days(name: str) -> timedelta | None:
    """The time that a setting gives. Raises ValueError naming the setting where it is no number of days."""
    said = os.environ.get(name, "").strip()
    if not said:
        return None
    if not said.isdigit() or int(said) < 1:
        raise ValueError(f"{name} is '{said}'; give a number of days, or leave it out to delete nothing.")
    return timedelta(days=int(said))


def discard(viewer: Viewer, found: Submission, at: datetime) -> None:
    """Delete a draft of one's own, with its files. Raises NotAllowed and Conflict."""
    subject = f"submission:{found.id}"
    with acting("discard", subject, viewer) as connection:
        current = as_on_screen(connection, viewer, found, at)
        check(viewer, "discard", current.subject())
        _delete(connection, viewer, current, at, "discarded")


def purge(viewer: Viewer, at: datetime) -> Purged:
    """Delete what has been kept for as long as is configured. Raises NotAllowed."""
    check(viewer, "purge", Subject("store"))
    return expire(viewer, at)


def expire(viewer: Viewer, at: datetime) -> Purged:
    """The same for the installation's own clockwork (`python -m store purge`), which asks nobody."""
    drafts, files = days("DTI_KEEP_DAYS"), days("DTI_KEEP_FILES_DAYS")
    gone = [name for name in (_old_drafts(at - drafts) if drafts else []) if _delete_draft(viewer, name, at, drafts)]
    return Purged(gone, [name for name in (_old_files(at - files) if files else []) if _delete_files(viewer, name, at)])


def _old_drafts(before: datetime) -> list[str]:
    never_public = and_(submissions.c.state == WITHDRAWN, submissions.c.withdrawn_from != PUBLISHED)
    old = and_(or_(submissions.c.state == DRAFT, never_public), submissions.c.changed_at < before)
    with reading(engine()) as connection:
        return list(connection.scalars(select(submissions.c.id).where(old).order_by(submissions.c.changed_at)))


def _old_files(before: datetime) -> list[str]:
    public = or_(submissions.c.state == APPROVED, submissions.c.withdrawn_from == PUBLISHED)
    old = and_(public, submissions.c.publish_at < before, submissions.c.files_deleted_at.is_(None))
    with reading(engine()) as connection:
        chosen = select(submissions.c.id).where(old, submissions.c.owner != SHIPPED)
        return list(connection.scalars(chosen.order_by(submissions.c.publish_at)))


def _delete_draft(viewer: Viewer, name: str, at: datetime, after: timedelta | None) -> bool:
    subject = f"submission:{name}"
    with acting("purge", subject, viewer) as connection:
        found = kept(connection, name, viewer, at)
        # It may have been sent, or gone, since it was looked for.
        gone = found is None or found.state not in (DRAFT, WITHDRAWN) or found.changed_at >= at - (after or timedelta())
        if found is None or gone:
            return False
        _delete(connection, viewer, found, at, "purged")
    return True


def _delete(connection: Connection, viewer: Viewer, found: Submission, at: datetime, act: str) -> None:
    ids = [release.id for release in found.releases]
    sums = [s for release in found.releases for s in release.manifest.values()]
    connection.execute(delete(comments).where(comments.c.release.in_(ids)))
    for kept_of in (pictures, kits):
        kept_of.forget(connection, ids)
    connection.execute(delete(notices).where(notices.c.release.in_(ids)))
    for table in (problems, readers):
        connection.execute(delete(table).where(table.c.submission == found.id))
    connection.execute(delete(releases).where(releases.c.submission == found.id))
    connection.execute(delete(submissions).where(submissions.c.id == found.id))
    deleted = _delete_documents(connection, sums)
    said = {"releases": ids, "documents": deleted, "files": len(found.filenames)}
    audit.append(connection, viewer, at, act, f"submission:{found.id}", found.state, "deleted", **said)


def _delete_files(viewer: Viewer, name: str, at: datetime) -> bool:
    subject = f"submission:{name}"
    with acting("purge the files", subject, viewer) as connection:
        found = kept(connection, name, viewer, at)
        if found is None or found.files_deleted_at is not None:
            return False
        sums = [r.manifest[kind] for r in found.releases for kind in workbook_kinds(r.manifest)]
        changed = submissions.update().where(submissions.c.id == name)
        connection.execute(changed.values(files_deleted_at=at, filename="\n".join("" for _ in found.filenames)))
        deleted = _delete_documents(connection, sums)
        audit.append(connection, viewer, at, "files purged", subject, documents=deleted, files=len(found.filenames))
    return True


def _delete_documents(connection: Connection, sums: Iterable[str]) -> int:
    """Those that nothing else needs: one document may serve several releases, and be deleted of some as a file."""
    needed: set[str] = set()
    columns = (releases.c.manifest, submissions.c.files_deleted_at)
    for manifest, without_files in connection.execute(select(*columns).select_from(releases.join(submissions))):
        files = set(workbook_kinds(manifest)) if without_files is not None else set()
        needed.update(s for kind, s in manifest.items() if kind not in files)
    gone = sorted(set(sums) - needed)
    if gone:
        connection.execute(delete(documents).where(documents.c.sha256.in_(gone)))
    return len(gone)
