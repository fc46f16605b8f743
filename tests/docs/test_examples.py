"""Every example of the guides is run: console blocks in a shell, python blocks in turn.

In a console block "$ " starts a command; what follows is what it prints: those lines of standard error that the guide
shows, then standard output. "…" stands for anything up to the next character that is written out.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scoring.__main__ import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
GUIDES = [ROOT / "docs" / name for name in ("analysts.md", "frameworks.md", "method.md", "scoring.md")]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
TABLE, ENDED = "-- table --", "-- ended --"


def blocks(guide: Path, language: str) -> list[str]:
    return [text for kind, text in BLOCK.findall(guide.read_text(encoding="utf-8")) if kind == language]


def commands(guide: Path) -> list[tuple[str, str]]:
    """(command, what it prints) of every console block."""
    parts = [part for text in blocks(guide, "console") for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]]
    return [(command, printed) for command, _, printed in (part.partition("\n") for part in parts)]


def looks_like(expected: str) -> re.Pattern:
    return re.compile(".*?".join(re.escape(piece) for piece in expected.split("…")))


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A folder of one's own in which `data` is the project's."""
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


WITH_COMMANDS = [guide for guide in GUIDES if commands(guide)]
WITH_PYTHON = [guide for guide in GUIDES if blocks(guide, "python")]


@pytest.mark.parametrize("guide", WITH_COMMANDS, ids=lambda guide: guide.name)
def test_commands_print_what_the_guide_says(guide, folder):
    told = commands(guide)
    # One shell for all; what a command prints ends with a line of our own.
    script = ['python() { "$PYTHON" "$@"; }', *(_errors_first(command) for command, _ in told)]
    found = subprocess.run(
        ["bash", "-c", "\n".join(script)],
        cwd=folder, capture_output=True, text=True, timeout=900,
        env={**os.environ, "PYTHON": sys.executable, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )  # fmt: skip
    printed = found.stdout.split(f"{ENDED}\n")[:-1]
    assert len(printed) == len(told), found.stderr
    for (command, expected), output in zip(told, printed, strict=True):
        errors, table = output.split(f"{TABLE}\n")
        shown = [line for line in errors.splitlines(keepends=True) if line in expected.splitlines(keepends=True)]
        assert looks_like(expected).fullmatch("".join(shown) + table), f"$ {command}\n{output}"


def _errors_first(command: str) -> str:
    return f"{{ {command}; }} > output 2> errors; cat errors; echo '{TABLE}'; cat output; echo '{ENDED}'"


@pytest.mark.parametrize("guide", WITH_PYTHON, ids=lambda guide: guide.name)
def test_python_runs(guide, folder):
    names = {"example": next(iter(blocks(guide, "toml")), "")}
    for text in blocks(guide, "python"):
        exec(compile(text, guide.name, "exec"), names)


def test_no_guide_is_without_a_test():
    assert {*WITH_PYTHON, *WITH_COMMANDS} == set(GUIDES)
    own = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")}
    others = {guide.stem for guide in (ROOT / "docs").glob("*.md")} - {guide.stem for guide in GUIDES}
    assert others <= own


@pytest.mark.parametrize("command", COMMANDS)
def test_the_guide_tells_every_command(command):
    text = (ROOT / "docs" / "scoring.md").read_text(encoding="utf-8")
    assert f"python -m scoring {command} " in text or f"`{command}" in text


@pytest.mark.parametrize(
    ("expected", "output", "fits"),
    [("a,0.1…\n", "a,0.123\n", True), ("a,…,c\n", "a,b,c\n", True), ("a\n", "a\nb\n", False), ("…", "a\nb", False)],
)
def test_what_is_left_out_ends_with_the_line(expected, output, fits):
    assert bool(looks_like(expected).fullmatch(output)) is fits
