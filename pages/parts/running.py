"""How this process runs, as tables for the administrator's page: the same figures that /metrics gives."""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from figures.words import Words
from frame import health, metrics
from pages.parts import failure, timed
from store.clock import to_local

_SECOND = "1.0"


class Load(NamedTuple):
    """Of this moment: browsers connected, bytes of memory, seconds of processor time, bytes free on the disk."""

    sessions: int
    memory: float
    processor: float
    free: float


def load() -> Load:
    def one(name: str) -> float:
        return metrics.REGISTRY.get_sample_value(name) or 0.0

    return Load(
        int(one("dti_sessions")), one("process_resident_memory_bytes"), one("process_cpu_seconds_total"),
        one("dti_disk_free_bytes"),
    )  # fmt: skip


def conditions(words: Words) -> pd.DataFrame:
    """What must hold to serve, and whether it does."""
    t = words.t
    rows = [
        (t(f"watch.{each.name}"), t("watch.holds" if each.holds else "watch.fails")) for each in health.conditions()
    ]
    return pd.DataFrame(rows, columns=[t("watch.condition"), t("watch.state")])


def pages(words: Words) -> pd.DataFrame:
    """One row a page that was opened since the start: runs, their mean in milliseconds, how many took over a second."""
    t = words.t
    runs: dict[str, dict[str, float]] = {}
    for sample in (sample for family in metrics.PAGES.collect() for sample in family.samples):
        part = sample.name.removeprefix("dti_page_seconds_")
        if part in ("count", "sum") or sample.labels.get("le") == _SECOND:
            runs.setdefault(sample.labels["page"], {})[part] = sample.value
    rows = [
        (
            t(f"nav.{page}"), words.number(found["count"], 0), words.number(1000 * found["sum"] / found["count"], 0),
            words.number(found["count"] - found["bucket"], 0),
        )
        for page, found in sorted(runs.items(), key=lambda each: -each[1]["sum"] / each[1]["count"])
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[t(f"watch.{name}") for name in ("page", "runs", "mean", "over_a_second")])


def slow(words: Words) -> pd.DataFrame:
    """The latest slow runs, newest first."""
    rows = [
        (each.at, words.t(f"nav.{each.page}"), words.number(each.milliseconds, 0), each.release)
        for each in timed.latest
    ]
    return _newest(rows, ("moment", "page", "milliseconds", "release"), words)


def failures(words: Words) -> pd.DataFrame:
    """The latest failures, newest first, by the code that the reader was shown and the log explains."""
    return _newest([(each.at, each.code, each.kind) for each in failure.latest], ("moment", "code", "kind"), words)


def _newest(rows: Iterable[tuple], columns: tuple[str, ...], words: Words) -> pd.DataFrame:  # type: ignore[type-arg]
    found = [(words.moment(to_local(at)), *rest) for at, *rest in reversed(list(rows))]
    return pd.DataFrame(found, columns=[words.t(f"watch.{name}") for name in columns])
