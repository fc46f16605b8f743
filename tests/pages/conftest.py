"""Pages run in the test's own process, over a store of the test's own."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.elements.widgets import button
from streamlit.testing.v1 import AppTest

from pages.parts import visitor
from store import clock, contents, database, sessions, start
from store.viewers import Viewer
from tests.store import made

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(autouse=True)
def own_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit makes the page `__main__`, and leaves it so; processes that a later test starts would run it first."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store with all tables and nothing in them, which the frame takes for loaded."""
    monkeypatch.setenv("DTI_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(start, "_progress", start.Progress(ready=True))
    contents._read.cache_clear()
    database.migrate(database.engine())
    yield tmp_path
    database.engine().dispose()


@pytest.fixture
def people(own_store: Path) -> tuple[Viewer, Viewer]:
    """An analyst and an approver of the block of `tests/store/made.py`."""
    return made.analyst(), made.approver()


@pytest.fixture
def open_page(own_store: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """`open_page("method", viewer, lang="en")`: the page in the frame as somebody signed in sees it.

    The session is a row like any other; only its cookie, which AppTest has none of, is put in place.
    """
    cookies: dict[str, str] = {}
    monkeypatch.setattr(visitor, "cookie", cookies.get)

    def opened(page: str, viewer: Viewer | None = None, **query: str) -> AppTest:
        cookies.clear()
        if viewer and viewer.account:
            cookies["dti_session"] = sessions.begin(viewer.account, clock.now())
        elif viewer and viewer.owner:
            cookies["dti_owner"] = viewer.owner
        shown = AppTest.from_file(str(ROOT / "pages" / "shell.py"), default_timeout=60)
        for name, value in {"lang": "en", **query}.items():
            shown.query_params[name] = value
        return shown.switch_page(f"{page}.py").run()

    return opened


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> Callable[[], dict[str, bytes]]:
    """`downloads()`: name → bytes of every file that pages have offered since it was asked last, made now."""
    offered: list[tuple[str, Any]] = []
    original = button.marshall_file

    def spied(coordinates: str, data: Any, proto: Any, mimetype: Any, file_name: Any = None, **about: Any) -> None:
        if not about.get("disabled"):
            offered.append((str(file_name), data))
        original(coordinates, data, proto, mimetype, file_name, **about)

    monkeypatch.setattr(button, "marshall_file", spied)

    def made() -> dict[str, bytes]:
        found = {name: data() if callable(data) else data for name, data in offered}
        offered.clear()
        return {name: data.encode() if isinstance(data, str) else bytes(data) for name, data in found.items()}

    return made
