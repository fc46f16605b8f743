"""The operator's guide on installing and upgrading: what it says to type and to write down does what it says."""

import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from store import database
from tests.docs.test_examples import ROOT, blocks
from tests.needs import SOAK, program

GUIDE = ROOT / "docs" / "operators.md"


def block(language: str, part: str) -> str:
    """The one block of the guide in which that stands."""
    (found,) = [text for text in blocks(GUIDE, language) if part in text]
    return found


def typed(text: str, folder: Path, **environment: str) -> None:
    """Each line in turn, in a folder; all must succeed."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-ec", text], cwd=folder, capture_output=True, text=True, timeout=300,
        env=known | {"PATH": path, "PIP_DISABLE_PIP_VERSION_CHECK": "1", **environment},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def wheel(folder: Path) -> None:
    """The smallest package there is."""
    folder.mkdir()
    with zipfile.ZipFile(folder / "tiny-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr("tiny.py", "")
        archive.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        archive.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("tiny-1.0.dist-info/RECORD", "tiny.py,,\n")


def test_wheels_are_taken_along_and_installed_without_a_network(tmp_path):
    """With one package in the place of ours; a folder is what it is downloaded from."""
    wheel(tmp_path / "shelf")
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    (here / "requirements.txt").write_text("tiny==1.0\n", encoding="utf-8")
    outside = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path / "shelf")}
    typed(block("sh", "pip download"), here, **outside)
    shutil.copytree(here, there)
    shutil.rmtree(tmp_path / "shelf")
    typed(block("sh", "PIP_NO_INDEX"), there)
    assert list(there.glob(".venv/lib/*/site-packages/tiny.py"))


def test_an_upgrade_backs_up_takes_the_new_version_and_changes_the_tables(tmp_path, monkeypatch):
    monkeypatch.setenv("DTI_DATA", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    database.migrate(database.engine())
    database.engine().dispose()
    named = "-c user.name=x -c user.email=x@example.vn"
    origin, here = tmp_path / "origin", tmp_path / "here"
    typed(f"git init -q origin && cd origin && git {named} commit -q --allow-empty -m first", tmp_path)
    typed("git clone -q origin here", tmp_path)
    (origin / "requirements.txt").touch()
    typed(f"git add . && git {named} commit -q -m second", origin)
    python = here / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    typed(block("sh", "before-upgrade.zip"), here, PYTHONPATH=str(ROOT), PIP_NO_INDEX="1")
    assert (here / "requirements.txt").exists() and zipfile.is_zipfile(here / "before-upgrade.zip")


def test_the_service_is_one_that_systemd_takes(tmp_path):
    text = block("ini", "[Service]")
    read = configparser.ConfigParser(interpolation=None, strict=False)
    read.optionxform = str
    read.read_string(text)
    assert (
        read["Service"]["ExecStart"].endswith(" run app.py --server.port 8501") and read["Service"]["UMask"] == "0077"
    )
    if shutil.which("systemd-analyze") is None:
        return
    # Neither the user nor the project is there on this machine.
    unit = tmp_path / "dti.service"
    said = text.replace("User=dti\n", "").replace("/srv/dti/.venv/bin/streamlit", "/bin/true").replace("/srv/dti", "/")
    unit.write_text(said, encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, timeout=60)
    assert "dti.service" not in done.stderr, done.stderr


def test_nginx_takes_what_stands_in_front(tmp_path):
    nginx = shutil.which("nginx", path="/usr/sbin") or program("nginx")
    certificate, key = tmp_path / "tls.crt", tmp_path / "tls.key"
    typed(
        f"openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=x -keyout {key} -out {certificate} -days 1 2>/dev/null",
        tmp_path,
    )
    said = block("nginx", "ssl_certificate").replace("/etc/dti/tls.crt", str(certificate))
    said = said.replace("/etc/dti/tls.key", str(key)).replace("listen 443", f"listen unix:{tmp_path}/s")
    whole = tmp_path / "nginx.conf"
    temporary = "".join(f"{name}_temp_path {tmp_path}/{name};\n" for name in ("client_body", "proxy", "fastcgi"))
    whole.write_text(
        f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}{said}}}\n", encoding="utf-8"
    )
    done = subprocess.run(
        [nginx, "-t", "-p", tmp_path, "-c", whole, "-e", tmp_path / "log"], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr


GUIDES = sorted((ROOT / "docs").glob("*.md"))
SHOWN = re.compile(r"!\[([^\]]+)\]\((pictures/[\w-]+\.\w+)\)")


def test_every_picture_is_there_small_described_and_drawn_by_the_command():
    from tests.pictures import PICTURES

    told = [found for guide in GUIDES for found in SHOWN.findall(guide.read_text(encoding="utf-8"))]
    assert all(len(text) > 20 for text, _ in told)
    there = {f"pictures/{path.name}" for path in (ROOT / "docs" / "pictures").iterdir()}
    assert {path for _, path in told} == there == {f"pictures/{name}.webp" for name in PICTURES}
    assert all(path.stat().st_size < 100_000 for path in (ROOT / "docs" / "pictures").iterdir())


@pytest.mark.browser
@pytest.mark.skipif(not SOAK, reason="pictures are drawn anew by `make soak`")
def test_pictures_can_be_drawn_anew(tmp_path):
    from tests import pictures

    pictures.draw(tmp_path)
    assert {path.stem for path in tmp_path.iterdir()} == set(pictures.PICTURES)
