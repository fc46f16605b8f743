"""A walk through everything a reader can reach: every page of the list, every route of the application, every file."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.testclient import TestClient
from streamlit.elements.lib import mutable_expander_container as expanders
from streamlit.testing.v1 import AppTest, element_tree

import app
from pages.parts.frame import PAGES, PUBLIC
from store import clock, sessions
from store.viewers import Viewer
from tests.proof import bytes_read, planted
from tests.proof.planted import EDITION
from tests.store.made import BLOCK

# Of the choices on a public page that a walk tries one after the other.
TRIES = 6
# What stands for each parameter in the address of a route; a route with another one has to be added here.
FILLED: dict[str, Callable[[str, str], list[str]]] = {
    "release": lambda release, _: [release],
    "code": lambda release, _: [planted.picture(release).code],
    "kit": lambda release, _: [planted.kit_of(release)],
    "number": lambda *_: ["0", "1"],
    "token": lambda *_: ["no-such-token"],
    "block": lambda *_: [BLOCK],
    "division": lambda *_: ["63"],
    "framework": lambda *_: ["demo-ministry-other", EDITION],
    "part": lambda *_: ["scores"],
    "kind": lambda *_: ["ranking", "card"],
    "format": lambda *_: ["json", "csv", "parquet", "xlsx"],
}


class CannotFill(AssertionError):
    """A route with a parameter that the walk does not know: say in `FILLED` what stands for it."""


def through_pages(
    open_page: Callable[..., AppTest],
    downloads: Callable[[], dict[str, bytes]],
    viewer: Viewer,
    queries: list[dict[str, str]],
    explore: bool = False,
) -> Iterator[tuple[str, str]]:
    """(Where, what is said) of every page as this viewer gets it, hidden parts opened, every file it offers made."""
    for page in PAGES:
        for query in queries:
            with _charts_as_data(page):
                shown = open_page(page, viewer, **query)
                found = _seen(f"page {page} {query}", shown, downloads)
                yield from _without(found, query.values())
                if explore and page in PUBLIC and not query:
                    yield from _explored(f"page {page}", shown, downloads)


@contextmanager
def _charts_as_data(page: str) -> Iterator[None]:
    """Where no browser draws pictures the press page sends its chart as data, which is read here to the last figure; of
    a picture, drawn from the same, nothing could be.
    """
    with pytest.MonkeyPatch.context() as patched:
        if page == "press":
            patched.setenv("BROWSER_PATH", "/nowhere")
        yield


def _without(found: Iterator[tuple[str, str]], asked: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What is said besides what the asker brought along in the address."""
    brought = sorted(asked, key=len, reverse=True)
    for where, said in found:
        for text in brought:
            said = said.replace(text, "") if len(text) > 4 else said
        yield where, said


def _seen(where: str, shown: AppTest, downloads: Callable[[], dict[str, bytes]]) -> Iterator[tuple[str, str]]:
    assert not shown.exception, f"{where}: {shown.exception}"
    yield where, bytes_read.of_page(shown)
    for name, content in downloads().items():
        yield f"{where}, file {name}", f"{name}\n{bytes_read.of_file(content)}"


def _explored(where: str, shown: AppTest, downloads: Callable[[], dict[str, bytes]]) -> Iterator[tuple[str, str]]:
    """The page after each of its choices was turned to another value and each of its buttons pressed, one by one."""
    kinds = ("selectbox", "button_group", "radio", "toggle", "checkbox", "button")
    widgets = [(kind, each) for kind in kinds for each in getattr(shown, kind, ())]
    steps = [(kind, each.key) for kind, each in widgets if each.key and not getattr(each, "disabled", False)]
    for kind, key in steps[:TRIES]:
        widget = next((each for each in getattr(shown, kind) if each.key == key), None)
        if widget is None or widget.key == "language_choice":
            continue
        if kind == "button":
            widget.click().run()
        elif kind in ("toggle", "checkbox"):
            widget.set_value(not widget.value).run()
        else:
            last = widget.options[-1] if widget.options else None
            if last is None:
                continue
            widget.set_value([last] if kind == "button_group" and isinstance(widget.value, list) else last).run()
        yield from _seen(f"{where} after {kind} {key}", shown, downloads)


