"""A PostgreSQL server of one's own from Debian's programs, in a folder, listening on a socket in that folder only."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


class NoPrograms(RuntimeError):
    """Something that has to be installed is not; the message says what to install."""


def programs() -> Path:
    """The folder of initdb and pg_ctl: the newest of Debian's, else the one on the path. Raises NoPrograms."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if debian:
        return debian[-1]
    found = shutil.which("initdb")
    if found is None:
        raise NoPrograms("PostgreSQL is not installed: sudo apt-get install postgresql")
    return Path(found).resolve().parent


@contextmanager
def server(folder: Path, settings: Sequence[str] = ()) -> Iterator[str]:
    """Start what lies in `folder`, made at the first call, and give its address; stopped at the end.

    `settings` are further lines of its configuration (`fsync=off`). PostgreSQL refuses root; started by root it runs as
    its own user, to whom the folder then belongs.
    """
    bin_folder = programs()
    folder.mkdir(parents=True, exist_ok=True)
    data, log = folder / "data", folder / "log"
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    if not data.exists():
        _run(str(bin_folder / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync",
             "--locale=C.UTF-8")  # fmt: skip
    told = ["listen_addresses=''", f"unix_socket_directories='{folder}'", *settings]
    control = [str(bin_folder / "pg_ctl"), "-D", str(data), "-w"]
    _run(*control, "-l", str(log), "-o", " ".join(f"-c {each}" for each in told), "start")
    try:
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        _run(*control, "-m", "fast", "stop")


def _run(*command: str) -> None:
    before = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run([*before, *command], capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")
