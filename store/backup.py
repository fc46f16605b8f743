"""The whole store in one file, read at one moment while it is in use; from either database, to be put back into either.

    manifest.json        the format, when it was made, the version of the schema, the trail's last entry, rows a table,
                         SHA-256 of every other member
    tables/NAME.jsonl    one row a line
    documents/SHA256     the documents of releases as they are

Sessions, links and failed sign-ins are left out: put back, they would revive what has ended since. The private half of
the signing key is no part of the database, nor of this file.
"""

import base64
import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, MetaData, Table, select

from store import clock
from store.schema import audit_head

FORMAT = 1
MANIFEST = "manifest.json"
LEFT_OUT = frozenset({"alembic_version", "failures", "links", "sessions"})
_A_BATCH = 200


class DamagedBackup(ValueError):
    """A file that is no backup, or no longer the one that was made; the message says which member and why."""


def write(found: Engine, target: Path) -> dict[str, Any]:
    """Back up into `target`, whole or not at all, for its owner's eyes alone; gives the manifest.

    Raises FileExistsError rather than take the place of another file.
    """
    if target.exists():
        raise FileExistsError(f"{target} exists already; give another name.")
    draft = target.with_name(f".{target.name}.part")
    try:
        with (
            os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file,
            one_moment(found) as connection,
        ):
            manifest = _pack(connection, file)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


@contextmanager
def one_moment(found: Engine) -> Iterator[Connection]:
    """A connection to which the database stands still, and that keeps no writer waiting."""
    sqlite = found.dialect.name == "sqlite"
    options: dict[str, Any] = {"isolation_level": "AUTOCOMMIT" if sqlite else "REPEATABLE READ"}
    with found.connect().execution_options(**options) as connection:
        if sqlite:  # a deferred transaction of WAL sees what was there at its first read
            connection.exec_driver_sql("BEGIN")
        try:
            yield connection
        finally:
            if sqlite:
                connection.exec_driver_sql("ROLLBACK")


def tables(connection: Connection) -> list[Table]:
    """Those that are kept, as this database has them, each after those that it refers to."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name not in LEFT_OUT]


def check(path: Path) -> dict[str, Any]:
    """The manifest of a backup, all members of which are as they were written. Raises DamagedBackup."""
    with opened(path) as archive:
        manifest = manifest_of(archive)
        sums = manifest["sums"]
        if unexpected := sorted(set(archive.namelist()) ^ {MANIFEST, *sums}):
            raise DamagedBackup(f"{unexpected[0]}: it is not where the manifest says.")
        for name, expected in sums.items():
            if _sum_of(archive, name) != expected:
                raise DamagedBackup(f"{name}: the content does not match its sum in the manifest.")
    return manifest


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The file as an archive. Raises DamagedBackup where it is none, at whatever point that shows."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, EOFError, KeyError) as fault:
        raise DamagedBackup(f"{path.name} is no whole backup: {fault}.") from None


def manifest_of(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        found = json.loads(archive.read(MANIFEST))
        fits = found["format"] == FORMAT and isinstance(found["schema"], str)
        fits = fits and all(isinstance(found[part], dict) for part in ("rows", "sums", "trail"))
    except (ValueError, KeyError, TypeError):
        fits = False
    if not fits:
        raise DamagedBackup(f"{MANIFEST}: this is not the manifest of a backup that this version knows.")
    return dict(found)


def _pack(connection: Connection, file: Any) -> dict[str, Any]:
    sums: dict[str, str] = {}
    rows: dict[str, int] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables(connection):
            name = f"tables/{table.name}.jsonl"
            rows[table.name], sums[name] = _lines(archive, name, connection, table)
            if table.name == "documents":
                sums |= _documents(archive, connection, table)
        number, last = connection.execute(select(audit_head.c.number, audit_head.c.sha256)).one()
        manifest = {
            "format": FORMAT,
            "made_at": clock.now().isoformat(timespec="seconds") + "Z",
            "schema": MigrationContext.configure(connection).get_current_revision(),
            "trail": {"entry": number, "sha256": last},
            "rows": rows,
            "sums": sums,
        }
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return manifest


def _lines(archive: zipfile.ZipFile, name: str, connection: Connection, table: Table) -> tuple[int, str]:
    """Write a table; the number of its rows and the sum of its lines."""
    columns = [column for column in table.c if (table.name, column.name) != ("documents", "content")]
    chosen = select(*columns).order_by(*table.primary_key.columns)
    number, running = 0, hashlib.sha256()
    with archive.open(name, "w", force_zip64=True) as member:
        for row in connection.execute(chosen, execution_options={"yield_per": _A_BATCH}).mappings():
            line = json.dumps(dict(row), default=_plain, ensure_ascii=False).encode() + b"\n"
            running.update(line)
            member.write(line)
            number += 1
    return number, running.hexdigest()


def _documents(archive: zipfile.ZipFile, connection: Connection, table: Table) -> dict[str, str]:
    """Write the documents; each one's name is its sum, so that a damaged one shows when the file is checked."""
    chosen = select(table.c.sha256, table.c.content).order_by(table.c.sha256)
    sums = {}
    for sha256, content in connection.execute(chosen, execution_options={"yield_per": 8}):
        sums[f"documents/{sha256}"] = sha256
        archive.writestr(f"documents/{sha256}", content)
    return sums


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(f"a {type(value).__name__} cannot be backed up")


def _sum_of(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as member:
        return hashlib.file_digest(member, "sha256").hexdigest()  # type: ignore[arg-type]
