"""The commands of make that the README and the guides tell: what each types, and that it serves and cleans for real."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from deploy import processes
from tests.browser.server import free_port
from tests.docs.told import ROOT

WHOLE = ("ruff check .", "ruff format --check .", "mypy", "python -m pytest")
AUDIT = "pip-audit --strict --no-deps --disable-pip --requirement requirements.txt"
# What is told → what it types, in this order. Those that end are run by tests of what they type.
TYPES = {
    "make run": ('streamlit run app.py --server.address "127.0.0.1" --server.port "8501"',),
    "make run PYTHON=python3.12": ("python3.12 -m venv .venv", "streamlit run app.py"),
    "DTI_HOST=0.0.0.0 make run": ('streamlit run app.py --server.address "0.0.0.0"',),
    "DTI_DATA=copy make run": ('DTI_DATA="copy" exec', "streamlit run app.py"),
    "make test": WHOLE,
    "make soak": ("DTI_SOAK=1 .venv/bin/python -m pytest",),
    "make bench": ("python -m bench",),
    "make look": ("python -m tests.look",),
    "make cluster": ("python -m deploy",),
    "make audit": (AUDIT,),
    "make lock": ("--output-file=requirements.txt pyproject.toml", "--output-file=requirements-dev.txt pyproject.toml"),
    "make clean": ("rm -rf .venv ",),
}


@pytest.fixture
def project(tmp_path) -> Path:
    """The project without an environment of its own."""
    folder = tmp_path / "project"
    folder.mkdir()
    for path in ROOT.iterdir():
        if path.name not in (".git", ".venv", "var", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"):
            (folder / path.name).symlink_to(path)
    return folder


@pytest.fixture
def environment() -> dict[str, str]:
    """Without what a developer has set, and without what the make above us hands on."""
    set_here = re.compile(r"DTI_|DATABASE_URL|MAKE|MFLAGS|STREAMLIT_")
    return {name: said for name, said in os.environ.items() if not set_here.match(name)}


@pytest.mark.parametrize("told", TYPES)
def test_it_types_what_the_guides_say(told, project, environment):
    dry = told.replace("make ", "make --dry-run ")
    done = subprocess.run(["bash", "-c", dry], cwd=project, env=environment, capture_output=True, text=True, timeout=60)
    typed = " ".join(done.stdout.replace("\\\n", " ").split())
    places = [typed.find(each) for each in TYPES[told]]
    assert done.returncode == 0 and -1 not in places and places == sorted(places), done.stdout + done.stderr


def test_it_serves_what_it_says(project, environment):
    """`make run`, with what is installed here."""
    (project / ".venv").mkdir()
    (project / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    for name in ("run.stamp", "dev.stamp"):
        (project / ".venv" / name).touch()
    url = f"http://127.0.0.1:{free_port()}"
    log = project / "said"
    with log.open("w", encoding="utf-8") as lines:
        process = subprocess.Popen(
            ["make", "run", f"DTI_PORT={url.rpartition(':')[2]}"], cwd=project, env=environment | {"DTI_DEMO": "0"},
            stdin=subprocess.DEVNULL, stdout=lines, stderr=lines,
        )  # fmt: skip
    try:
        processes.wait(process, f"{url}/healthz", log, 120)
    finally:
        processes.stop(process)
    assert f"The dashboard is served at {url}\n" in log.read_text(encoding="utf-8")
    assert (project / "var").is_dir()


def test_cleaning_takes_what_was_installed_and_nothing_that_was_written(tmp_path, environment):
    shutil.copy(ROOT / "Makefile", tmp_path)
    for kept in (".venv/bin/python", "scoring/__pycache__/x.pyc", "var/dti.db", "scoring/x.py"):
        (tmp_path / kept).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / kept).touch()
    subprocess.run(["make", "clean"], cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=60)
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"Makefile", "var/dti.db", "scoring/x.py"}
