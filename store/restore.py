"""A backup put back: into a database without any table, SQLite or PostgreSQL, whole or not at all."""

import base64
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, DateTime, Engine, LargeBinary, Table, func, inspect, select, text

from store import backup
from store.backup import DamagedBackup
from store.database import lock, migrations

_A_BATCH = 200


class NotEmpty(RuntimeError):
    """The database holds tables already, which a restored office must not be mixed with."""


def read(path: Path, into: Engine) -> dict[str, int]:
    """Put a backup back and bring it to the newest version of the schema; gives the number of rows a table.

    Raises DamagedBackup before anything is written, and NotEmpty.
    """
    manifest = backup.check(path)
    with backup.opened(path) as archive, into.begin() as connection:
        lock(connection)
        if inspect(connection).get_table_names():
            raise NotEmpty("The database has tables already; name an empty one by DATABASE_URL or DTI_DATA.")
        settings = migrations(connection)
        if manifest["schema"] not in {
            found.revision for found in ScriptDirectory.from_config(settings).walk_revisions()
        }:
            raise DamagedBackup(f"It is of the schema {manifest['schema']}, which a newer version of the program made.")
        command.upgrade(settings, manifest["schema"])
        _fill(connection, archive, manifest["rows"])
        command.upgrade(settings, "head")
    return dict(manifest["rows"])


def _fill(connection: Connection, archive: zipfile.ZipFile, rows: dict[str, int]) -> None:
    found = backup.tables(connection)
    if unknown := sorted(set(rows) ^ {table.name for table in found}):
        raise DamagedBackup(f"tables/{unknown[0]}.jsonl: the schema of this backup and its tables do not agree.")
    for table in reversed(found):
        if connection.scalar(select(func.count()).select_from(table)):  # what a migration wrote by itself
            connection.execute(table.delete())
    for table in found:
        lines = _rows(archive, table)
        while batch := list(islice(lines, 8 if table.name == "documents" else _A_BATCH)):
            connection.execute(table.insert(), batch)
        if connection.scalar(select(func.count()).select_from(table)) != rows[table.name]:
            raise DamagedBackup(f"tables/{table.name}.jsonl: it has not the {rows[table.name]} rows that were written.")
        _count_on(connection, table)


def _rows(archive: zipfile.ZipFile, table: Table) -> Iterator[dict[str, Any]]:
    """The lines of a table with the types of its columns."""
    made = {name: _reader(column.type) for name, column in table.c.items()}
    with archive.open(f"tables/{table.name}.jsonl") as member:
        for line in member:
            row = {name: value if value is None else made[name](value) for name, value in json.loads(line).items()}
            if table.name == "documents":
                row["content"] = archive.read(f"documents/{row['sha256']}")
            yield row


def _reader(kind: object) -> Callable[[Any], Any]:
    if isinstance(kind, DateTime):
        return datetime.fromisoformat
    return base64.b64decode if isinstance(kind, LargeBinary) else lambda value: value


def _count_on(connection: Connection, table: Table) -> None:
    """PostgreSQL numbers new rows by a counter of its own, which rows that bring their number along do not move."""
    columns = list(table.primary_key.columns)
    if connection.dialect.name != "postgresql" or len(columns) != 1:
        return
    (column,) = columns
    named = {"table": table.name, "column": column.name}
    counter = connection.scalar(text("SELECT pg_get_serial_sequence(:table, :column)"), named)
    if counter is not None:
        last = connection.scalar(select(func.max(column)))
        if last is not None:
            connection.execute(text("SELECT setval(:counter, :last)"), {"counter": counter, "last": last})
