"""nginx out of a folder of its own, with one of our templates as all that it serves."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from deploy import processes
from deploy.postgres import NoPrograms

HERE = Path(__file__).resolve().parent
FRONT, STATIC = HERE / "nginx.conf.template", HERE / "static.conf.template"


def program() -> str:
    """Where nginx is. Raises NoPrograms."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found is None:
        raise NoPrograms("nginx is not installed: sudo apt-get install nginx-light")
    return found


def configuration(home: Path, template: Path, filled: Mapping[str, str]) -> str:
    """The whole of nginx's configuration: the template filled in, and around it what a folder of its own needs."""
    served = re.sub(r"\$\{(DTI_\w+)\}", lambda found: filled[found[1]], template.read_text(encoding="utf-8"))
    parts = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    kept = "".join(f"{name}_temp_path {home}/{name};\n" for name in parts)
    user = "user root;\n" if os.geteuid() == 0 else ""
    return (
        f"{user}worker_processes 1;\npid {home}/nginx.pid;\nevents {{ worker_connections 4096; }}\n"
        f"http {{\naccess_log off;\n{kept}{served}}}\n"
    )


@contextmanager
def serving(home: Path, told: str, url: str) -> Iterator[None]:
    """nginx with this configuration until the block ends; `url` must answer first. Raises NoPrograms, RuntimeError."""
    nginx = program()
    home.mkdir(parents=True, exist_ok=True)
    (home / "nginx.conf").write_text(told, encoding="utf-8")
    command = [nginx, "-p", str(home), "-c", str(home / "nginx.conf"), "-e", str(home / "error.log")]
    process = subprocess.Popen([*command, "-g", "daemon off;"], stdin=subprocess.DEVNULL)
    try:
        processes.wait(process, url, home / "error.log", 10)
        yield
    finally:
        processes.stop(process, signal.SIGQUIT, 5)


@contextmanager
def edition(home: Path, folder: Path, port: int) -> Iterator[str]:
    """A static edition at the address that is given back."""
    url = f"http://127.0.0.1:{port}"
    told = configuration(home, STATIC, {"DTI_LISTEN": f"127.0.0.1:{port}", "DTI_STATIC": str(folder)})
    with serving(home, told, f"{url}/robots.txt"):
        yield url
