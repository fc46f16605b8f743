"""The static edition: how long one release takes in three languages, and how often nginx hands its pages out."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.pages import ROOT, Row, published
from bench.timing import seconds
from deploy import nginx
from tests.browser.server import free_port

SECONDS, CONNECTIONS = 10, 64


def build() -> Row:
    """Seconds for the provinces' newest release, in a process of its own over a store that is loaded."""
    with published(), tempfile.TemporaryDirectory() as folder:
        return seconds(lambda: _export(Path(folder) / "site")), "s", 60, "lower"


def requests() -> Row:
    """Requests a second over one of nginx's processes, drawn from all pages in turn; a failed one is an error."""
    wrk = shutil.which("wrk")
    if wrk is None:
        raise SystemExit("wrk is not installed: sudo apt-get install wrk")
    with published(), tempfile.TemporaryDirectory() as folder:
        site, home = Path(folder) / "site", Path(folder) / "nginx"
        Path(folder).chmod(0o755)
        _export(site)
        pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
        script = Path(folder) / "pages.lua"
        script.write_text(_SCRIPT.format(pages=", ".join(f'"/{page}"' for page in pages)), encoding="ascii")
        with nginx.edition(home, site, free_port()) as url:
            command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", str(script), url]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise RuntimeError(told)
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    return float(found[1]) if found else 0.0, "requests a second", 1000, "higher"


def _export(folder: Path) -> None:
    command = [sys.executable, "-m", "opendata", "export", str(folder), "--block", "province"]
    subprocess.run(command, cwd=ROOT, env=dict(os.environ), check=True, stdout=subprocess.DEVNULL)


_SCRIPT = """local pages, at = {{{pages}}}, 0
request = function()
  at = at % #pages + 1
  return wrk.format("GET", pages[at], {{["Accept-Encoding"] = "gzip"}})
end
"""
