"""A stranger's bundle checked in a process of its own, with limits on memory and time; what comes back is plain text.

The archive may be a bomb, its tables larger than they look and its workbooks made to bring a reader down.
"""

import base64
import json
import resource
import struct
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from scoring.apart import without_secrets
from scoring.bundle.archive import DamagedBundle
from scoring.bundle.compare import TEMPLATES, Difference
from scoring.bundle.verify import Verdict, verify

MEMORY_MB = 2048
SECONDS = 60  # of a processor
WALL_SECONDS = 120  # on a machine that has other work as well
MOST_DIFFERENCES = 500
_MOST_LETTERS = 300  # of a text that the bundle brought
_ROOT = Path(__file__).resolve().parent.parent.parent
_CHILD = "import sys; sys.path.insert(0, {root!r}); from scoring.bundle.apart import main; main({memory}, {seconds})"


class Checked(NamedTuple):
    """A verdict that names `MOST_DIFFERENCES` at most, and how many there are; of the release its id, framework and
    period."""

    verdict: Verdict
    differences: int


def verify_apart(
    content: bytes, keys: Sequence[bytes] | None = None, memory_mb: int = MEMORY_MB, seconds: int = SECONDS
) -> Checked:
    """`verify` within limits. Raises DamagedBundle, also where the check reaches them."""
    asked = json.dumps(None if keys is None else [base64.b64encode(key).decode() for key in keys]).encode()
    script = _CHILD.format(root=str(_ROOT), memory=memory_mb, seconds=seconds)
    # One thread: each further one of the linear algebra takes address space for itself.
    environment = {**without_secrets(), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(
        [sys.executable, "-I", "-c", script],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
    ) as child:  # fmt: skip
        try:
            output = child.communicate(struct.pack(">Q", len(asked)) + asked + content, timeout=WALL_SECONDS)[0]
        except subprocess.TimeoutExpired:
            child.kill()
            output = b""
    return _read(output)


def _read(output: bytes) -> Checked:
    try:
        said = json.loads(output)
    except ValueError:  # it died before it could answer
        raise DamagedBundle("limits") from None
    if "damaged" in said:
        raise DamagedBundle(said["damaged"], **said["words"])
    found = tuple(Difference(code, words) for code, words in said["differences"] if code in TEMPLATES)
    verdict = Verdict(found, said["release"], said["key"], said["is_trusted"], said["has_workbooks"])
    return Checked(verdict, said["count"])


def main(memory_mb: int, seconds: int) -> None:
    """What the child does: the keys and the bundle from standard input, the verdict as JSON to standard output."""
    most = memory_mb * 2**20
    for kind, limit in ((resource.RLIMIT_AS, most), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (limit, limit) if hard == resource.RLIM_INFINITY else (min(hard, limit),) * 2)
    source = sys.stdin.buffer
    asked = json.loads(source.read(struct.unpack(">Q", source.read(8))[0]))
    keys = None if asked is None else [base64.b64decode(key) for key in asked]
    try:
        said = _told(verify(source.read(), keys))
    except DamagedBundle as fault:
        said = {"damaged": fault.code, "words": _short(fault.words)}
    sys.stdout.write(json.dumps(said, default=str))


def _told(verdict: Verdict) -> dict[str, object]:
    found = verdict.differences
    return {
        "differences": [(difference.code, _short(difference.words)) for difference in found[:MOST_DIFFERENCES]],
        "count": len(found),
        "release": _short({name: verdict.release[name] for name in ("id", "framework", "period")}),
        "key": verdict.key,
        "is_trusted": verdict.is_trusted,
        "has_workbooks": verdict.has_workbooks,
    }


def _short(words: dict[str, Any]) -> dict[str, Any]:
    return {name: said[:_MOST_LETTERS] if isinstance(said, str) else said for name, said in words.items()}
