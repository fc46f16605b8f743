"""The index without the dashboard: `python -m scoring score FILE --framework ID`, and every analysis of it.

`python -m scoring --help` lists the commands, `python -m scoring COMMAND --help` what each takes.
"""

import argparse
import sys

from scoring.analysis.contributions import NotAdditive
from scoring.analysis.correlation import StatisticsError
from scoring.analysis.lineage import LineageError
from scoring.analysis.moves import NotComparable
from scoring.analysis.series import TrendError
from scoring.commands import explanations, history, robustness, statistics, workbooks
from scoring.commands.reading import BlockedError, CallError
from scoring.engine.errors import ScoringError

FAMILIES = (workbooks, explanations, statistics, history, robustness)
# What the figures do not allow; the message says why.
REFUSALS = (ScoringError, StatisticsError, TrendError, LineageError, NotComparable, NotAdditive)


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 when all is well, 1 when a problem blocks or the figures do not allow what was asked, 2 when the
    call is wrong."""
    parser = argparse.ArgumentParser(prog="python -m scoring", description="Score, check and analyse workbooks.")
    commands = parser.add_subparsers(dest="command", required=True)
    for family in FAMILIES:
        family.add(commands)
    chosen = parser.parse_args(arguments)
    try:
        status: int = chosen.run(chosen)
    except CallError as fault:
        print(fault, file=sys.stderr)
        return 2
    except BlockedError:
        return 1
    except REFUSALS as fault:
        print(fault, file=sys.stderr)
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
