"""Large panels in parts: the memory of a million units, and how the time grows up to them."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from time import perf_counter

import numpy as np
import pandas as pd

from bench.scoring import Row, framework_of
from scoring.engine.chunks import score_chunks

INDICATORS, PART = 100, 50_000
SIZES = (1_000, 10_000, 100_000, 1_000_000)


def memory_million() -> Row:
    """Peak memory of a process that scores and ranks 1,000,000 units × 100 indicators on every node."""
    code = "from bench.scale import run, peak; run(1_000_000); print(peak())"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return float(done.stdout), "GiB at most", 8, "lower"


def growth() -> Row:
    """The power of the number of units that the time grows with, from 10³ to 10⁶: 1 is linear."""
    run(SIZES[0])
    taken = [min(run(units) for _ in range(3 if units < SIZES[-1] else 1)) for units in SIZES]
    power = np.polyfit(np.log(SIZES), np.log(taken), 1)[0]
    return float(power), "power of the number of units", 1.25, "lower"


def run(units: int) -> float:
    """Seconds to score so many units in parts of 50,000, the making of the figures not counted."""
    framework = framework_of(INDICATORS)[0]
    columns = [column.code for column in framework.inputs]
    making = 0.0

    def parts() -> Iterator[pd.DataFrame]:
        nonlocal making
        rng = np.random.default_rng(3)
        for start in range(0, units, PART):
            begun = perf_counter()
            raw = rng.uniform(0, 100, (min(PART, units - start), INDICATORS))
            raw[rng.random(raw.shape) < 0.02] = np.nan
            names = [f"u{n:07d}" for n in range(start, start + len(raw))]
            index = pd.MultiIndex.from_product([["2023"], names], names=["period", "unit"])
            part = pd.DataFrame(raw, index=index, columns=columns, copy=False)
            making += perf_counter() - begun
            yield part

    begun = perf_counter()
    found = score_chunks(framework, parts())
    assert found.ranks.shape == (units, len(framework.codes))
    return perf_counter() - begun - making


def peak() -> float:
    """The most memory this process has held, in GiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
