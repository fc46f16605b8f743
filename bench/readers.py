"""Many readers over real web sockets, as browsers open them, from a process of their own.

    python -m bench.readers URL READERS SECONDS_BETWEEN SECONDS   prints what they waited for as JSON

Each reader opens a page, looks at it for a while and goes on: to another page, another release, another language, by
the address as a link does. What a reader waits for is the time from the request until the page's script has said that
it ended and everything it drew has arrived. What a browser draws of it afterwards is measured elsewhere.
"""

import asyncio
import json
import random
import sys
from dataclasses import dataclass, field
from itertools import product
from time import perf_counter
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

PAGES = ("rankings", "rankings", "map", "trends")
RELEASES = ("province-2022", "province-2023", "province-2024")
LANGUAGES = ("vi", "vi", "vi", "en", "es")
RAMP = 20.0
_GIVE_UP = 60.0


@dataclass
class Waited:
    """Seconds of each first view and of each action after it, and what went wrong."""

    first: list[float] = field(default_factory=list)
    actions: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def addresses(releases: list[str]) -> list[tuple[str, str]]:
    """(page, query) of the views that readers go between."""
    return [
        (page, urlencode({"lang": lang, "release": release}))
        for page, lang, release in product(PAGES, LANGUAGES, releases)
    ]


async def load(url: str, releases: list[str], readers: int, between: float, seconds: float) -> Waited:
    """`readers` come one after the other within the ramp and stay for `seconds` after it."""
    waited = Waited()
    ended = perf_counter() + RAMP + seconds
    views = addresses(releases)
    await asyncio.gather(
        *(_reader(url, views, between, number * RAMP / readers, ended, waited, number) for number in range(readers))
    )
    return waited


async def _reader(
    url: str, views: list[tuple[str, str]], between: float, after: float, ended: float, waited: Waited, number: int
) -> None:  # fmt: skip
    chance = random.Random(number)
    await asyncio.sleep(after)
    stream = f"ws://{urlsplit(url).netloc}/_stcore/stream"
    try:
        async with connect(stream, subprotocols=["streamlit"], max_size=None, open_timeout=_GIVE_UP) as socket:  # type: ignore[list-item]
            waited.first.append(await _view(socket, *chance.choice(views)))
            while True:
                await asyncio.sleep(chance.uniform(0.5, 1.5) * between)
                if perf_counter() >= ended:
                    return
                waited.actions.append(await _view(socket, *chance.choice(views)))
    except Exception as fault:
        waited.errors.append(f"{type(fault).__name__}: {fault}")


async def _view(socket, page: str, query: str) -> float:  # type: ignore[no-untyped-def]
    """Ask for a view and wait until all of it is there. Raises RuntimeError where the page failed."""
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.query_string = query
    begun = perf_counter()
    await socket.send(asked.SerializeToString())
    async with asyncio.timeout(_GIVE_UP):
        while True:
            told = ForwardMsg.FromString(await socket.recv())
            if told.WhichOneof("type") == "delta" and told.delta.new_element.WhichOneof("type") == "exception":
                raise RuntimeError(f"{page}?{query}: {told.delta.new_element.exception.message}")
            # A page that begins anew, to set a choice, says so and goes on.
            if (
                told.WhichOneof("type") == "script_finished"
                and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            ):
                return perf_counter() - begun


def main() -> int:
    url, *numbers = sys.argv[1:5]
    readers, between, seconds = int(numbers[0]), float(numbers[1]), float(numbers[2])
    releases = sys.argv[5:] or list(RELEASES)
    waited = asyncio.run(load(url, releases, readers, between, seconds))
    json.dump({"first": waited.first, "actions": waited.actions, "errors": waited.errors}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
