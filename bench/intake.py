"""An upload from its bytes to the preview: read, judged, scored, compared with a release; in a process of its own."""

import json
import resource
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd

from bench.scoring import Row
from scoring import parse_framework, score
from scoring.intake import examine
from scoring.units import read_units
from tests import large

INDICATORS = 100


def upload_3321() -> Row:
    """Seconds for every commune of the country, 3,321 units × 100 indicators."""
    return _measured(3_321)["seconds"], "seconds", 4, "lower"


def upload_50000() -> Row:
    """Seconds for 50,000 units × 100 indicators, about what the largest upload holds."""
    return _measured(50_000)["seconds"], "seconds", 60, "lower"


def upload_50000_memory() -> Row:
    """The most memory of the same, that of the reading child added to the server's own."""
    return _measured(50_000)["mebibytes"], "MiB", 2_048, "lower"


@cache
def _measured(units: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        large.make(Path(folder) / "own", units, INDICATORS)
        command = [sys.executable, "-m", "bench.intake", folder]
        return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def run(folder: Path) -> dict[str, float]:
    """Examine the workbook in the folder against a release of the same units a year before."""
    units, framework = read_units((folder,)), parse_framework((folder / "frameworks" / "many.toml").read_text("utf-8"))
    codes = units.of("many")["code"].tolist()
    figures = np.random.default_rng(5).uniform(0, 100, (len(codes), INDICATORS)).round(2)
    index = pd.MultiIndex.from_product([["2023"], codes], names=["period", "unit"])
    before = score(framework, pd.DataFrame(figures, index, [column.code for column in framework.inputs]))
    content = (folder / "many.xlsx").read_bytes()
    begun = perf_counter()
    intake = examine(
        [("many.xlsx", content)], framework, units, last=lambda *_: before, in_force=lambda *_: before
    )  # fmt: skip
    taken = perf_counter() - begun
    assert intake.scores is not None and len(intake.changes["2024"].units) == len(codes)
    used = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {"seconds": taken, "mebibytes": sum(used)}


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]) / "own")))
