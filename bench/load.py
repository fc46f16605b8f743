"""Two hundred readers on one process, on two replicas, and for an hour: how long they wait, what the servers spend.

The readers are another process on the same machine (`bench/readers.py`).
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from statistics import quantiles
from unittest.mock import patch

from deploy import cluster, processes
from store import clock, gate
from store.database import engine
from store.viewers import Viewer
from tests.browser.server import ROOT, Server, faults, free_port, running

Row = tuple[float, str, float | None, str]
READERS, SECONDS = 200, 60.0
# An hour's sessions in a few minutes: as many as come in an hour where each stays for six minutes.
ROUNDS, SESSIONS = 10, 200
# How long Streamlit keeps what a reader had chosen after they left.
_KEPT = 120
_TICK = os.sysconf("SC_CLK_TCK")
_MB = 2**20
# What is measured: in what, and its limit with an action every ten seconds.
FIGURES: dict[str, tuple[str, float]] = {
    "errors": ("readers", 0),
    "first-view": ("seconds, 95th percentile", 1),
    "action": ("seconds, 95th percentile", 0.5),
    "processor": ("ms a run", 25),
    "memory": ("MiB", 1024),
}
TIMES = 1.25


def every_ten(name: str) -> Row:
    """One of FIGURES of one process whose readers each do something every ten seconds.

    errors: readers who were cut off, refused or shown a failure; first-view: of a reader; action: another page, release
    or language; processor: all that the server spends, by the runs of pages; memory: its most.
    """
    return _one(10.0)[name], *FIGURES[name], "lower"


def every_five(name: str) -> Row:
    """The same where each does something every five seconds; told without a limit."""
    return _one(5.0)[name], FIGURES[name][0], None, "lower"


def replicas(name: str) -> Row:
    """A figure of two replicas behind nginx over PostgreSQL on the same processors, over that of one process; memory is
    of each of them."""
    return _two()[name] / _one(10.0)[name], "times one process", TIMES, "lower"


def hour() -> Row:
    """Memory once an hour's sessions have come and gone, over what it was before, of a server that is warm."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server:
        releases = _published(server)
        _read(server.url, SESSIONS, 5, 0, releases)
        _forgotten(server, releases)
        before = _memory(server.process.pid, "VmRSS")
        for _ in range(ROUNDS):
            _read(server.url, SESSIONS, 5, 0, releases)
        _forgotten(server, releases)
        return _memory(server.process.pid, "VmRSS") / before, "times before", 1.1, "lower"


def _forgotten(server: Server, releases: list[str]) -> None:
    """Wait until Streamlit has dropped those who left, which it does when the next one leaves."""
    time.sleep(_KEPT + 1)
    _read(server.url, 1, 1, 0, releases)
    time.sleep(1)


@cache
def _one(between: float) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server:
        releases = _published(server)
        return _measured(server.url, [server.process.pid], between, releases, server.failures)


@cache
def _two() -> dict[str, float]:
    # The path of a socket may have 107 characters.
    with tempfile.TemporaryDirectory(prefix="dti-") as folder:
        Path(folder).chmod(0o755)
        with cluster.running(Path(folder), free_port(), [free_port(), free_port()]) as found:
            releases = _newest({"DATABASE_URL": found.database, "DTI_DATA": folder})
            pids = [each.process.pid for each in found.replicas if each.process]
            logs = [each.log for each in found.replicas]
            return _measured(found.url, pids, 10.0, releases, lambda: [line for log in logs for line in faults(log)])


def _measured(
    url: str, servers: Sequence[int], between: float, releases: list[str], failures: Callable[[], list[str]]
) -> dict[str, float]:
    """FIGURES of the processes `servers` behind an address; `failures` are the lines of their logs about faults."""
    _read(url, 4 * len(servers), 0.2, 5, releases)  # warms what is kept by release
    before = sum(map(_seconds, servers))
    told = _read(url, READERS, between, SECONDS, releases)
    spent, runs = sum(map(_seconds, servers)) - before, len(told["first"]) + len(told["actions"])
    return {
        "errors": float(len([*told["errors"], *failures()])),
        "first-view": quantiles(told["first"], n=20)[-1],
        "action": quantiles(told["actions"], n=20)[-1],
        "processor": 1000 * spent / runs,
        "memory": max(_memory(each, "VmHWM") for each in servers),
    }


def _published(server: Server) -> list[str]:
    """The three newest rankings of provinces, once all is loaded."""
    processes.wait(server.process, f"{server.url}/readyz", server.log, 600)
    return _newest({"DTI_DATA": str(server.data)})


def _newest(where: dict[str, str]) -> list[str]:
    """The same of the database that the variables name."""
    with patch.dict(os.environ, where):
        if "DATABASE_URL" not in where:
            os.environ.pop("DATABASE_URL", None)
        found = [release.id for release in gate.visible(Viewer(), clock.now()) if release.block == "province"]
        engine().dispose()
    return found[:3]


def _read(url: str, readers: int, between: float, seconds: float, releases: list[str]) -> dict:
    command = [sys.executable, "-m", "bench.readers", url, str(readers), str(between), str(seconds), *releases]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def _seconds(process: int) -> float:
    """Processor time of a process so far (Linux)."""
    parts = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / _TICK


def _memory(process: int, name: str) -> float:
    """MiB that a process holds now (VmRSS) or held at most (VmHWM)."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 / _MB for line in lines if line.startswith(name))