def open_everything(patch: pytest.MonkeyPatch) -> None:
    """What a page computes only for an opened expander is computed in every run; options are chosen by their label."""
    patch.setattr(expanders.ExpanderContainer, "open", property(lambda _: True, lambda *_: None))
    label_of = element_tree._format_value_for_widget

    def label(format_func: Any, value: Any) -> Any:
        try:
            return label_of(format_func, value) or value
        except (KeyError, ValueError, TypeError, AttributeError):
            return value  # it is the label already

    patch.setattr(element_tree, "_format_value_for_widget", label)


def routes() -> list[Route | Mount]:
    """Every route of ours, as the application has them."""
    return list(app.app._user_routes)


def client(viewer: Viewer) -> TestClient:
    """A browser in which this viewer is signed in, at the application's own routes and middleware."""
    served = Starlette(routes=routes(), middleware=app.app._user_middleware)
    made = TestClient(served, "http://127.0.0.1:8501", follow_redirects=False, client=("127.0.0.1", 50000))
    made.cookies.set("lang", "en")
    if viewer.account:
        made.cookies.set("dti_session", sessions.begin(viewer.account, clock.now()))
    elif viewer.owner:
        made.cookies.set("dti_owner", viewer.owner)
    return made


def through_routes(viewer: Viewer, ids: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """(Where, what is answered) of every route, for each (release, submission), asked with and without them."""
    with_them = client(viewer)
    for path, methods in addresses(ids):
        for method in methods:
            # What takes something is sent nothing, and a file that was signed here for each release.
            bodies = [b"", *(planted.exported(release) for release, _ in ids)] if method == "POST" else [b""]
            brought = [text for pair in ids for text in pair] + [EDITION] * (EDITION in path)
            for body in bodies:
                answer = with_them.request(method, path, content=body)
                assert answer.status_code != 429, f"{path}: who is kept waiting sees nothing, and this proves nothing"
                headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
                said = f"{answer.status_code}\n{headers}\n{bytes_read.of_file(answer.content)}"
                yield from _without(iter([(f"{method} {path}", said)]), brought)


def addresses(ids: list[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """Every address of a route, its parameters filled; static folders by their own addresses."""
    for route in routes():
        if isinstance(route, Mount):
            yield f"{route.path}/nothing", ["GET"]
            continue
        methods = sorted((route.methods or {"GET"}) - {"HEAD", "OPTIONS"})
        for path in filled(route.path, ids):
            yield path, methods


def filled(path: str, ids: list[tuple[str, str]]) -> list[str]:
    """The addresses of a route's path; with a query that names the release too, for routes that are filtered by it."""
    names = [name.partition(":")[0] for name in re.findall(r"{([^}]*)}", path)]
    if unknown := [name for name in names if name not in FILLED]:
        raise CannotFill(f"{path}: nothing is known to stand for {', '.join(unknown)}")
    found = []
    for release, submission in ids:
        made = [path]
        for name in names:
            of_name = re.compile(r"{" + name + r"(:[^}]*)?}")
            made = [of_name.sub(value, each) for each in made for value in FILLED[name](release, submission)]
        found += made if names else [f"{path}?release={release}&submission={submission}", path]
    return list(dict.fromkeys(found))


def leaks(found: Iterator[tuple[str, str]], forbidden: Any) -> list[str]:
    """Where something forbidden is said, and what."""
    known = tuple(sorted(forbidden))
    return [
        f"{where}: {text}"
        for where, said in found
        for text in (_said_in(said, known) if len(said) > LONG else _looked_for(said, known))
    ]


# What is long is read once for all who are answered the same and from whom the same is hidden.
LONG = 20_000


@lru_cache(maxsize=256)
def _said_in(said: str, known: tuple[str, ...]) -> list[str]:
    return _looked_for(said, known)


def _looked_for(said: str, known: tuple[str, ...]) -> list[str]:
    return [text for text in known if text in said]
