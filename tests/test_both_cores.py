"""The suite in parts: all of it, and a failure anywhere is one of the whole."""

import subprocess
import sys
from pathlib import Path

from tests import both_cores

ROOT = Path(__file__).resolve().parent.parent


def test_every_module_of_tests_is_in_one_part():
    every = set((ROOT / "tests").rglob("test_*.py"))
    by_part = {
        part: set(ROOT.glob(part)) if "*" in part else set((ROOT / part).rglob("test_*.py"))
        for part in both_cores.parts()
    }
    assert set().union(*by_part.values()) == every
    assert sum(map(len, by_part.values())) == len(every)


def test_one_part_that_fails_fails_the_whole(tmp_path):
    for name, line in (("good", "assert 1"), ("bad", "assert 0"), ("none", "")):
        (tmp_path / name).mkdir()
        body = f"def test_it():\n    {line}\n" if line else ""
        (tmp_path / name / f"test_{name}.py").write_text(body, encoding="utf-8")
    call = [sys.executable, "-m", "tests.both_cores", *(str(tmp_path / name) for name in ("good", "none"))]
    good = subprocess.run(call, cwd=ROOT, capture_output=True, text=True)
    assert good.returncode == 0, good.stdout
    bad = subprocess.run([*call, str(tmp_path / "bad")], cwd=ROOT, capture_output=True, text=True)
    assert bad.returncode == 1
    assert [line.split()[0] for line in bad.stdout.splitlines()[-3:]] == ["passed", "passed", "failed"]
