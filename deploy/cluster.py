"""Replicas of the application behind nginx over one PostgreSQL, all on this machine and in one folder."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from deploy import postgres, processes
from deploy.postgres import NoPrograms

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "deploy" / "nginx.conf.template"
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

    def start(self) -> None:
        """Start it and wait until it can serve. Raises RuntimeError with the end of its log."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port)]
        command += ["--server.address", "127.0.0.1"]
        log = self.folder / f"replica-{self.port}.log"
        with log.open("a", encoding="utf-8") as lines:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=lines, stderr=lines
            )
        processes.wait(self.process, f"{self.url}/readyz", log, _PATIENCE)

    def stop(self, how: int = signal.SIGTERM) -> None:
        if self.process is not None:
            processes.stop(self.process, how, 15)


@dataclass(frozen=True)
class Cluster:
    """What runs: its address for readers, the database's, and the replicas behind it."""

    url: str
    database: str
    replicas: list[Replica]

    def restart(self) -> None:
        """One replica after the other, the next when nginx asks the one before again: there is always one to serve."""
        for replica in self.replicas:
            replica.stop()
            replica.start()
            time.sleep(_LEFT_OUT + 1)


@contextmanager
def running(folder: Path, port: int, ports: list[int]) -> Iterator[Cluster]:
    """The cluster, for readers on `port`, its replicas on `ports`; ended in turn. Raises NoPrograms."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        raise NoPrograms("nginx is not installed: sudo apt-get install nginx-light")
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        address = stack.enter_context(postgres.server(folder / "postgresql"))
        environment = os.environ | {"DATABASE_URL": address, "DTI_DATA": str(folder)}
        replicas = [Replica(each, folder, environment) for each in ports]
        for replica in replicas:
            stack.callback(replica.stop)
            replica.start()
        stack.enter_context(_nginx(program, folder, port, ports))
        yield Cluster(f"http://127.0.0.1:{port}", address, replicas)


@contextmanager
def _nginx(program: str, folder: Path, port: int, ports: list[int]) -> Iterator[None]:
    home = folder / "nginx"
    home.mkdir(exist_ok=True)
    (home / "nginx.conf").write_text(configuration(home, port, ports), encoding="utf-8")
    command = [program, "-p", str(home), "-c", str(home / "nginx.conf"), "-e", str(home / "error.log")]
    process = subprocess.Popen([*command, "-g", "daemon off;"], stdin=subprocess.DEVNULL)
    try:
        processes.wait(process, f"http://127.0.0.1:{port}/healthz", home / "error.log", 10)
        yield
    finally:
        processes.stop(process, signal.SIGQUIT, 5)


def configuration(home: Path, port: int, ports: list[int]) -> str:
    """The whole of nginx's configuration: the template for the front, and around it what a folder of its own needs."""
    servers = "\n    ".join(f"server 127.0.0.1:{each} max_fails=1 fail_timeout={_LEFT_OUT}s;" for each in ports)
    filled = {"DTI_LISTEN": f"127.0.0.1:{port}", "DTI_REPLICAS": servers}
    front = re.sub(r"\$\{(DTI_\w+)\}", lambda found: filled[found[1]], TEMPLATE.read_text(encoding="utf-8"))
    parts = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    kept = "".join(f"{name}_temp_path {home}/{name};\n" for name in parts)
    user = "user root;\n" if os.geteuid() == 0 else ""
    return (
        f"{user}worker_processes 1;\npid {home}/nginx.pid;\nevents {{ worker_connections 4096; }}\n"
        f"http {{\naccess_log off;\n{kept}{front}}}\n"
    )
