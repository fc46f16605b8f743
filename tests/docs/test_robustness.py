"""The guide to robustness: its commands and examples run, on a cluster too."""

import os
import re
import shlex
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scoring.analysis.uncertainty import assumptions, methods
from scoring.analysis.uncertainty.robustness_command import SHOWN
from tests.scoring.trees import tree

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "robustness.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```([\w ]+)\n(.*?)```", GUIDE, re.DOTALL)
COMMANDS = [line for language, text in BLOCKS if language == "sh" for line in text.splitlines()]
CLUSTER = [line for language, text in BLOCKS if language == "sh cluster" for line in text.splitlines()]
NODES = [("g", "dti", 60), ("a", "g", 1), ("b", "g", 2), ("h", "dti", 40), ("c", "h", 1), ("d", "h", 1)]


def test_the_python_runs_from_top_to_bottom():
    names = {"example": tree(*NODES).text}
    for language, code in BLOCKS:
        if language == "python":
            exec(compile(code, "docs/robustness.md", "exec"), names)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_runs(command):
    found = subprocess.run(_python(command), cwd=ROOT, capture_output=True, text=True)
    assert found.returncode == 0, found.stderr
    assert len(found.stdout.splitlines()) > 2


@pytest.mark.cluster
def test_the_commands_of_a_cluster_run():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    *services, command = [line.replace("8786", port) for line in CLUSTER]
    running = []
    try:
        for service in services:
            words = shlex.split(service)
            settings = dict(word.split("=") for word in words if re.match(r"[A-Z]+=", word))
            call = [str(Path(sys.executable).with_name("dask")), *words[words.index("dask") + 1 :]]
            running.append(
                subprocess.Popen(
                    call, cwd=ROOT, env=os.environ | settings, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
                )
            )
        _wait_for(int(port))
        spread = subprocess.run(_python(command), cwd=ROOT, capture_output=True, text=True)
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait(30)
    assert spread.returncode == 0, spread.stderr
    alone = subprocess.run(_python(command.split(" --cluster")[0]), cwd=ROOT, capture_output=True, text=True)
    assert spread.stdout == alone.stdout != ""


def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.1)


def _python(command: str) -> list[str]:
    words = shlex.split(command)
    assert words[0] == "python"
    return [sys.executable, *words[1:]]


def test_the_guide_names_every_assumption_and_every_table():
    kinds = [assumptions.Weights, assumptions.Dirichlet, assumptions.LeaveOneOut, assumptions.MissingData]
    kinds += [methods.Means, methods.Normalisations, methods.Steps]
    assert all(f"`{kind.__name__}(" in GUIDE for kind in kinds)
    assert {"summary", "top", "sensitivity", "bounds"} <= set(SHOWN)
