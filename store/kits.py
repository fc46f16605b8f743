"""Press kits: made in the background part by part, kept with their release, and handed out by the clock.

A kit for everybody may be made under embargo; it stays locked until the release's moment. Before it, somebody who may
see the release takes a copy of their own, every file of which carries their name.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, func, select

from store import audit, early, gate
from store.acts import acting
from store.database import engine, reading
from store.documents import DamagedDocument
from store.faults import DAMAGED
from store.releases import Release
from store.rights import NotAllowed, check, may
from store.schema import kit_parts, kits
from store.viewers import Viewer

BUILDING, CANCELLED, FAILED, DONE = "building", "cancelled", "failed", "done"
# Every part that is kept says that its maker lives; one who is silent for longer is gone.
SILENCE = timedelta(seconds=90)


class Kit(NamedTuple):
    """One kit. reader: the account whose name is on every file, empty in one for everybody; settings: what it holds;
    planned, done: how many parts it will have and has; made_at, changed_at: UTC."""

    id: str
    release: str
    account: str
    name: str
    reader: str
    settings: Mapping[str, Any]
    state: str
    planned: int
    fault: str
    worker: str
    made_at: datetime
    changed_at: datetime
    done: int

    def is_being_made(self, at: datetime) -> bool:
        return self.state == BUILDING and bool(self.worker) and abs(at - self.changed_at) < SILENCE


class NotReady(LookupError):
    """A kit that is not done, or that states another moment of publication than its release has now."""


def begin(viewer: Viewer, release: Release, settings: Mapping[str, Any], for_reader: bool, at: datetime) -> Kit:
    """The kit of these settings, a new one where there is none. Raises NotAllowed.

    `for_reader` makes it the viewer's own copy.
    """
    check(viewer, "kit", release.subject())
    reader = (viewer.account or "") if for_reader else ""
    wanted = {**settings, "publish_at": _written(release.publish_at)}
    subject = f"release:{release.id}"
    with acting("kit", subject, viewer) as connection:
        for kit in _listed(connection, release.id):
            if (kit.settings, kit.reader) == (wanted, reader):
                return kit
        row = {
            "id": secrets.token_hex(8), "release": release.id, "account": viewer.account or "", "name": viewer.name,
            "reader": reader, "settings": wanted, "state": BUILDING, "made_at": at, "changed_at": at,
        }  # fmt: skip
        connection.execute(kits.insert(), row)
        audit.append(connection, viewer, at, "kit begun", subject, kit=row["id"], reader=reader)
        return _one(connection, str(row["id"]))


def of_release(viewer: Viewer, release: Release) -> list[Kit]:
    """The kits for everybody, and the viewer's own copies, the newest first. Raises NotAllowed."""
    check(viewer, "kit", release.subject())
    with reading(engine()) as connection:
        found = _listed(connection, release.id)
    return [kit for kit in found if kit.reader in ("", viewer.account)]


def find(viewer: Viewer, kit_id: str, at: datetime) -> tuple[Kit, Release] | None:
    """The kit of that id, where this viewer may see its release and it is nobody else's copy."""
    with reading(engine()) as connection:
        rows = connection.execute(_query().where(kits.c.id == kit_id)).all()
    kit = _kit(rows[0]) if rows else None
    release = gate.one(viewer, kit.release, at) if kit else None
    if kit is None or release is None or kit.reader not in ("", viewer.account):
        return None
    return kit, release


def take_up(kit: Kit, planned: int, at: datetime) -> str | None:
    """Become the one who makes it, if nobody is at it: the name to put parts by, None where somebody is, or it is done.

    Parts that are there already stay: whoever goes on makes the others.
    """
    worker = secrets.token_hex(8)
    free = (kits.c.id == kit.id) & (kits.c.worker == kit.worker) & (kits.c.state == kit.state)
    if kit.state == DONE or kit.is_being_made(at):
        return None
    with engine().begin() as connection:
        said = {"worker": worker, "planned": planned, "state": BUILDING, "fault": "", "changed_at": at}
        return worker if connection.execute(kits.update().where(free).values(**said)).rowcount else None


def put(kit_id: str, worker: str, parts: Iterable[tuple[str, bytes]], at: datetime) -> bool:
    """Keep parts (name, content); False where the kit was cancelled or somebody else makes it now: then stop."""
    rows = [
        {"kit": kit_id, "name": name, "sha256": hashlib.sha256(content).hexdigest(), "content": content}
        for name, content in parts
    ]
    with engine().begin() as connection:
        if not _mine(connection, kit_id, worker, changed_at=at):
            return False
        names = [row["name"] for row in rows]
        connection.execute(delete(kit_parts).where(kit_parts.c.kit == kit_id, kit_parts.c.name.in_(names)))
        if rows:
            connection.execute(kit_parts.insert(), rows)
    return True


