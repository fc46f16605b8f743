"""The index without the dashboard: `python -m scoring score FILE --framework ID`, and every analysis of it.

`python -m scoring --help` lists the commands, `python -m scoring COMMAND --help` what each takes. They are told with
examples in `docs/scoring.md`.
"""

import argparse
import sys
from importlib import import_module

from scoring.commands.reading import BlockedError, CallError
from scoring.engine.errors import ScoringError

# Command → the module of its family. Only the family that is called is loaded: most need SciPy, `score` does not.
COMMANDS = {
    **dict.fromkeys(("score", "check", "missing", "steps", "proof"), "workbooks"),
    **dict.fromkeys(("explain", "moves"), "explanations"),
    **dict.fromkeys(("climb", "strengths", "whatif"), "prospects"),
    **dict.fromkeys(("trends", "projection", "backcast", "compare"), "history"),
    **dict.fromkeys(("robustness", "sensitivity", "bounds"), "robustness"),
    "statistics": "statistics",
    "units": "register",
    "verify": "bundles",
}


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 when all is well, 1 when a problem blocks or the figures do not allow what was asked, 2 when the
    call is wrong."""
    given = sys.argv[1:] if arguments is None else arguments
    called = [COMMANDS[word] for word in given[:1] if word in COMMANDS]
    families = [import_module(f"scoring.commands.{name}") for name in called or dict.fromkeys(COMMANDS.values())]
    parser = argparse.ArgumentParser(prog="python -m scoring", description="Score, check and analyse workbooks.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for family in families:
        family.add(commands)
    chosen = parser.parse_args(given)
    # What the figures do not allow; the message says why.
    refusals: tuple[type[Exception], ...] = (ScoringError, *(fault for family in families for fault in family.REFUSALS))
    try:
        status: int = chosen.run(chosen)
    except CallError as fault:
        print(fault, file=sys.stderr)
        return 2
    except BlockedError:
        return 1
    except refusals as fault:
        print(fault, file=sys.stderr)
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
