"""A PostgreSQL cluster of the tests' own, in a temporary folder, thrown away at the end."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.needs import missing

# Nothing here has to outlive a crash of the machine.
_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


def programs() -> Path:
    """The folder of initdb and pg_ctl: the newest of Debian's, else the one on the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if debian:
        return debian[-1]
    found = shutil.which("initdb")
    if found is None:
        missing("PostgreSQL is not installed; `make test` as root installs it")
    return Path(str(found)).resolve().parent


def _run(*command: str) -> None:
    """As the server's own user where we are root, which it refuses."""
    before = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run([*before, *command], capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a fresh cluster that listens on a socket in its own folder only."""
    bin_folder = programs()
    with tempfile.TemporaryDirectory(prefix="dti-pg-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        data, log = folder / "data", folder / "log"
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        _run(str(bin_folder / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync",
             "--locale=C.UTF-8")  # fmt: skip
        settings = f"-c listen_addresses='' -c unix_socket_directories='{folder}' {_FAST}"
        control = [str(bin_folder / "pg_ctl"), "-D", str(data), "-w"]
        _run(*control, "-l", str(log), "-o", settings, "start")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            _run(*control, "-m", "immediate", "stop")
