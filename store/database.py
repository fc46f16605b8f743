"""Where the database is and how it is reached: SQLite (WAL) under DTI_DATA, or what DATABASE_URL names."""

import os
import sqlite3
import time
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, ProgrammingError

ROOT = Path(__file__).resolve().parent.parent
_START_LOCK = 726_340_012
_NO_PRIVILEGE = "42501"  # of PostgreSQL
_PATIENCE = 5  # seconds for a database that is only looked at


class Unusable(RuntimeError):
    """A setting, or a database, with which this version can do nothing and that no waiting mends."""


def data_folder() -> Path:
    """Folder of everything written (`DTI_DATA`, by default `var` in the project), made if absent. Raises Unusable."""
    return _made(os.environ.get("DTI_DATA") or str(ROOT / "var"))


@lru_cache(maxsize=8)
def _made(name: str) -> Path:
    """Once: it is asked for at every look into the database."""
    folder = Path(name).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Unusable(f"DTI_DATA cannot be used: {fault.strerror}: {fault.filename}. Name a folder of ours.") from None
    return folder


def database_url() -> str:
    return os.environ.get("DATABASE_URL") or f"sqlite:///{data_folder() / 'dti.db'}"


def driver(url: URL) -> URL:
    """A PostgreSQL address, however it is written, with the driver that we ship."""
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgres", "postgresql") else url


def _address(url: str) -> URL:
    """Raises Unusable, without the address: it may hold a password."""
    try:
        found = driver(make_url(url))
    except (ArgumentError, ValueError):
        found = None
    if found is None or found.drivername not in ("postgresql+psycopg", "sqlite"):
        raise Unusable(
            "DATABASE_URL is no address of a database. Write postgresql://USER:PASSWORD@HOST/NAME, or leave it out for "
            "SQLite under DTI_DATA."
        )
    return found


def engine(url: str | None = None) -> Engine:
    """One engine a database and process."""
    return _engine(url or database_url())


@cache
def _engine(url: str) -> Engine:
    address = _address(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True)
    _ours_alone(address.database)
    made = create_engine(url)

    @event.listens_for(made, "connect")
    def _settings(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, as writers
        connection.execute("PRAGMA busy_timeout=30000")
        _write_ahead(connection)
        for pragma in ("synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":  # a reader waits for no writer
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return made


def _ours_alone(path: str | None) -> None:
    """The file of SQLite is for whoever runs the server alone, and what SQLite puts beside it takes after it: it holds
    figures before their publication, and whole workbooks."""
    if path in (None, "", ":memory:"):
        return
    file = Path(str(path))
    if not file.parent.is_dir():
        return  # SQLite says so where it is asked
    if not file.exists():
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
    elif file.stat().st_uid == os.geteuid() and file.stat().st_mode & 0o077:
        for each in (file, *(file.with_name(f"{file.name}{end}") for end in ("-wal", "-shm"))):
            if each.exists():
                each.chmod(0o600)


def _write_ahead(connection: sqlite3.Connection, patience: float = 30.0) -> None:
    """WAL for this database. Two connections that turn a new file to it at once are both told "locked" by SQLite
    without any waiting, whatever the time limit says, so the waiting is done here."""
    end = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.02)


def reading(found: Engine) -> Connection:
    """A connection that only reads, outside any transaction of a writer."""
    return found.connect().execution_options(isolation_level="AUTOCOMMIT")


class NotOwner(RuntimeError):
    """The tables are of another version, and this role of the database may not change them."""


def look() -> None:
    """Raises Unusable where the database cannot be one of ours. One that does not answer now may do so later."""
    address = _address(database_url())
    sqlite = address.get_backend_name() == "sqlite"
    made = engine() if sqlite else create_engine(
        address, poolclass=NullPool, connect_args={"connect_timeout": _PATIENCE}
    )  # fmt: skip
    try:
        with reading(made) as connection:
            _not_newer(connection)
    except DBAPIError:
        return


def migrate(found: Engine) -> None:
    """Bring the schema to the newest version; safe to call from several processes at once.

    Where it is there already nothing is made or changed. Raises NotOwner and Unusable.
    """
    try:
        with found.begin() as connection:
            lock(connection)
            _not_newer(connection)
            command.upgrade(migrations(connection), "head")
    except ProgrammingError as fault:
        if getattr(fault.orig, "sqlstate", "") != _NO_PRIVILEGE:
            raise
        raise NotOwner(
            f"The tables are not those of this version, and the role '{found.url.username}' may not change them: "
            "run `python -m store migrate` with the address of their owner in DATABASE_URL."
        ) from fault


def _not_newer(connection: Connection) -> None:
    if not inspect(connection).has_table("alembic_version"):
        return
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    known = ScriptDirectory.from_config(migrations(connection)).walk_revisions()
    if found is not None and found not in {each.revision for each in known}:
        raise Unusable(
            f"The tables are those of a newer version of the program ({found}). Start that one, or restore a backup "
            "that was made before into an empty database."
        )


def migrations(connection: Connection) -> Config:
    """What Alembic needs to know, to work in the transaction of this connection."""
    settings = Config()
    settings.set_main_option("script_location", str(ROOT / "store" / "migrations"))
    settings.attributes["connection"] = connection
    return settings


def lock(connection: Connection) -> None:
    """Make other starting processes wait for this transaction (SQLite's writer already does)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _START_LOCK})
