"""The real server on a free port, and Chromium as it is driven here."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from deploy import processes

ROOT = Path(__file__).resolve().parent.parent.parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Server:
    """A running dashboard: its address, what it writes and its log."""

    url: str
    data: Path
    log: Path
    process: subprocess.Popen

    def failures(self) -> list[str]:
        """The log's lines about pages that failed and errors of the server."""
        return faults(self.log)


def faults(log: Path) -> list[str]:
    """A log's lines about pages that failed and errors of the server."""
    return [line for line in log.read_text(encoding="utf-8").splitlines() if '"level": "error"' in line]


def leaves(url: str) -> bool:
    """Whether a request for `url` would leave this machine."""
    parts = urlsplit(url)
    return parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(data: Path, **settings: str) -> Iterator[Server]:
    """The dashboard over an own folder `data`; `settings` are further environment variables."""
    port = free_port()
    log = data / "server.log"
    data.mkdir(parents=True, exist_ok=True)
    # The developer's own database must not be the one tests write into.
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"DTI_DATA": str(data), "DTI_STRICT": "1", **settings}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with log.open("w", encoding="utf-8") as lines:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=lines, stderr=lines
        )
    server = Server(f"http://127.0.0.1:{port}", data, log, process)
    try:
        processes.wait(process, f"{server.url}/healthz", log, 60)
        yield server
    finally:
        processes.stop(process)
