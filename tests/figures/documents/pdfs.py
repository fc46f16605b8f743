"""What a PDF holds, as poppler's programs and its own bytes tell."""

import re
import subprocess
import zlib
from pathlib import Path

from tests.needs import program


def _told(name: str, path: Path, *options: str) -> str:
    command = [program(name), *options, str(path), *(["-"] if name == "pdftotext" else [])]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def pages(path: Path) -> list[str]:
    """The text of every page, spaces and line ends folded."""
    return [" ".join(page.split()) for page in _told("pdftotext", path, "-layout").split("\f")[:-1]]


def info(path: Path) -> dict[str, str]:
    """Of `pdfinfo`: Title, Tagged, Pages, Page size …"""
    lines = (line.partition(":") for line in _told("pdfinfo", path).splitlines())
    return {name.strip(): value.strip() for name, _, value in lines}


def fonts(path: Path) -> dict[str, bool]:
    """Name of each font, without the letters of its subset → whether it is embedded."""
    rows = _told("pdffonts", path).splitlines()[2:]
    return {row.split()[0].partition("+")[2] or row.split()[0]: row.split()[-5] == "yes" for row in rows}


def alternatives(content: bytes) -> list[str]:
    """Every alternative text in the structure."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    whole = content + b"".join(_plain(stream) for stream in streams)
    found = re.findall(rb"/Alt\s*<([0-9A-Fa-f\s]+)>", whole)
    coded = [bytes.fromhex("".join(hexed.decode().split())).decode("utf-16") for hexed in found]
    return coded + [text.decode("latin-1") for text in re.findall(rb"/Alt\s*\(((?:[^()\\]|\\.)*)\)", whole)]


def structure(path: Path) -> str:
    """The kinds of elements in reading order, as `pdfinfo -struct` lists them."""
    return _told("pdfinfo", path, "-struct")


def _plain(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""
