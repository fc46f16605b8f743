"""Wheels of what is installed here, packed again: what a registry would give, on a machine without a network."""

import base64
import hashlib
import re
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path

from tests.test_house import pins

_ABOUT = ("METADATA", "WHEEL", "entry_points.txt")


def pack(shelf: Path, whole: bool = False) -> None:
    """A wheel of every pinned package: with its own metadata, which say what else it needs and for which machines it
    is, and, if `whole`, with its files (some 600 MB)."""
    shelf.mkdir()
    for name in pins("requirements.txt"):
        _wheel(shelf, distribution(name), whole)


def _wheel(shelf: Path, found: Distribution, whole: bool) -> None:
    about = found.read_text("WHEEL") or ""
    parts = zip(*(line.split("-") for line in re.findall(r"^Tag: (\S+)$", about, re.MULTILINE)), strict=True)
    tag = "-".join(".".join(sorted(set(part))) for part in parts)
    stem = f"{re.sub(r'[-_.]+', '_', found.metadata['Name'])}-{found.version}"
    files = {path: path.locate() for path in found.files or () if path.parts[0] != ".." and path.suffix != ".pyc"}
    kept = {
        str(path): Path(place)
        for path, place in files.items()
        if whole or path.name in ("METADATA", "WHEEL", "entry_points.txt")
    }
    folder = next(str(path.parent) for path in files if path.name == "METADATA")
    record = []
    with zipfile.ZipFile(shelf / f"{stem}-{tag}.whl", "w") as archive:
        for name, place in kept.items():
            if name == f"{folder}/RECORD":
                continue
            content = place.read_bytes()
            sum_ = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            record.append(f"{name},sha256={sum_},{len(content)}\n")
            archive.writestr(name, content)
        archive.writestr(f"{folder}/RECORD", "".join((*record, f"{folder}/RECORD,,\n")))
