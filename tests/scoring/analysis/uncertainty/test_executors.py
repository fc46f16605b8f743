"""Tasks on any executor: the same results in the same order, progress, stopping, and errors."""

import threading
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from scoring.analysis.uncertainty.executors import Cancelled, run


def square(number):
    time.sleep(0.001 * (5 - number % 5))  # later tasks may end first
    return number**2


def fail_at_three(number):
    if number == 3:
        raise ValueError("three")
    return number


@pytest.mark.parametrize("executor", [None, ThreadPoolExecutor, ProcessPoolExecutor])
def test_results_come_in_the_order_of_the_tasks_and_progress_counts_each(executor):
    told = []
    if executor is None:
        found = run(square, range(12), None, lambda *step: told.append(step))
    else:
        with executor(max_workers=2) as workers:
            found = run(square, range(12), workers, lambda *step: told.append(step))
            assert run(square, [3], workers) == [9]  # the executor is left open
    assert found == [number**2 for number in range(12)]
    assert told == [(done, 12) for done in range(1, 13)]


@pytest.mark.parametrize("stop", ["event", "function"])
@pytest.mark.parametrize("workers", [None, 2])
def test_a_run_that_is_stopped_cancels_what_has_not_begun(stop, workers):
    begun, event = [], threading.Event()

    def task(number):
        begun.append(number)
        time.sleep(0.02)

    def progress(done, of):
        if done == 3:
            event.set()

    executor = ThreadPoolExecutor(workers) if workers else None
    with pytest.raises(Cancelled, match=r"^The run was stopped\.$"):
        run(task, range(100), executor, progress, event if stop == "event" else event.is_set)
    if executor:
        executor.shutdown()
    assert 3 <= len(begun) <= 10


def test_a_run_is_stopped_while_every_worker_is_busy():
    class Busy(Executor):
        """Never ends anything."""

        futures: list[Future] = []

        def submit(self, call, /, *arguments, **named):
            self.futures.append(Future())
            return self.futures[-1]

    event = threading.Event()
    threading.Timer(0.2, event.set).start()
    with pytest.raises(Cancelled):
        run(square, range(3), Busy(), stop=event)
    assert all(future.cancelled() for future in Busy.futures)


def test_a_run_that_is_stopped_before_it_begins_begins_nothing():
    begun = []
    with ThreadPoolExecutor(1) as executor, pytest.raises(Cancelled):
        run(begun.append, range(3), executor, stop=lambda: True)
    assert begun == []


@pytest.mark.parametrize("workers", [None, 2])
def test_an_error_of_a_task_is_raised_and_the_rest_is_not_begun(workers):
    executor = ThreadPoolExecutor(workers) if workers else None
    with pytest.raises(ValueError, match="three"):
        run(fail_at_three, range(10), executor)
    if executor:
        executor.shutdown()


def test_no_tasks_give_nothing():
    assert run(square, []) == []
    with ThreadPoolExecutor(1) as executor:
        assert run(square, [], executor) == []
