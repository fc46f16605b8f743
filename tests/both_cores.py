"""`python -m tests.both_cores`: the whole suite, in as many pytest processes at once as there are cores.

Each takes the next part, the longest first, so that no core waits for the other at the end. A part is a folder, with
the servers, browsers and databases that its tests share. Parts can be named: `python -m tests.both_cores tests/store`.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
# What takes longest goes first; a folder that is not named here comes after these.
FIRST = ("browser", "pages", "store", "proof", "scoring", "figures")
NO_TESTS = 5  # as pytest says where a part has none


class Done(NamedTuple):
    part: str
    status: int
    output: str
    seconds: float


def parts() -> list[str]:
    """Every folder of tests, and the modules beside them as one part more."""
    folders = {path.relative_to(HERE).parts[0] for path in HERE.rglob("test_*.py") if path.parent != HERE}
    known = [name for name in FIRST if name in folders]
    return [f"tests/{name}" for name in [*known, *sorted(folders - set(known))]] + ["tests/test_*.py"]


def run(part: str) -> Done:
    """One part in a process of its own."""
    named = sorted(str(path) for path in HERE.parent.glob(part)) if "*" in part else [part]
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *named],
        cwd=HERE.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
    )  # fmt: skip
    return Done(part, 0 if done.returncode == NO_TESTS else done.returncode, done.stdout, time.monotonic() - begun)


def main(chosen: Sequence[str]) -> int:
    """1 where a part failed; the output of each part as it ends, and one line for each at the end."""
    found = []
    with ThreadPoolExecutor(max(1, min(os.cpu_count() or 1, 4))) as pool:
        for done in pool.map(run, chosen or parts()):
            print(f"\n=== {done.part}\n{done.output}", flush=True)
            found.append(done)
    print("\n=== all parts")
    for done in found:
        last = (done.output.strip().splitlines() or [""])[-1]
        print(f"{'failed' if done.status else 'passed'}  {done.part:24} {done.seconds:5.0f} s  {last.strip('= ')}")
    return int(any(done.status for done in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
