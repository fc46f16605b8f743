"""Pages as scripts: how long each takes on the published tables, over an empty page in the same run."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any
from unittest.mock import patch

from tests import large

Row = tuple[float, str, float, str]
ROOT = Path(__file__).resolve().parent.parent
RUNS, WARM = 11, 2
UNIT = "ms over an empty page"


def page(name: str) -> Callable[[], Row]:
    """Milliseconds of the page's script, frame and all, over those of an empty one; medians of warm runs in turn."""

    def measured() -> Row:
        with published():
            return over(opened(name)), UNIT, 40, "lower"

    return measured


def ranking_3321() -> Row:
    """The same of a ranking of 3,321 units × 100 indicators, published; in a process of its own, with its own block."""
    with tempfile.TemporaryDirectory() as folder:
        large.make(Path(folder) / "own", 3_321, 100)
        settings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        settings |= {"DTI_DATA": folder, "DTI_BLOCKS": str(Path(folder) / "own"), "DTI_DEMO": "0"}
        command = [sys.executable, "-c", "from bench import pages; print(pages.of_many())"]
        done = subprocess.run(command, cwd=ROOT, env=settings, check=True, capture_output=True, text=True)
        return float(done.stdout.split()[-1]), UNIT, 250, "lower"


def of_many() -> float:
    """What `ranking_3321` runs: the workbook published beside the shipped ones, then its ranking."""
    from scoring import load_frameworks, load_units, read_workbook, score
    from store import Draft, clock, start
    from store.database import engine
    from store.saving import load_shipped

    start.load()
    content = (Path(os.environ["DTI_BLOCKS"]) / "many.xlsx").read_bytes()
    framework = load_frameworks()["many"]
    table, problems = read_workbook(content, framework, load_units())
    if table is None:
        raise RuntimeError(" ".join(problem.message() for problem in problems))
    table = replace(table, about={**table.about, "origin": "own"})
    draft = Draft((("many.xlsx", content),), table, score(framework, table.values))
    with engine().begin() as connection:
        release = load_shipped(draft, clock.now(), connection)[0]
    return over(opened("rankings", release=release))


def over(shown: Any) -> float:
    """By how many milliseconds the runs of an open page exceed those of an empty one; RuntimeError where it fails."""
    empty = nothing()
    for _ in range(WARM):
        shown.run(), empty.run()
    pairs = [(worked(shown.run), worked(empty.run)) for _ in range(RUNS)]
    if shown.exception:
        raise RuntimeError(f"the page failed: {shown.exception[0].message}")
    return 1000 * (median(ours for ours, _ in pairs) - median(bare for _, bare in pairs))


def worked(run: Callable[[], object]) -> float:
    """Seconds of processor time in this process: what else the machine does meanwhile does not count."""
    begun = process_time()
    run()
    return process_time() - begun


def opened(name: str, **query: str) -> Any:
    """The page in the frame, as a visitor sees it."""
    from streamlit.testing.v1 import AppTest

    shown = AppTest.from_file(str(ROOT / "pages" / "shell.py"), default_timeout=120)
    for key, value in {"lang": "vi", **query}.items():
        shown.query_params[key] = value
    return shown.switch_page(f"{name}.py").run()


def nothing() -> Any:
    from streamlit.testing.v1 import AppTest

    return AppTest.from_string("import streamlit as st\nst.title('-')\n", default_timeout=60).run()


@contextmanager
def published() -> Iterator[None]:
    """A store of the shipped tables, loaded once for all pages of a run."""
    from store import database, start

    main = sys.modules["__main__"]
    settings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {"DTI_DATA": _folder()}
    with patch.dict(os.environ, settings, clear=True):
        if not start.progress().ready:
            start.load()
        yield
        database.engine().dispose()
    sys.modules["__main__"] = main  # AppTest leaves the page in its place


_folders: list[tempfile.TemporaryDirectory] = []


def _folder() -> str:
    if not _folders:
        _folders.append(tempfile.TemporaryDirectory())
    return _folders[0].name
