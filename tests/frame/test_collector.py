"""What is there once all is loaded is left out of the collector's rounds; what comes later is not."""

import gc
import subprocess
import sys

SCRIPT = """
import gc, weakref
from frame.collector import keep_what_is_there

class Cycle:
    def __init__(self):
        self.own = self

there = [Cycle() for _ in range(1000)]
keep_what_is_there()
assert gc.get_freeze_count() > 1000
assert not any(kept is each for each in gc.get_objects() for kept in there[:3])
later = weakref.ref(Cycle())
gc.collect()
assert later() is None
"""


def test_what_is_there_is_left_alone_and_later_cycles_go():
    frozen = gc.get_freeze_count()
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert gc.get_freeze_count() == frozen  # a process of its own
