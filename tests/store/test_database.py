"""Where the database is, and who waits for whom."""

import sqlite3
import threading

import pytest
from sqlalchemy import make_url, select, text

from store import acts, database
from store.schema import accounts
from tests.store.made import EVERYBODY, analyst


@pytest.mark.parametrize(
    ("written", "driver"),
    [
        ("postgresql://a:b@c/d", "postgresql+psycopg"), ("postgres://a@c/d", "postgresql+psycopg"),
        ("postgresql+psycopg://a@c/d", "postgresql+psycopg"), ("sqlite:///x.db", "sqlite"),
    ],
)  # fmt: skip
def test_an_address_of_postgresql_gets_our_driver(written, driver):
    assert database.driver(make_url(written)).drivername == driver


def test_the_backend_is_the_one_that_was_asked_for(empty):
    assert database.engine().dialect.name == empty
    assert database.engine() is database.engine(database.database_url())


def test_a_reader_waits_for_no_writer(empty):
    with database.engine().begin() as writer:
        acts.alone(writer)
        writer.execute(accounts.delete())
        with database.reading(database.engine()) as reader:
            reader.execute(text("SELECT 1"))
            assert reader.execute(select(accounts)).all() == []


def test_acts_come_one_after_the_other(empty):
    anna, order = analyst(), []
    inside, go_on = threading.Event(), threading.Event()

    def first():
        with acts.acting("first", "x", anna):
            inside.set()
            go_on.wait(10)
            order.append("first")

    def second():
        inside.wait(10)
        with acts.acting("second", "x", EVERYBODY):
            order.append("second")

    threads = [threading.Thread(target=act) for act in (first, second)]
    for thread in threads:
        thread.start()
    inside.wait(10)
    threads[1].join(0.2)
    assert order == []
    go_on.set()
    for thread in threads:
        thread.join()
    assert order == ["first", "second"]


class Locked:
    """A connection that SQLite tells "locked" so many times; the race itself shows in one of forty starts at most."""

    def __init__(self, times: int, code: int = sqlite3.SQLITE_BUSY):
        self.times, self.code, self.asked = times, code, []

    def execute(self, statement):
        self.asked.append(statement)
        if len(self.asked) <= self.times:
            fault = sqlite3.OperationalError("database is locked")
            fault.sqlite_errorcode = self.code
            raise fault


def test_a_new_file_that_two_connections_open_at_once_is_waited_for():
    connection = Locked(times=3)
    database._write_ahead(connection)
    assert connection.asked == ["PRAGMA journal_mode=WAL"] * 4
    for given_up in (Locked(times=9, code=sqlite3.SQLITE_NOTADB), Locked(times=10**6)):
        with pytest.raises(sqlite3.OperationalError):
            database._write_ahead(given_up, patience=0.1)
    assert len(given_up.asked) > 1


def test_many_connections_make_a_new_file_together(tmp_path):
    made = [database._engine.__wrapped__(f"sqlite:///{tmp_path / 'new.db'}") for _ in range(8)]
    gate, faults = threading.Barrier(len(made)), []

    def begin(engine):
        gate.wait()
        try:
            with engine.begin() as connection:
                connection.execute(text("SELECT 1"))
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=begin, args=(engine,)) for engine in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for engine in made:
        engine.dispose()
    assert faults == []


def test_the_file_is_for_who_runs_the_server_alone(tmp_path):
    """A new one, and one that an earlier version left open to others."""
    for name, before in (("new.db", None), ("old.db", 0o644)):
        path = tmp_path / name
        if before is not None:
            path.touch(before)
            path.chmod(before)
        made = database._engine.__wrapped__(f"sqlite:///{path}")
        with made.begin() as connection:
            connection.execute(text("CREATE TABLE t (x INTEGER)"))
            modes = {each.name: each.stat().st_mode & 0o777 for each in tmp_path.glob(f"{name}*")}
        made.dispose()
        assert modes == {f"{name}{end}": 0o600 for end in ("", "-wal", "-shm")}
