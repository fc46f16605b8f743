"""The analysts' guide: every command in it runs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "analysts.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ python (.+)$", GUIDE, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_guide_runs(command):
    done = subprocess.run([sys.executable, *command.split()], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_guide_has_commands():
    assert len(COMMANDS) == 2
