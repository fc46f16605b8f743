"""A PostgreSQL server of one's own from Debian's programs, in a folder, listening on a socket in that folder only."""

import os
import shutil
import subprocess
import sys
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
    # Whoever reaches the socket is let in: nobody but its owner does.
    told = ["listen_addresses=''", f"unix_socket_directories='{folder}'", "unix_socket_permissions=0700", *settings]
    control = [str(bin_folder / "pg_ctl"), "-D", str(data), "-w"]
    _run(*control, "-l", str(log), "-o", " ".join(f"-c {each}" for each in told), "start")
    try:
        yield address(folder, "postgres")
    finally:
        _run(*control, "-m", "fast", "stop")


def address(folder: Path, role: str, database: str = "postgres") -> str:
    """Of a database of the server in `folder`, to sign in as that role."""
    return f"postgresql://{role}@/{database}?host={folder}"


def tables(folder: Path, database: str = "postgres") -> str:
    """Roles, tables of this version and rights in the server in `folder`; the address of the role that may do the
    least. Raises RuntimeError."""
    path = os.pathsep.join([str(Path(sys.executable).parent), str(programs()), os.environ.get("PATH", os.defpath)])
    place = {"PGHOST": str(folder), "PGDATABASE": database, "SECRETS": str(folder), "PATH": path}
    script = Path(__file__).with_name("tables.sh")
    done = subprocess.run(["sh", str(script)], capture_output=True, text=True, env=os.environ | place)
    if done.returncode:
        raise RuntimeError(f"{script.name}: {done.stdout}{done.stderr}")
    return address(folder, "dti", database)


def _run(*command: str) -> None:
    before = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run([*before, *command], capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")
