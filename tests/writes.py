"""Where a test's own process writes: files that are opened to be written, made, moved or taken away (PEP 578).

Children and what C libraries open by themselves are not seen, but for SQLite's databases.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Event → which of what it says are paths that it changes.
_PATHS = {
    "open": (0,), "os.mkdir": (0,), "os.rename": (0, 1), "os.link": (1,), "os.symlink": (1,), "os.remove": (0,),
    "os.rmdir": (0,), "os.truncate": (0,), "sqlite3.connect": (0,),
}  # fmt: skip
_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_watching: list[set[str]] = []
_hooked: list[bool] = []


def _heard(event: str, said: tuple) -> None:
    if not _watching or event not in _PATHS:
        return
    if event == "open" and not (isinstance(said[2], int) and said[2] & _TO_WRITE):
        return
    for path in (said[at] for at in _PATHS[event]):
        if isinstance(path, str | bytes | os.PathLike):
            for found in _watching:
                found.add(os.path.abspath(os.fsdecode(path)))


@contextmanager
def written_outside(*folders: Path) -> Iterator[list[str]]:
    """The list, filled when the block ends, of what was written elsewhere than in the folders; Python's own compiled
    modules and devices do not count."""
    if not _hooked:
        sys.addaudithook(_heard)  # it cannot be taken away again
        _hooked.append(True)
    seen: set[str] = set()
    found: list[str] = []
    _watching.append(seen)
    try:
        yield found
    finally:
        _watching[:] = [other for other in _watching if other is not seen]
        inside = tuple(f"{folder.resolve()}{os.sep}" for folder in folders) + ("/dev/",)
        found += sorted(
            path for path in seen if not f"{path}{os.sep}".startswith(inside) and f"{os.sep}__pycache__" not in path
        )
