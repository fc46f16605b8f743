"""A press kit's cards against `figure.write_image`, which starts a browser for each picture; and their memory."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event, Thread
from types import SimpleNamespace

import pandas as pd

from bench.timing import seconds
from figures.exports.browser import Browser
from figures.kits import making, settings
from figures.press.material import Material, Stage
from scoring import load_framework, load_units, read_workbook, score
from scoring.units import DATA

Row = tuple[float, str, float, str]
FILE, SINGLES = "published/province-2024.xlsx", 3
CHOSEN = settings.Settings((), True, ("vi",), ("1-1",))


def kit() -> Row:
    """How many times faster the 63 cards of a kit come, the start of its browser included, than one by one.

    One by one: `write_image` of a few of the same cards, its median times 63; all of them would take minutes.
    """
    maker, charts = _maker(), _charts()
    with TemporaryDirectory() as folder:
        target = str(Path(folder) / "card.png")
        cards = [maker.drawn(chart) for chart in charts[: SINGLES + 1]]
        cards[0].figure.write_image(target)  # warm: the first finds the browser
        singles = [
            seconds(lambda each=each: each.figure.write_image(target, width=each.wide, height=each.high))  # type: ignore[misc]
            for each in cards[1:]
        ]
    try:
        whole = seconds(lambda: _all(maker, charts))
    finally:
        maker.browser.stop()
    return median(singles) * len(charts) / whole, "times write_image", 8, "higher"


def memory() -> Row:
    """The most memory that this process and its browser take while they draw 63 cards; what is shared counts once."""
    maker, charts, over, most = _maker(), _charts(), Event(), [0.0]

    def watch() -> None:
        while not over.wait(0.05):
            most[0] = max(most[0], sum(map(_memory, _family(os.getpid()))))

    watching = Thread(target=watch, daemon=True)
    watching.start()
    try:
        _all(maker, charts)
    finally:
        over.set()
        watching.join()
        maker.browser.stop()
    return most[0], "MiB", 1_024, "lower"


def _all(maker: making.Maker, charts: list[settings.Chart]) -> None:
    made = [part for parts in making.pictures(maker, charts, ()) for part in parts]
    assert len(made) == len(charts) == 63


def _charts() -> list[settings.Chart]:
    return settings.charts(_material(), CHOSEN)


def _maker() -> making.Maker:
    return making.Maker(_material(), CHOSEN, datetime(2026, 1, 1), "http://127.0.0.1/verify", None, Browser())


def _material() -> Material:
    """The released workbook of the 63 provinces, as the store would give it."""
    framework, units = load_framework("dti-405-province-published"), load_units()
    table, _ = read_workbook((DATA / FILE).read_bytes(), framework, units)
    about = SimpleNamespace(
        id="province-63-2024", block="province", division="63", period="2024", origin="published", stage="final",
        state="published", is_public=True, is_in_force=True, is_demonstration=False, source="", licence="", note="",
        title="", reader="", supersedes="", superseded_by="", manifest={}, publish_at=datetime(2026, 1, 1),
        created_at=datetime(2026, 1, 1),
    )  # fmt: skip
    return Material(
        Stage(about, score(framework, table.values), pd.DataFrame(columns=["unit", "column", "flag"])), units
    )


def _family(pid: int) -> Iterator[int]:
    """A process and all that it started."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _memory(pid: int) -> float:
    """MiB of a process, of what it shares its part; 0 where it is gone or not ours to see."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
