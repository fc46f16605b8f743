"""What the command line asks of robustness, and the tables that it gets."""

import argparse
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from scoring import ScoringError
from scoring.analysis.uncertainty.assumptions import Dirichlet, LeaveOneOut, MissingData, Weights
from scoring.analysis.uncertainty.bounds import rank_bounds
from scoring.analysis.uncertainty.methods import Means, Normalisations
from scoring.analysis.uncertainty.rank_statistics import pairwise, rank_shares, summary, top_shares
from scoring.analysis.uncertainty.robustness import leave_one_out, robustness
from scoring.analysis.uncertainty.robustness_command import SHOWN, assumptions, options, table, workers
from scoring.analysis.uncertainty.sensitivity import sensitivity
from tests.scoring.analysis.uncertainty.test_robustness import TREE, cells

ROOT = Path(__file__).resolve().parents[4]


def asked(*words):
    parser = argparse.ArgumentParser()
    parser.add_argument("--period")
    options(parser)
    return parser.parse_args(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], [Weights(0.25)]),
        (["--levels", "1"], [Weights(0.25, (1,))]),
        (["--within", "0.1", "--levels", "1,2"], [Weights(0.1, (1, 2))]),
        (["--concentration", "50"], [Dirichlet(50.0)]),
        (["--left-out", "1", "--lost", "0.05"], [LeaveOneOut(1), MissingData(0.05)]),
        (
            ["--means", "arithmetic,geometric:0.01,power:2", "--within", "0.2"],
            [
                Weights(0.2),
                Means(("arithmetic", {"kind": "geometric", "offset": 0.01}, {"kind": "power", "exponent": 2.0})),
            ],
        ),
        (
            ["--normalisations", "min_max,percentile_rank"],
            [Normalisations(({"kind": "min_max"}, {"kind": "percentile_rank"}))],
        ),
    ],
)
def test_words_become_assumptions(words, expected):
    assert assumptions(asked(*words)) == expected


def test_a_mean_that_takes_no_value_is_refused_with_its_name():
    with pytest.raises(ScoringError, match="the mean 'arithmetic' takes no 'value'"):
        assumptions(asked("--means", "arithmetic:2,geometric"))


VALUES = cells(gaps=0.1)
RUN = robustness(TREE, VALUES, [Weights(0.25)], draws=100, seed=3)


@pytest.mark.parametrize(
    ("show", "words", "expected"),
    [
        ("summary", [], lambda: summary(RUN)),
        ("ranks", [], lambda: rank_shares(RUN)),
        ("top", [], lambda: top_shares(RUN)),
        ("pairs", ["--units", "03,01"], lambda: pairwise(RUN, ["03", "01"])),
        ("left-out", ["--left-out", "2"], lambda: leave_one_out(TREE, VALUES, 2)),
        (
            "bounds",
            ["--levels", "1", "--units", "02,03"],
            lambda: rank_bounds(TREE, VALUES, Weights(0.25, (1,)), units=["02", "03"]).table,
        ),
        (
            "sensitivity",
            ["--left-out", "1", "--within", "0.25"],
            lambda: sensitivity(TREE, VALUES, [Weights(0.25), LeaveOneOut(1)], points=128, seed=3).table,
        ),
    ],
)
def test_every_table_is_that_of_its_function(show, words, expected):
    found = table(asked("--show", show, "--draws", "100", "--seed", "3", *words), TREE, VALUES)
    assert found["period"].unique().tolist() == ["2023"]
    names = ["output", "assumption"] if show == "sensitivity" else ["unit"]
    wanted = expected()
    pd.testing.assert_frame_equal(
        found.drop(columns="period").set_index(names), wanted, check_names=False, check_column_type=False
    )


def test_every_table_has_been_looked_at():
    assert set(SHOWN) == {"summary", "ranks", "top", "pairs", "left-out", "bounds", "sensitivity"}


def test_two_processes_give_the_same_table():
    words = ["--draws", "200", "--lost", "0.1"]
    pd.testing.assert_frame_equal(
        table(asked(*words, "--workers", "2"), TREE, VALUES), table(asked(*words), TREE, VALUES), check_exact=True
    )


def test_what_the_solver_prints_does_not_reach_standard_output():
    code = (
        "from tests.scoring.analysis.uncertainty.test_robustness_command import asked, TREE, VALUES; import os;"
        "from scoring.analysis.uncertainty import robustness_command as command;"
        "command.SHOWN['bounds'] = lambda *a: os.write(1, b'solver') and None;"
        "print(command.table(asked('--show', 'bounds'), TREE, VALUES))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "None\n" and done.stderr == "solver"


def test_dask_is_only_missed_by_who_asks_for_a_cluster(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)  # as if it were not installed
    with workers() as executor:
        assert executor is None
    with pytest.raises(ScoringError) as raised, workers(cluster="tcp://127.0.0.1:1"):
        pass
    assert str(raised.value) == (
        "A cluster needs the package 'distributed', which is not installed: install dti-dashboard[cluster], or spread"
        " the work over processes with --workers."
    )


def test_a_cluster_that_does_not_know_the_package_is_named(monkeypatch):
    class Client:
        """Answers, and gives an executor that no worker could follow."""

        def __init__(self, address, timeout):
            self.address = address

        def __enter__(self):
            return self

        def __exit__(self, *fault):
            return False

        def get_executor(self):
            return None

    monkeypatch.setitem(sys.modules, "distributed", type("distributed", (), {"Client": Client}))
    message = (
        "^The cluster at tcp://h:1 cannot run this package: its scheduler and workers must find it, in the same version"
    )
    for fault in (ModuleNotFoundError("No module named 'scoring'"), RuntimeError("Error during deserialization of …")):
        with pytest.raises(ScoringError, match=message), workers(cluster="tcp://h:1"):
            raise fault
    with pytest.raises(RuntimeError, match="^another$"), workers(cluster="tcp://h:1"):
        raise RuntimeError("another")


def test_nothing_of_dask_is_imported_with_the_analyses():
    code = (
        "import scoring.analysis.uncertainty.robustness_command, sys;"
        "sys.exit(not {'dask', 'distributed'}.isdisjoint(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
