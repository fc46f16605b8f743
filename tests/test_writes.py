"""What is written outside of a folder is seen, by whatever way; what is read is not."""

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.writes import written_outside

WAYS = {
    "open": lambda path: path.write_text("x"),
    "a descriptor": lambda path: os.close(os.open(path, os.O_CREAT | os.O_WRONLY)),
    "a folder": lambda path: path.mkdir(),
    "a copy": lambda path: shutil.copy(__file__, path),
    "a move": lambda path: (path.parent / "inside" / "old").rename(path),
    "a link": lambda path: path.symlink_to(__file__),
    "a database": lambda path: closing(sqlite3.connect(path)).__enter__().close(),
    "one under a name of its own": lambda path: os.close(tempfile.mkstemp(dir=path.parent)[0]),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_written_outside_is_seen(way, tmp_path):
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "old").write_text("x")
    with written_outside(inside) as found:
        WAYS[way](tmp_path / "insider")
    assert [Path(each).parent for each in found] == [tmp_path]


def test_what_is_read_or_written_inside_is_not(tmp_path):
    with written_outside(tmp_path) as found:
        (tmp_path / "a").write_text(Path(__file__).read_text(encoding="utf-8"))
        (tmp_path / "a").rename(tmp_path / "b")
        Path("/dev/null").write_text("x")
    assert found == []
