"""The first start: every shipped table once, what a killed process left, a key."""

import logging

import pytest

import store
from store import audit, database, keys, start
from store.clock import now
from store.schema import intents
from tests.store.made import EVERYBODY


def test_the_first_start_loads_every_shipped_table_once(backend):
    start.load()
    first = store.visible(EVERYBODY, now())
    # A workbook of the programme holds several periods, every other one.
    assert len({r.submission for r in first}) == len(start.shipped())
    assert {r.period for r in first if r.framework == "project06-2023" and not r.is_demonstration} == {
        "2022-11", "2023-04", "2023-06", "2023-08", "2023-12"
    }  # fmt: skip
    start.load()
    assert store.visible(EVERYBODY, now()) == first
    published = [r for r in first if r.origin == "published"]
    assert {r.period for r in published if r.block == "province"} == {"2020", "2021", "2022", "2023", "2024"}
    assert not [r for r in store.visible(EVERYBODY, now(), demonstrations=False) if r.is_demonstration]
    assert audit.verify().entries == len({r.submission for r in first}) + 1  # and the key
    assert keys.path().stat().st_mode & 0o777 == 0o600


def test_demonstrations_are_left_out_when_asked(backend, monkeypatch):
    monkeypatch.setenv("DTI_DEMO", "0")
    start.load()
    assert {r.origin for r in store.visible(EVERYBODY, now())} == {"published", "own"}


def test_a_key_that_is_none_stops_nothing_but_bundles(backend, monkeypatch, caplog):
    monkeypatch.setenv("DTI_DEMO", "0")
    monkeypatch.setenv("DTI_SIGNING_KEY", "nonsense")
    monkeypatch.setattr(start, "shipped", list)
    start.load()
    assert "release bundles cannot be signed: This is no private Ed25519 key" in caplog.text
    assert "nonsense" not in caplog.text


@pytest.mark.parametrize(
    ("done", "ending"),
    [(False, "it was not carried out; all is as it was before."), (True, "it had been carried out in full.")],
)
def test_what_a_killed_process_left_is_said_at_the_next_start(backend, monkeypatch, caplog, done, ending):
    monkeypatch.setattr(start, "shipped", list)
    start.load()
    gone = {"id": "x", "act": "approve", "subject": "submission:1", "who": "Bình", "process": f"{_host()}:4194301"}
    with database.engine().begin() as connection:
        connection.execute(intents.insert(), {**gone, "at": now(), "done": done})
    with caplog.at_level(logging.WARNING):
        start.load()
    assert f"'approve' of submission:1, begun by Bình at {now():%Y-%m-%d}" in caplog.text
    assert ending in caplog.text
    caplog.clear()
    start.load()
    assert "was cut short" not in caplog.text


def test_a_start_that_fails_says_why_and_tries_again(backend, monkeypatch, caplog):
    """The tables are there as soon as the database is, without a restart."""
    monkeypatch.setattr(start, "_progress", start.Progress())
    monkeypatch.setattr(start, "shipped", list)
    right, pauses, announced = database.database_url(), [], []
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none?connect_timeout=1")

    def wait(seconds):
        pauses.append(seconds)
        assert start.progress().failure and not start.progress().ready
        if len(pauses) == 2:
            monkeypatch.setenv("DATABASE_URL", right)

    start._run(lambda: announced.append(True), wait)
    assert pauses == [1, 2] and announced == [True]
    assert start.progress() == start.Progress(migrated=True, ready=True)
    assert "the start did not come to its end; the next attempt is in 2 s: connection failed" in caplog.text
    assert "Traceback" not in caplog.text


def _host() -> str:
    import socket

    return socket.gethostname()
