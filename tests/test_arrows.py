"""Which room may import which, and which libraries a room does without."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# A room → the rooms it may import besides itself.
ARROWS = {
    "app": {"pages", "opendata", "figures", "frame", "store"},
    "pages": {"figures", "frame", "scoring", "store"},
    "opendata": {"figures", "scoring", "store"},
    "figures": {"scoring"},
    "store": {"scoring"},
    "frame": {"figures", "scoring", "store"},
    "scoring": set(),
    "deploy": set(),
}
SCREEN, DATABASE = {"streamlit"}, {"sqlalchemy", "alembic"}
DRAWING, WEB = {"plotly", "pydeck", "kaleido"}, {"starlette", "uvicorn"}
WITHOUT = {
    "app": DATABASE,
    "pages": DATABASE | WEB,
    "opendata": SCREEN | DATABASE,
    "figures": SCREEN | DATABASE | WEB,
    "store": SCREEN | DRAWING | WEB,
    "frame": SCREEN | DATABASE | DRAWING,
    "scoring": SCREEN | DATABASE | DRAWING | WEB,
    "deploy": SCREEN | DATABASE | DRAWING | WEB,
}


def imported(source: str) -> Iterator[tuple[int, str]]:
    """(line, top-level package) of every import, those inside functions included."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.lineno, node.module.split(".")[0]


def faults(room: str, source: str, name: str = "planted.py") -> list[str]:
    """What `source`, a module of `room`, imports although it may not."""
    forbidden = (set(ARROWS) - ARROWS[room] - {room}) | {"tests", "bench"} | WITHOUT[room]
    return [f"{name}:{line}: {room} imports {package}" for line, package in imported(source) if package in forbidden]


def modules(room: str) -> list[Path]:
    return [ROOT / "app.py"] if room == "app" else sorted((ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("room", ARROWS)
def test_arrows_point_one_way(room):
    found = [
        fault
        for path in modules(room)
        for fault in faults(room, path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)))
    ]
    assert not found, "\n".join(found)


def test_the_rooms_are_there():
    assert {room for room in ARROWS if modules(room)} == set(ARROWS)


@pytest.mark.parametrize(
    ("room", "source", "expected"),
    [
        ("scoring", "import streamlit as st", ["planted.py:1: scoring imports streamlit"]),
        ("scoring", "from plotly.graph_objects import Figure", ["planted.py:1: scoring imports plotly"]),
        ("scoring", "def f():\n    import sqlalchemy.orm", ["planted.py:2: scoring imports sqlalchemy"]),
        ("scoring", "from store import read", ["planted.py:1: scoring imports store"]),
        ("figures", "import streamlit", ["planted.py:1: figures imports streamlit"]),
        ("figures", "import pandas, store", ["planted.py:1: figures imports store"]),
        ("opendata", "from streamlit import cache_data", ["planted.py:1: opendata imports streamlit"]),
        ("store", "import figures.charts", ["planted.py:1: store imports figures"]),
        ("frame", "from pages.parts import language", ["planted.py:1: frame imports pages"]),
        ("pages", "from tests.needs import program", ["planted.py:1: pages imports tests"]),
        ("figures", "from scoring import score\nfrom figures.words import words\nfrom . import maps", []),
    ],
)
def test_a_planted_violation_is_found(room, source, expected):
    assert faults(room, source) == expected


def hidden(package: Path) -> list[str]:
    """Names that a package offers out of one module although another of its modules is called so.

    Which of the two a reader gets would depend on what was imported first.
    """
    own = ".".join(package.relative_to(ROOT).parts)
    modules_of = {path.stem for path in package.glob("*.py")} | {path.parent.name for path in package.glob("*/*.py")}
    offered = [
        (alias.asname or alias.name, node.module)
        for node in ast.walk(ast.parse((package / "__init__.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]
    return [f"{own}: {name}" for name, of in offered if name in modules_of and of not in (own, f"{own}.{name}")]


def test_no_package_offers_what_hides_one_of_its_modules(tmp_path, monkeypatch):
    packages = [path.parent for room in ARROWS for path in modules(room) if path.name == "__init__.py"]
    assert [found for package in packages for found in hidden(package)] == []
    planted = tmp_path / "store"
    planted.mkdir()
    (planted / "__init__.py").write_text("from store.editions import kept, other\n", encoding="utf-8")
    (planted / "kept.py").touch()
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    assert hidden(planted) == ["store: kept"]
