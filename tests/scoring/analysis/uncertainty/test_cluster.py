"""Heavy runs on a Dask cluster of two worker processes: the same results as alone, progress, stopping, errors."""

import os
import threading
import time

import numpy as np
import pandas as pd
import pytest
from distributed import Client, LocalCluster

from scoring import ScoringError
from scoring.analysis.uncertainty import robustness as module
from scoring.analysis.uncertainty.assumptions import Dirichlet, Weights
from scoring.analysis.uncertainty.bounds import rank_bounds
from scoring.analysis.uncertainty.executors import Cancelled, run
from scoring.analysis.uncertainty.rank_statistics import summary
from scoring.analysis.uncertainty.robustness import robustness
from scoring.analysis.uncertainty.robustness_command import table, workers
from scoring.analysis.uncertainty.sensitivity import sensitivity
from tests.scoring.analysis.uncertainty.test_robustness import EVERYTHING, TREE, cells
from tests.scoring.analysis.uncertainty.test_robustness_command import asked

pytestmark = pytest.mark.cluster
VALUES = cells(rows=20, gaps=0.1)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",  # a free port of this machine for the scheduler's own pages, and no dashboard
        scheduler_kwargs={"dashboard": False},
        local_directory=str(tmp_path_factory.mktemp("cluster")),
    ) as found:
        yield found


@pytest.fixture
def executor(cluster, monkeypatch):
    monkeypatch.setattr(module, "CELLS", 1)  # 64 draws a task
    with Client(cluster) as client:
        yield client.get_executor()


def where(number):
    time.sleep(0.05)
    return os.getpid()


def test_the_work_is_spread_over_two_processes_that_are_not_this_one(executor):
    found = set(run(where, range(8), executor))
    assert len(found) == 2 and os.getpid() not in found


@pytest.mark.parametrize("assumptions", [[Weights(0.25)], [Dirichlet(20)], EVERYTHING], ids=["w", "d", "all"])
def test_a_seed_gives_the_same_intervals_as_alone(executor, assumptions):
    told = []
    spread = robustness(
        TREE, VALUES, assumptions, draws=500, seed=5, executor=executor, progress=lambda *step: told.append(step)
    )
    alone = robustness(TREE, VALUES, assumptions, draws=500, seed=5)
    np.testing.assert_array_equal(spread.ranks, alone.ranks)
    pd.testing.assert_frame_equal(summary(spread), summary(alone), check_exact=True)
    assert told == [(done, 8) for done in range(1, 9)]


def test_sensitivity_and_bounds_are_the_same_as_alone(executor):
    spread = sensitivity(TREE, VALUES, EVERYTHING, points=64, executor=executor).table
    pd.testing.assert_frame_equal(spread, sensitivity(TREE, VALUES, EVERYTHING, points=64).table, check_exact=True)
    limits, units = Weights(0.25, levels=(1,)), ["02", "03", "04"]
    spread = rank_bounds(TREE, VALUES, limits, units=units, executor=executor).table
    pd.testing.assert_frame_equal(spread, rank_bounds(TREE, VALUES, limits, units=units).table)


def leave_a_mark(path):
    path.touch()
    time.sleep(0.05)
    return path.name


def test_a_run_is_stopped_and_the_cluster_is_free_again(executor, tmp_path):
    stop = threading.Event()
    with pytest.raises(Cancelled):
        run(leave_a_mark, [tmp_path / str(n) for n in range(500)], executor, lambda done, of: stop.set(), stop)
    assert run(leave_a_mark, [tmp_path / "after"], executor) == ["after"]
    assert 1 < len(list(tmp_path.iterdir())) < 250


def fail(number):
    raise ScoringError("The unit 03 cannot be scored.")


def test_an_error_of_a_worker_arrives_with_its_message(executor):
    with pytest.raises(ScoringError, match=r"^The unit 03 cannot be scored\.$"):
        run(fail, range(4), executor)


def test_the_command_line_finds_the_cluster_by_its_address(cluster):
    words = ["--draws", "100", "--within", "0.3"]
    spread = table(asked(*words, "--cluster", cluster.scheduler_address), TREE, VALUES)
    pd.testing.assert_frame_equal(spread, table(asked(*words), TREE, VALUES), check_exact=True)


def test_an_address_where_nothing_answers_is_named():
    expected = pytest.raises(ScoringError, match="^There is no Dask scheduler at nowhere://127.0.0.1:1: ")
    with expected, workers(cluster="nowhere://127.0.0.1:1"):
        pass
