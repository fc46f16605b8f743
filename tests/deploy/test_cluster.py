"""Several replicas as one: who stays where, what all see, and what readers notice when one dies."""

import secrets
import signal
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import sync_playwright
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from store import clock, contents, database, lifecycle, registers
from tests.browser.server import FLAGS
from tests.needs import program
from tests.store.made import BLOCK, analyst, approver, in_review, renamed

pytestmark = pytest.mark.cluster
NAME = "Đài Tiếng nói Việt Nam (VOV)"


def asked(url: str, reader: str = "") -> tuple[int, str]:
    """The status of an answer and the cookie it gives."""
    request = urllib.request.Request(url, headers={"Cookie": f"dti_replica={reader}"} if reader else {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers.get("Set-Cookie") or ""
    except urllib.error.HTTPError as fault:
        return fault.code, ""


def body(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read().decode()


def counted(replica, name: str) -> float:
    lines = body(f"{replica.url}/metrics").splitlines()
    return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(name))


def answered(cluster) -> list[float]:
    """How often each replica was asked whether it lives."""
    return [counted(each, 'dti_request_seconds_count{route="/healthz",status="200"}') for each in cluster.replicas]


def test_a_reader_stays_with_one_replica_and_readers_are_spread(running_cluster):
    places = set()
    for _ in range(12):
        before, reader = answered(running_cluster), secrets.token_hex(16)
        for _ in range(3):
            assert asked(f"{running_cluster.url}/healthz", reader)[0] == 200
        moved = [after - old for after, old in zip(answered(running_cluster), before, strict=True)]
        assert sorted(moved) == [0, 3]
        places.add(moved.index(3))
    assert places == {0, 1}


def test_the_cookie_comes_with_a_page_and_with_nothing_else(running_cluster):
    given = asked(f"{running_cluster.url}/rankings")[1]
    assert "dti_replica=" in given or "dti_owner=" in given
    with urllib.request.urlopen(f"{running_cluster.url}/rankings", timeout=10) as answer:
        cookies = answer.headers.get_all("Set-Cookie")
    (ours,) = [cookie for cookie in cookies if cookie.startswith("dti_replica=")]
    assert "HttpOnly" in ours and "SameSite=Lax" in ours
    assert asked(f"{running_cluster.url}/healthz")[1] == ""
    assert "dti_replica" not in asked(f"{running_cluster.url}/rankings", secrets.token_hex(16))[1]


def test_what_is_for_those_inside_is_not_behind_the_front(running_cluster):
    for path in ("/metrics", "/_stcore/metrics"):
        assert asked(f"{running_cluster.url}{path}")[0] == 404
        assert asked(f"{running_cluster.replicas[0].url}{path}")[0] == 200


@pytest.fixture(scope="module")
def office(running_cluster):
    """An analyst and an approver in the replicas' own database, in which this process works like a third one."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DATABASE_URL", running_cluster.database)
        contents._read.cache_clear()
        yield analyst("Anna C."), approver("Bình C.")
        database.engine().dispose()


def test_a_publication_is_seen_by_all_replicas_within_two_seconds(running_cluster, office):
    anna, binh = office
    sent = in_review(anna, at=clock.now())
    addresses = [f"{each.url}/releases/{sent.releases[0].id}/bundle.zip" for each in running_cluster.replicas]
    assert [asked(address)[0] for address in addresses] == [404, 404]
    now = clock.now()
    lifecycle.approve(binh, sent, now, now)
    assert seen_within_two_seconds(addresses, lambda address: asked(address)[0] == 200)


def test_a_change_of_units_is_seen_by_all_replicas_within_two_seconds(running_cluster, office):
    """Beside what each keeps of the units before; what was published before is told as it was."""
    anna, binh = office
    newest = f"/opendata/v1/units.json?block={BLOCK}"
    addresses = [f"{each.url}{newest}" for each in running_cluster.replicas]
    assert [NAME in body(address) for address in addresses] == [False, False]
    change = registers.propose(anna, "u.xlsx", renamed(NAME), clock.now())
    registers.approve(binh, change, None, clock.now())
    assert seen_within_two_seconds(addresses, lambda address: NAME in body(address))


def seen_within_two_seconds(addresses: list[str], is_there: Callable[[str], bool]) -> bool:
    end, seen = time.monotonic() + 2, set()
    while len(seen) < len(addresses) and time.monotonic() < end:
        seen |= {address for address in addresses if is_there(address)}
        time.sleep(0.05)  # who asks on and on is told to wait
    return len(seen) == len(addresses)


def test_the_replicas_can_neither_change_a_table_nor_delete_the_trail(running_cluster, office):
    """In the role as which all of them have signed in, and no other is in use."""
    with database.reading(database.engine()) as connection:
        others = "SELECT DISTINCT usename FROM pg_stat_activity WHERE backend_type = 'client backend'"
        assert connection.scalars(text(others)).all() == ["dti"]
    for statement in ("ALTER TABLE releases ADD COLUMN x integer", "DROP TABLE audit", "DELETE FROM audit"):
        with pytest.raises(ProgrammingError) as refused, database.engine().begin() as connection:
            connection.execute(text(statement))
        assert refused.value.orig.sqlstate == "42501", statement


@pytest.fixture
def asking(running_cluster):
    """Readers, some of them known, who ask for pages all the while; the statuses of all their answers."""
    statuses: list[int] = []
    ended = threading.Event()

    def ask(number: int) -> None:
        reader = secrets.token_hex(16) if number % 2 else ""
        while not ended.is_set():
            statuses.append(asked(f"{running_cluster.url}/rankings", reader)[0])
            time.sleep(0.02)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    yield statuses
    ended.set()
    for thread in threads:
        thread.join()


def test_a_rolling_restart_fails_nobody(running_cluster, asking):
    before = [each.process.pid for each in running_cluster.replicas]
    running_cluster.restart()
    assert not {each.process.pid for each in running_cluster.replicas} & set(before)
    assert len(asking) > 100 and set(asking) == {200}


@pytest.mark.browser
def test_readers_go_on_when_their_replica_is_killed(running_cluster, asking):
    # In a thread of its own: another browser of these tests may be driven from this one.
    with ThreadPoolExecutor(1) as pool:
        killed = pool.submit(_reads_on, running_cluster).result()
    killed.start()
    assert set(asking) == {200}


def _reads_on(cluster):
    """Open a page, kill the replica that serves it, open the next; gives the replica."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        page.goto(f"{cluster.url}/rankings?lang=en")
        page.get_by_role("heading", level=1).wait_for()
        (theirs,) = [each for each in cluster.replicas if counted(each, "dti_sessions ")]
        theirs.stop(signal.SIGKILL)
        page.goto(f"{cluster.url}/trends?lang=en")
        page.get_by_role("heading", level=1).wait_for(timeout=15_000)
        browser.close()
    return theirs
