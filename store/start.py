"""The first start: every shipped workbook goes through the reader and the scorer that an upload uses."""

import csv
import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from scoring import load_frameworks, load_units, read_workbooks, score
from scoring.bundle.signing import KeyFormError
from scoring.units import DATA
from store import clock, faults, keys
from store.acts import recover
from store.database import NotOwner, Unusable, engine, lock, migrate
from store.releases import SHIPPED
from store.saving import Draft, load_shipped
from store.schema import submissions

log = logging.getLogger(__name__)
# Seconds before the next attempt, the last for all that follow.
_PAUSES = (1, 2, 5, 10, 30)


@dataclass
class Progress:
    """How far it is: tables `migrated`, `done` of `total` workbooks, `ready`; the `failure` of the last attempt
    until one succeeds."""

    migrated: bool = False
    done: int = 0
    total: int = 0
    ready: bool = False
    failure: str = ""


_progress = Progress()
_thread: threading.Thread | None = None


def begin(then: Callable[[], None] = lambda: None) -> None:
    """Start loading in the background, `then` go on, and return at once; a second call does nothing."""
    global _thread
    if _thread is None:
        _thread = threading.Thread(target=_run, args=(then,), name="first start", daemon=True)
        _thread.start()


def progress() -> Progress:
    return _progress


def demonstrations() -> bool:
    """False where DTI_DEMO=0 leaves the demonstration data out."""
    return os.environ.get("DTI_DEMO", "1") != "0"


def load() -> None:
    """Bring the schema up to date and load the shipped workbooks that are not there yet, all or none."""
    log.info("bringing the tables up to date")
    migrate(engine())
    _progress.migrated = True
    recover()
    _key()
    with engine().begin() as connection:
        lock(connection)
        known = set(connection.scalars(select(submissions.c.filename).where(submissions.c.owner == SHIPPED)))
        waiting = [row for row in shipped() if row["file"] not in known]
        _progress.done, _progress.total = 0, len(waiting)
        if waiting:
            log.info("reading %d shipped workbooks", len(waiting))
        frameworks, units = load_frameworks(), load_units()
        contents = [(DATA / row["file"]).read_bytes() for row in waiting]
        read = read_workbooks(
            [(content, frameworks[row["framework"]]) for content, row in zip(contents, waiting, strict=True)],
            units,
        )
        for row, content, (table, problems) in zip(waiting, contents, read, strict=True):
            if table is None:
                raise ValueError(f"{row['file']}: " + " ".join(p.message() for p in problems if p.blocks))
            draft = Draft(((row["file"], content),), table, score(frameworks[row["framework"]], table.values))
            publish_at = datetime.fromisoformat(row["published_at"]) if row["published_at"] else clock.now()
            load_shipped(draft, publish_at, connection)
            _progress.done += 1
            log.info("loaded %s (%d of %d)", row["file"], _progress.done, _progress.total)
    _progress.failure = ""
    _progress.ready = True


def shipped() -> list[dict[str, str]]:
    """Rows of the catalogues of what comes with the project, without demonstrations where they are left out; `file` as
    a path under data/."""
    rows = []
    for folder in ("published", "programme", "demo"):
        catalogue = Path(DATA / folder / "catalogue.csv")
        with catalogue.open(encoding="utf-8", newline="") as lines:
            found = [row for row in csv.DictReader(lines) if row["release"] == "yes"]
        rows += [
            {**row, "file": f"{folder}/{row['file']}"}
            for row in found
            if demonstrations() or row["origin"] != "demonstration"
        ]
    return rows


def _key() -> None:
    """Bundles need a key; everything else goes on without one."""
    try:
        keys.current()
    except KeyFormError as fault:
        log.error("release bundles cannot be signed: %s", fault)


def _run(then: Callable[[], None], wait: Callable[[float], None] = time.sleep) -> None:
    """Until it succeeds: a database that is away or busy comes back, a full disk gets room, and nobody need restart."""
    attempt = 0
    while True:
        try:
            load()
            then()
            return
        except Exception as fault:
            pause = _PAUSES[min(attempt, len(_PAUSES) - 1)]
            attempt += 1
            _progress.failure = faults.said(fault)
            # What is understood is told without where it came about.
            where = None if isinstance(fault, (NotOwner, Unusable)) or faults.kind(fault) else fault
            told = "the start did not come to its end; the next attempt is in %d s: %s"
            log.error(told, pause, _progress.failure, exc_info=where)
            wait(pause)
