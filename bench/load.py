"""Two hundred readers on one process: how long they wait, what the server spends. The readers are another process."""

import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from statistics import quantiles
from unittest.mock import patch

from deploy import processes
from store import clock, gate
from store.database import engine
from store.viewers import Viewer
from tests.browser.server import ROOT, Server, running

Row = tuple[float, str, float, str]
READERS, BETWEEN, SECONDS = 200, 10.0, 60.0
_TICK = os.sysconf("SC_CLK_TCK")
_MB = 2**20


def errors() -> Row:
    """Readers who were cut off, refused or shown a failure."""
    return float(len(_measured()["errors"])), "readers", 0, "lower"


def first_view() -> Row:
    """95th percentile of the first view of a reader."""
    return _measured()["first"], "seconds, 95th percentile", 1, "lower"


def action() -> Row:
    """95th percentile of an action: another page, release or language."""
    return _measured()["action"], "seconds, 95th percentile", 0.5, "lower"


def processor() -> Row:
    """Processor time of the server for each run of a page, everything it does included."""
    return _measured()["processor"], "ms a run", 25, "lower"


def memory() -> Row:
    """The server's memory with all readers connected."""
    return _measured()["memory"], "MiB", 1024, "lower"


@cache
def _measured() -> dict:
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server:
        releases = _published(server)
        _read(server, 4, 0.2, 5, releases)  # warms what is kept by release
        before = _seconds(server)
        told = _read(server, READERS, BETWEEN, SECONDS, releases)
        spent, runs = _seconds(server) - before, len(told["first"]) + len(told["actions"])
        return {
            "errors": [*told["errors"], *server.failures()],
            "first": quantiles(told["first"], n=20)[-1],
            "action": quantiles(told["actions"], n=20)[-1],
            "processor": 1000 * spent / runs,
            "memory": _memory(server),
        }


def _published(server: Server) -> list[str]:
    """The three newest rankings of provinces, once all is loaded."""
    processes.wait(server.process, f"{server.url}/readyz", server.log, 600)
    with patch.dict(os.environ, {"DTI_DATA": str(server.data)}):
        os.environ.pop("DATABASE_URL", None)
        found = [release.id for release in gate.visible(Viewer(), clock.now()) if release.block == "province"]
        engine().dispose()
    return found[:3]


def _read(server: Server, readers: int, between: float, seconds: float, releases: list[str]) -> dict:
    command = [sys.executable, "-m", "bench.readers", server.url, str(readers), str(between), str(seconds), *releases]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def _seconds(server: Server) -> float:
    """Processor time of the server so far (Linux)."""
    parts = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / _TICK


def _memory(server: Server) -> float:
    lines = Path(f"/proc/{server.process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 / _MB for line in lines if line.startswith("VmHWM"))
