"""The edition on the disk: built beside, then put in its place, so that a web server never has half of one."""

import ctypes
import errno
import gzip
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from opendata.static_edition.assets import FOLDER
from opendata.static_edition.parts import Refused

MARK = "edition.json"  # what an edition consists of, with the sum of every file; and that the folder is one
FORMAT = 1
# Also written packed, for servers that send them as they are (`gzip_static`).
_PACKED = {".html", ".css", ".csv", ".json", ".toml", ".xml", ".txt"}
_SMALL = 1024
_HERE, _EXCHANGE = -100, 2  # of renameat2


def check(folder: Path) -> None:
    """Raises Refused where something stands at the folder's place that is no edition."""
    if not folder.parent.is_dir():
        raise Refused(f"There is no folder {folder.parent} to put the edition into. Make it first.")
    if folder.is_symlink():
        raise Refused(f"{folder} is a link. Name the folder itself.")
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    try:
        ours = json.loads((folder / MARK).read_text(encoding="utf-8"))["edition"] == FORMAT
    except (OSError, ValueError, KeyError, TypeError):
        ours = False
    if not ours:
        raise Refused(
            f"{folder} holds something that is not an edition and is left alone. Name another folder or empty it."
        )


def write(folder: Path, files: Iterable[tuple[str, bytes]], about: Mapping[str, Any]) -> dict[str, str]:
    """Put the files into the folder, all or none, in place of those before; path → SHA-256. Raises OSError, Refused."""
    folder = folder.absolute()
    check(folder)
    # Beside it, not in the system's place for such: only within one disk can a folder be put in place at once.
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        sums = {path: _put(beside / path, content) for path, content in files}
        told = {"edition": FORMAT, **about, "files": dict(sorted(sums.items()))}
        _put(beside / MARK, json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n")
        _keep_assets(folder, beside)
        beside.chmod(0o755)
        _swap(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return sums


def _keep_assets(old: Path, new: Path) -> None:
    """What a page that a reader still has may yet load: the old edition's own assets, for one edition more."""
    told = json.loads((old / MARK).read_text(encoding="utf-8"))["files"] if (old / MARK).exists() else {}
    for path in told:
        if path.startswith(f"{FOLDER}/") and not (new / path).exists() and (old / path).exists():
            _put(new / path, (old / path).read_bytes())


def _put(path: Path, content: bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if path.suffix in _PACKED and len(content) > _SMALL:
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
    return hashlib.sha256(content).hexdigest()


def _swap(new: Path, folder: Path) -> None:
    """`new` becomes `folder`; what was there is then at `new`."""
    if not folder.exists() or not any(folder.iterdir()):
        new.rename(folder)
    elif not _exchanged(new, folder):
        # Where a system cannot exchange two folders, for a moment there is none.
        gone = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        folder.rename(gone)
        new.rename(folder)
        gone.rename(new)


def _exchanged(one: Path, other: Path) -> bool:
    """Both names change hands in one step, as Linux can; False where it cannot. Raises OSError."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    fault = ctypes.get_errno()
    if fault in (errno.ENOSYS, errno.EINVAL):
        return False
    raise OSError(fault, os.strerror(fault), str(other))