def end(kit_id: str, worker: str, at: datetime, fault: str = "") -> bool:
    """It is done, or failed for a reason; False where it was cancelled or taken over meanwhile."""
    with engine().begin() as connection:
        state = FAILED if fault else DONE
        return _mine(connection, kit_id, worker, changed_at=at, state=state, fault=fault, worker="")


def cancel(viewer: Viewer, kit: Kit, release: Release, at: datetime) -> None:
    """Whoever makes it stops at the next part; what is there stays for whoever goes on. Raises NotAllowed."""
    check(viewer, "kit", release.subject())
    if kit.reader not in ("", viewer.account):
        raise NotAllowed("own", action="kit")
    with engine().begin() as connection:
        building = (kits.c.id == kit.id) & (kits.c.state == BUILDING)
        connection.execute(kits.update().where(building).values(state=CANCELLED, worker="", changed_at=at))


def held(kit_id: str) -> dict[str, str]:
    """Name → SHA-256 of the parts that are there."""
    with reading(engine()) as connection:
        rows = connection.execute(select(kit_parts.c.name, kit_parts.c.sha256).where(kit_parts.c.kit == kit_id))
        return {row.name: row.sha256 for row in rows}


def hand_out(viewer: Viewer, kit: Kit, release: Release) -> Iterator[tuple[str, bytes]]:
    """Name and content of every part by name, one at a time. Raises NotAllowed and NotReady.

    One for everybody leaves from the moment of publication on, by the clock; a copy whenever its reader may still see
    the release, and that they took it is noted in the trail.
    """
    if kit.reader:
        if kit.reader != viewer.account:
            raise NotAllowed("own", action="take kit")
        if check(viewer, "see", release.subject()).role == "reader":
            early.note_reading(viewer, release)
    else:
        check(viewer, "take kit", release.subject())
    if kit.state != DONE or is_outdated(kit, release):
        raise NotReady(f"The kit {kit.id} is not ready.")
    return _parts(kit.id, held(kit.id))


def is_outdated(kit: Kit, release: Release) -> bool:
    """Whether its files state another moment of publication than the release has now."""
    return kit.settings.get("publish_at") != _written(release.publish_at)


def may_take(viewer: Viewer, kit: Kit, release: Release) -> bool:
    """Whether `hand_out` would hand it out."""
    if kit.state != DONE or is_outdated(kit, release):
        return False
    if kit.reader:
        return kit.reader == viewer.account and may(viewer, "see", release.subject())
    return may(viewer, "take kit", release.subject())


def forget(connection: Connection, releases: Iterable[str]) -> None:
    """Delete the kits of releases that are deleted, in the caller's transaction."""
    gone = select(kits.c.id).where(kits.c.release.in_(list(releases)))
    connection.execute(delete(kit_parts).where(kit_parts.c.kit.in_(gone)))
    connection.execute(delete(kits).where(kits.c.id.in_(gone)))


def _parts(kit_id: str, sums: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    for name, sha256 in sorted(sums.items()):
        mine = (kit_parts.c.kit == kit_id) & (kit_parts.c.name == name)
        with reading(engine()) as connection:
            content = bytes(connection.scalar(select(kit_parts.c.content).where(mine)) or b"")
        if hashlib.sha256(content).hexdigest() != sha256:
            with engine().begin() as connection:  # whoever goes on makes it anew
                connection.execute(delete(kit_parts).where(mine))
                done = (kits.c.id == kit_id) & (kits.c.state == DONE)
                connection.execute(kits.update().where(done).values(state=FAILED, fault=DAMAGED))
            raise DamagedDocument(f"The part '{name}' of the kit {kit_id} does not match its sum {sha256}.")
        yield name, content


def _mine(connection: Connection, kit_id: str, maker: str, /, **values: Any) -> bool:
    mine = (kits.c.id == kit_id) & (kits.c.worker == maker) & (kits.c.state == BUILDING)
    return bool(connection.execute(kits.update().where(mine).values(**values)).rowcount)


def _query() -> Any:
    count = select(func.count()).where(kit_parts.c.kit == kits.c.id).scalar_subquery().label("done")
    return select(*kits.c, count)


def _listed(connection: Connection, release: str) -> list[Kit]:
    found = connection.execute(_query().where(kits.c.release == release).order_by(kits.c.made_at.desc(), kits.c.id))
    return [_kit(row) for row in found]


def _one(connection: Connection, kit_id: str) -> Kit:
    return _kit(connection.execute(_query().where(kits.c.id == kit_id)).one())


def _kit(row: Row[Any]) -> Kit:
    return Kit(**row._mapping)


def _written(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%dT%H:%M:%SZ}"
