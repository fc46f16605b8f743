"""The house itself: what is tracked, what is pinned."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")
# Paths of one machine and hosts of registries. Written in two halves, so that this file does not name them.
FORBIDDEN = re.compile(
    "|".join(
        re.escape(first + second)
        for first, second in [
            ("/root", "/"),
            ("/home", "/"),
            ("/work", "/"),
            ("/Users", "/"),
            ("/opt", "/"),
            ("C:\\", "Users"),
            ("pypi", ".org"),
            ("pythonhosted", ".org"),
            ("registry.npm", "js.org"),
            ("--index", "-url"),
            ("--extra-index", "-url"),
            ("--find", "-links"),
            ("file:", "///"),
        ]
    )  # fmt: skip
)


def tracked() -> list[Path]:
    """What a commit would hold: tracked files and new ones that are not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True, text=True,
    )  # fmt: skip
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def named(text: str) -> list[str]:
    return FORBIDDEN.findall(text)


def test_no_file_names_a_machine_or_a_registry():
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {name}" for name in named(text)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("halves", [("see /ro", "ot/x"), ("--index", "-url x"), ("at files.python", "hosted.org")])
def test_a_planted_name_is_found(halves):
    assert named("".join(halves))


def test_what_is_written_at_run_time_is_not_tracked():
    written = [path.relative_to(ROOT) for path in tracked() if path.relative_to(ROOT).parts[0] in ("var", ".venv")]
    assert written == []


def pins(name: str) -> dict[str, str]:
    lines = [line.split("#")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    found = [re.fullmatch(r"([A-Za-z0-9._-]+)==([^\s;]+)(?:\s*;.*)?", line) for line in lines if line]
    assert all(found), f"{name} has a line that pins nothing"
    return {folded(match[1]): match[2] for match in found}


def folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_requirement_is_pinned_and_both_files_agree():
    run, dev = map(pins, REQUIREMENTS)
    assert {name: dev.get(name) for name in run} == run
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {folded(re.split(r"[\[<>=~! ]", line)[0]) for line in project["dependencies"]}
    assert wanted <= set(run)
    assert {folded(re.split(r"[\[<>=~! ]", line)[0]) for line in project["optional-dependencies"]["dev"]} <= set(dev)
    assert f"streamlit=={run['streamlit']}" in project["dependencies"]


@pytest.mark.parametrize("name", ["pages/shell.py", "app.py"])
def test_the_frame_stays_small(name):
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= 120
