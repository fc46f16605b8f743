"""An upload from its bytes to everything the page shows before it is kept."""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import large

Row = tuple[float, str, float, str]
_RUN = """
import sys, time
from pathlib import Path
from scoring import load_framework, load_units
from scoring.intake import examine
content, framework, units = Path(sys.argv[1]).read_bytes(), load_framework("many"), load_units()
begun = time.perf_counter()
assert examine([("many.xlsx", content)], framework, units).scores is not None
print(time.perf_counter() - begun)
"""


def communes() -> Row:
    """3,321 units × 100 indicators: seconds, the reading child included."""
    return _seconds(3_321), "seconds", 4, "lower"


def fifty_thousand() -> Row:
    """50,000 × 100: seconds."""
    return _seconds(50_000), "seconds", 60, "lower"


def fifty_thousand_memory() -> Row:
    """The same: twice the highest resident memory of the larger of the two processes, the examining and the reading."""
    _seconds(50_000)
    return 2 * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, "MiB at most", 2048, "lower"


def _seconds(units: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        file = large.make(Path(folder) / "own", units, 100)
        environment = os.environ | {"DTI_BLOCKS": str(file.parent)}
        done = subprocess.run([sys.executable, "-c", _RUN, str(file)], env=environment, capture_output=True, check=True)
        return float(done.stdout)
