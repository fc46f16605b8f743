"""A stranger's file read as it comes in: each piece goes on to a process of its own, and nothing of it is kept here."""

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from threading import BoundedSemaphore
from typing import NamedTuple

from figures.provenance.mark import from_data
from figures.provenance.stamps import Found
from scoring.apart import without_secrets

MOST_BYTES = 20 * 2**20
AT_ONCE = 3
MEMORY_MB, SECONDS = 512, 20  # of memory, of a processor
PATIENCE = 60.0  # seconds that a file may take to arrive and to be read
_ROOT = Path(__file__).resolve().parent.parent.parent
_CHILD = (
    "import sys; sys.path.insert(0, {root!r}); from figures.provenance.child import main; main({memory}, {seconds})"
)
_turns = BoundedSemaphore(AT_ONCE)


class TooLarge(ValueError):
    """More bytes than `MOST_BYTES`."""


class TooSlow(RuntimeError):
    """The file did not arrive, or was not read, in time."""


class Busy(RuntimeError):
    """As many files are being read as may be at once."""


class Looked(NamedTuple):
    """What a file says of itself, its SHA-256 as it is, and how many bytes it has."""

    found: Found
    sha256: str
    size: int


async def look(parts: AsyncIterator[bytes], patience: float = PATIENCE) -> Looked | None:
    """What the file says that arrives in these parts; None where reading it reached the limits of its process.

    Raises TooLarge, TooSlow and Busy.
    """
    if not _turns.acquire(blocking=False):
        raise Busy
    try:
        async with asyncio.timeout(patience):
            return await _look(parts)
    except TimeoutError:
        raise TooSlow from None
    finally:
        _turns.release()


async def _look(parts: AsyncIterator[bytes]) -> Looked | None:
    script = _CHILD.format(root=str(_ROOT), memory=MEMORY_MB, seconds=SECONDS)
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-c", script, env=without_secrets(),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    assert child.stdin is not None and child.stdout is not None
    try:
        # It reads to the end before it answers, so that neither waits for the other.
        await _feed(child.stdin, parts)
        output = await child.stdout.read()
        await child.wait()
    finally:
        if child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.wait()
    return _read(output)


async def _feed(into: asyncio.StreamWriter, parts: AsyncIterator[bytes]) -> None:
    size = 0
    async for part in parts:
        size += len(part)
        if size > MOST_BYTES:
            raise TooLarge
        with contextlib.suppress(ConnectionError):  # it has died, which its answer will tell
            into.write(part)
            await into.drain()
    with contextlib.suppress(ConnectionError):
        into.close()
        await into.wait_closed()


def _read(output: bytes) -> Looked | None:
    try:
        said = json.loads(output)
    except ValueError:  # it died before it could answer
        return None
    mark = from_data(said["mark"]) if said["mark"] else None
    found = Found(said["kind"], mark, said["signature"].encode(), said["key"], said["digest"])
    return Looked(found, said["sha256"], said["size"])
