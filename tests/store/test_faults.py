"""The ground gives way: a full disk, a database that is gone and back, damage, a migration that is cut, a clock."""

import errno
import shutil
import signal
import tempfile
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import DBAPIError, OperationalError

import store
from deploy import postgres
from store import audit, contents, database, documents, faults, links, passwords, saving, sessions
from store.schema import metadata, submissions
from tests.needs import SOAK, missing
from tests.store import forked
from tests.store.made import EVERYBODY, NOON, analyst, approver, own, published
from tests.store.owning import owner
from tests.store.rows import rows_of
from tests.store.test_migrations import a_release, upgrade


def kept() -> int:
    with database.reading(database.engine()) as connection:
        return connection.scalar(select(func.count()).select_from(submissions))


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
def test_on_a_full_disk_nothing_is_kept_half_and_it_goes_on_when_there_is_room(empty):
    anna = analyst()
    saving.save(own(), anna, NOON)
    engine = database.engine()
    with database.reading(engine) as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

    def limit(connection, *_):
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(engine, "checkout", limit)
    with pytest.raises(OperationalError) as fault:
        saving.save(own(period="2023-02"), anna, NOON)
    assert faults.kind(fault.value) == "full"
    event.remove(engine, "checkout", limit)
    event.listen(engine, "checkout", lambda c, *_: c.execute("PRAGMA max_page_count = 4294967294"))
    assert kept() == 1 and audit.verify().holds
    saving.save(own(period="2023-02"), anna, NOON)
    assert kept() == 2 and audit.verify().entries == 2


@pytest.mark.postgres
def test_a_database_that_was_gone_is_used_again_without_a_restart(monkeypatch, tmp_path):
    monkeypatch.setenv("DTI_DATA", str(tmp_path))
    folder = Path(tempfile.mkdtemp(prefix="dti-pg-"))
    folder.chmod(0o755)
    try:
        with postgres.server(folder / "server", ["fsync=off"]) as address:
            monkeypatch.setenv("DATABASE_URL", address)
            database.migrate(database.engine())
            saving.save(own(), analyst(), NOON)
        with pytest.raises(OperationalError) as fault:
            kept()
        assert faults.kind(fault.value) == "away"
        with postgres.server(folder / "server", ["fsync=off"]):
            assert kept() == 1 and audit.verify().holds
            database.engine().dispose()
    except postgres.NoPrograms as fault:
        missing(str(fault))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_damage_is_told_and_never_shown(empty):
    release = published(analyst(), approver()).releases[0]
    with owner() as connection:
        damaged = documents.documents.update().where(documents.documents.c.sha256 == release.manifest["values"])
        connection.execute(damaged.values(content=b"other"))
    contents._read.cache_clear()
    with pytest.raises(documents.DamagedDocument) as fault:
        store.read(release, EVERYBODY)
    assert faults.kind(fault.value) == "damaged"


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
def test_a_file_that_is_no_database_is_damage(empty, tmp_path):
    database.engine().dispose()
    for name in ("dti.db", "dti.db-wal", "dti.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / "dti.db").write_bytes(b"no database at all" * 1000)
    with pytest.raises(DBAPIError) as fault:
        kept()
    assert faults.kind(fault.value) == "damaged"


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "full"),
        (OSError(errno.ENOENT, "No such file"), ""),
        (DBAPIError("INSERT", {}, psycopg.errors.DiskFull("could not extend file")), "full"),
        (DBAPIError("SELECT", {}, psycopg.errors.AdminShutdown("terminating connection")), "away"),
        (DBAPIError("SELECT", {}, psycopg.errors.TooManyConnections("sorry")), "busy"),
        (DBAPIError("SELECT", {}, psycopg.errors.UndefinedTable("releases")), ""),
        (ValueError("no"), ""),
    ],
)
def test_faults_that_cannot_be_caused_here(fault, kind):
    assert faults.kind(fault) == kind
    try:
        raise RuntimeError("the page") from fault
    except RuntimeError as outer:
        assert faults.kind(outer) == kind


@pytest.mark.parametrize("version", ["base", "0003"])
def test_a_migration_cut_at_any_statement_is_carried_out_at_the_next_start(backend, version):
    """The schema is brought up in one transaction: all of it or nothing, no lock is left behind, and what was there
    before is there afterwards."""
    if version != "base":
        upgrade(version)
        with database.engine().begin() as connection:
            a_release(connection, 1, state="approved", publish_at=NOON, owner="shipped")
    before = rows_of(database.engine())
    at, ended = 1, -signal.SIGKILL
    while ended == -signal.SIGKILL:
        ended = forked.end(forked.begin(lambda at=at: (forked.kill_at(at), database.migrate(database.engine()))))
        assert ended in (0, -signal.SIGKILL)
        found = rows_of(database.engine())
        if set(found) == {*metadata.tables, "alembic_version"}:
            break  # cut after the last commit, or not at all
        assert found == before, at
        at += 1 if SOAK else 13
    assert at > 13
    database.migrate(database.engine())
    assert audit.verify().entries == 0
    contents._read.cache_clear()
    seen = store.visible(EVERYBODY, NOON)
    assert [release.id for release in seen] == ([] if version == "base" else ["r1"])
    assert all(len(store.read(release, EVERYBODY).scores.scores) for release in seen)


def test_a_clock_that_was_put_back_breaks_no_trail(empty):
    anna, bình = analyst(), approver()
    published(anna, bình, own(), NOON)
    published(anna, bình, own(period="2023-02"), NOON - timedelta(hours=3))
    assert audit.verify().holds
    # What is public follows the clock, whichever way it goes.
    assert [release.period for release in store.visible(EVERYBODY, NOON - timedelta(hours=2))] == ["2023-02"]
    assert len(store.visible(EVERYBODY, NOON)) == 2


def test_a_clock_that_was_ahead_signs_nobody_in_for_longer_and_locks_nobody_out(empty):
    """A year ahead, then set right."""
    anna, ahead = analyst(), NOON + timedelta(days=365)
    token, link = sessions.begin(anna.account, ahead), links.first(ahead) or links.from_the_console(anna.account, ahead)
    for _ in range(passwords.GUESSES):
        with pytest.raises(passwords.SignInRefused):
            passwords.authenticate("anna@example.vn", "not the password", ahead)
    with pytest.raises(passwords.LockedOut):
        passwords.authenticate("anna@example.vn", "not the password", ahead)
    assert sessions.viewer_of(token, None, ahead).account == anna.account and links.look(link, ahead)
    assert sessions.viewer_of(token, None, NOON).account is None and links.look(link, NOON) is None
    with pytest.raises(passwords.SignInRefused):
        passwords.authenticate("anna@example.vn", "not the password", NOON)
