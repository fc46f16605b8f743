"""The life of a submission: draft → in review → approved → published by the clock; or withdrawn.

Every act names the submission as it was on screen. It looks at it again, alone, checks the right again, and moves all
its releases at once; whoever comes second learns who was first, and when.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from store import audit
from store.acts import Conflict, acting
from store.checklist import NotReady, checklist, open_items
from store.gate import kept
from store.releases import APPROVED, DRAFT, REVIEW, WITHDRAWN, Submission
from store.rights import check
from store.schema import submissions
from store.viewers import Viewer


class MomentPassed(ValueError):
    """A publication that was to be set to a moment that is over (UTC)."""

    def __init__(self, moment: datetime):
        super().__init__(f"{moment:%Y-%m-%d %H:%M:%S} UTC is over. Set a moment to come, or publish at once.")
        self.moment = moment


def send(viewer: Viewer, found: Submission, at: datetime) -> Submission:
    """The analyst sends a draft for review. Raises NotAllowed and Conflict."""
    return _move(viewer, found, at, "send", "sent", REVIEW, reason="")


def recall(viewer: Viewer, found: Submission, at: datetime) -> Submission:
    """The analyst takes it back to work on it. Raises NotAllowed and Conflict."""
    return _move(viewer, found, at, "recall", "recalled", DRAFT)


def give_back(viewer: Viewer, found: Submission, reason: str, at: datetime) -> Submission:
    """The approver returns it, with the reason; also from under an embargo. Raises NotAllowed and Conflict."""
    return _move(viewer, found, at, "return", "returned", DRAFT, reason=reason, publish_at=None)


def approve(viewer: Viewer, found: Submission, publish_at: datetime | None, at: datetime) -> Submission:
    """The approver sets the moment (UTC) from which it is public; None is this one.

    Raises NotAllowed (nobody approves their own upload), Conflict, MomentPassed, and NotReady naming what is open on
    the checklist.
    """
    moment = at if publish_at is None else publish_at
    if moment < at:
        raise MomentPassed(moment)
    check(viewer, "approve", found.subject())
    if left := [item for item in checklist(viewer, found, at) if item.is_open]:
        raise NotReady(left)
    return _move(viewer, found, at, "approve", "approved", APPROVED, publish_at=moment)


def reschedule(viewer: Viewer, found: Submission, publish_at: datetime, at: datetime) -> Submission:
    """Another moment for one under embargo. Raises NotAllowed, Conflict and MomentPassed."""
    if publish_at < at:
        raise MomentPassed(publish_at)
    return _move(viewer, found, at, "reschedule", "rescheduled", APPROVED, publish_at=publish_at)


def withdraw(viewer: Viewer, found: Submission, reason: str, at: datetime) -> Submission:
    """Take it away for good, with the reason that the public reads where it was public already.

    What a withdrawn correction had superseded is in force again. Raises NotAllowed and Conflict.
    """
    return _move(viewer, found, at, "withdraw", "withdrawn", WITHDRAWN, reason=reason)


def _move(
    viewer: Viewer, found: Submission, at: datetime, action: str, act: str, after: str, **values: Any
) -> Submission:
    subject = f"submission:{found.id}"
    with acting(action, subject, viewer) as connection:
        current = as_on_screen(connection, viewer, found, at)
        check(viewer, action, current.subject())
        if act == "approved" and (left := open_items(connection, current, at)):
            raise NotReady(left)
        if after == WITHDRAWN:
            values["withdrawn_from"] = current.state
        changed = {**values, "state": after, "version": current.version + 1, "changed_at": at}
        connection.execute(submissions.update().where(submissions.c.id == found.id).values(**changed))
        said = {key: value for key, value in values.items() if key in ("reason", "publish_at") and value}
        audit.append(connection, viewer, at, act, subject, current.state, after, **said)
        if act == "approved":
            for release in current.releases:
                if release.supersedes:
                    audit.append(connection, viewer, at, "supersedes", subject, release.supersedes, release.id)
        result = kept(connection, found.id, viewer, at)
    assert result is not None
    return result


def as_on_screen(connection: Connection, viewer: Viewer, found: Submission, at: datetime) -> Submission:
    """The submission as it stands, if nobody has changed it since. Raises Conflict naming who and when."""
    current = kept(connection, found.id, viewer, at)
    if current is not None and current.version == found.version:
        return current
    last = audit.last_of(connection, f"submission:{found.id}")
    state = current.state if current else "deleted"
    raise Conflict(last.who if last else "somebody", last.at if last else at, state)
