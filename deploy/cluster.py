"""Replicas of the application behind nginx over one PostgreSQL, all on this machine and in one folder."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from deploy import nginx, postgres, processes

ROOT = Path(__file__).resolve().parent.parent
_PATIENCE = 120.0
# How long nginx leaves a replica out that did not answer.
_LEFT_OUT = 3


@dataclass
class Replica:
    """One process of the application on its own port."""

    port: int
    folder: Path
    environment: dict[str, str]
    process: subprocess.Popen | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / f"replica-{self.port}.log"

    def start(self) -> None:
        """Start it and wait until it can serve. Raises RuntimeError with the end of its log."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port)]
        command += ["--server.address", "127.0.0.1"]
        with self.log.open("a", encoding="utf-8") as lines:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=lines, stderr=lines
            )
        processes.wait(self.process, f"{self.url}/readyz", self.log, _PATIENCE)

    def stop(self, how: int = signal.SIGTERM) -> None:
        if self.process is not None:
            processes.stop(self.process, how, 15)


@dataclass(frozen=True)
class Cluster:
    """What runs: its address for readers, the database's for the replicas and its folder, and the replicas."""

    url: str
    database: str
    home: Path
    replicas: list[Replica]

    def restart(self) -> None:
        """The tables of this version, then one replica after the other, the next when nginx asks the one before again:
        there is always one to serve."""
        postgres.tables(self.home)
        for replica in self.replicas:
            replica.stop()
            replica.start()
            time.sleep(_LEFT_OUT + 1)


@contextmanager
def running(folder: Path, port: int, ports: list[int]) -> Iterator[Cluster]:
    """The cluster, for readers on `port`, its replicas on `ports`; ended in turn. Raises NoPrograms."""
    nginx.program()  # before anything is started
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        stack.enter_context(postgres.server(folder / "postgresql"))
        address = postgres.tables(folder / "postgresql")
        environment = os.environ | {"DATABASE_URL": address, "DTI_DATA": str(folder)}
        replicas = [Replica(each, folder, environment) for each in ports]
        for replica in replicas:
            stack.callback(replica.stop)
            replica.start()
        url, home = f"http://127.0.0.1:{port}", folder / "nginx"
        stack.enter_context(nginx.serving(home, configuration(home, port, ports), f"{url}/healthz"))
        yield Cluster(url, address, folder / "postgresql", replicas)


def configuration(home: Path, port: int, ports: list[int]) -> str:
    """nginx's, for readers on `port` and replicas on `ports`."""
    servers = "\n    ".join(f"server 127.0.0.1:{each} max_fails=1 fail_timeout={_LEFT_OUT}s;" for each in ports)
    filled = {"DTI_LISTEN": f"127.0.0.1:{port}", "DTI_REPLICAS": servers}
    return nginx.configuration(home, nginx.FRONT, filled)
