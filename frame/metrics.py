"""What is counted of this process, in the form that Prometheus reads, at /metrics for this machine alone.

    dti_request_seconds{route, status}   answers of our own routes; Streamlit's files and socket are not among them
    dti_page_seconds{page}               runs of a page's script
    dti_page_failures_total              runs that ended with a code instead of a page
    dti_sessions                         browsers that are connected
    dti_submissions{state}               what the store holds, asked when it is read; absent where the store is away
    dti_disk_free_bytes                  where DTI_DATA lies

and what the client library tells of the process by itself: memory, processor time, open files. Streamlit has figures of
its own at /_stcore/metrics (sessions, what its caches hold), which it would tell anybody.
"""

import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from frame.first import comes_from_here
from store import counts, start
from store.database import data_folder

REGISTRY = CollectorRegistry()
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
REQUESTS = Histogram(
    "dti_request_seconds", "Answers of our own routes.", ["route", "status"], registry=REGISTRY, buckets=_SECONDS
)
PAGES = Histogram("dti_page_seconds", "Runs of a page's script.", ["page"], registry=REGISTRY, buckets=_SECONDS)
FAILURES = Counter("dti_page_failures", "Runs of a page that ended with a code.", registry=REGISTRY)


class _Asked(Collector):
    """What is looked up at the moment of reading; `connected` counts the browsers."""

    connected: Callable[[], int] = staticmethod(lambda: 0)

    def collect(self) -> Iterable[Metric]:
        yield GaugeMetricFamily("dti_sessions", "Browsers that are connected.", value=self.connected())
        with suppress(OSError):  # a folder that is away has no room that could be told
            free = shutil.disk_usage(data_folder()).free
            yield GaugeMetricFamily("dti_disk_free_bytes", "Where DTI_DATA lies.", value=free)
        progress = start.progress()
        found = counts.submissions_by_state() if progress.migrated or progress.ready else None
        if found is not None:
            held = GaugeMetricFamily("dti_submissions", "What the store holds.", labels=["state"])
            for state, number in found.items():
                held.add_metric([state], number)
            yield held

    def describe(self) -> Iterable[Metric]:
        return []


_asked = _Asked()
for _collector in (ProcessCollector(registry=None), PlatformCollector(registry=None), _asked):
    REGISTRY.register(_collector)


def _refusal() -> Response:
    return PlainTextResponse("These figures are for this machine alone.\n", 403, headers={"Cache-Control": "no-store"})


class TheirFigures:
    """Keeps Streamlit's own figures for this machine, as ours are."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_asked = scope["type"] == "http" and scope["path"].rstrip("/").endswith("/_stcore/metrics")
        away = is_asked and not comes_from_here(HTTPConnection(scope))
        await (_refusal() if away else self.app)(scope, receive, send)


async def _metrics(request: Request) -> Response:
    if not comes_from_here(request):
        return _refusal()
    content = await run_in_threadpool(generate_latest, REGISTRY)
    return Response(content, media_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def routes(connected: Callable[[], int]) -> list[Route]:
    """`connected` gives the number of browsers with an open page."""
    _asked.connected = connected  # type: ignore[method-assign]
    return [Route("/metrics", _metrics)]
