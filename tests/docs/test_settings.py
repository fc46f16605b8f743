"""Every setting that the program reads is told to operators with its default, and none that it does not read."""

import ast
import re
from datetime import timedelta

import pytest

from figures import address
from frame import claims, overload
from pages.parts import timed
from store import database, retention, sessions, start
from tests.docs.told import ROOT

ROOMS = ("bench", "deploy", "figures", "frame", "opendata", "pages", "scoring", "store")
NAME = re.compile(r"DTI_[A-Z_]+|DATABASE_URL|BROWSER_PATH")
GUIDE = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def told(text: str) -> dict[str, str]:
    """Variable → default, of the table under the heading."""
    part = text.split("\n## Settings\n")[1].split("\n## ")[0]
    lines = re.findall(r"^\| `.*\|$", part, re.MULTILINE)
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {name: row[1] for row in rows for name in re.findall(r"`(\w+)`", row[0])}


def read_by(*rooms: str) -> set[str]:
    """Names that stand in the code as whole texts: what is asked of the environment, or kept to be asked."""
    files = [ROOT / "app.py", *(path for room in rooms for path in (ROOT / room).rglob("*.py"))]
    nodes = (node for path in files for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if NAME.fullmatch(text)}


def filled_in() -> set[str]:
    """Those of the templates for nginx, which are no settings."""
    templates = (path.read_text(encoding="utf-8") for path in (ROOT / "deploy").glob("*.template"))
    return {name for text in templates for name in re.findall(r"\$\{(\w+)\}", text)}


def test_the_guide_tells_what_is_read_and_nothing_else():
    made = (ROOT / "Makefile").read_text(encoding="utf-8") + (ROOT / "compose.yaml").read_text(encoding="utf-8")
    asked = read_by(*ROOMS) | set(re.findall(r"\$[({](DTI_\w+)", made))
    # What the web server under us reads by itself.
    assert set(told(GUIDE)) - {"FORWARDED_ALLOW_IPS"} == asked - filled_in()
    assert all(f"`{name}`" in GUIDE for name in filled_in()) and len(filled_in()) == 3


def test_no_guide_names_a_setting_that_is_not_there():
    texts = [README, *(path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md"))]
    known = {*told(GUIDE), *told(README), *filled_in()}
    assert [name for text in texts for name in NAME.findall(text) if name not in known] == []


def test_the_readme_tells_the_same_of_some_and_those_of_developers():
    here, there = told(README), told(GUIDE)
    assert {name: here[name] for name in here if name in there} == {name: there[name] for name in here if name in there}
    assert set(here) - set(there) == read_by("tests") - read_by(*ROOMS)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("DTI_SESSION_HOURS", lambda: sessions.longest() / timedelta(hours=1)),
        ("DTI_IDLE_MINUTES", lambda: sessions.idle() / timedelta(minutes=1)),
        ("DTI_MOST_READERS", overload.most_readers),
        ("DTI_MOST_OF_ONE", overload.most_of_one),
        ("DTI_MOST_MEMORY", lambda: overload.most_memory() / 2**20),
        ("DTI_SLOW_MS", timed.limit),
        ("DTI_DEMO", lambda: int(start.demonstrations())),
        ("DTI_KEEP_DAYS", lambda: retention.days("DTI_KEEP_DAYS")),
        ("DTI_KEEP_FILES_DAYS", lambda: retention.days("DTI_KEEP_FILES_DAYS")),
        ("DTI_PUBLIC_URL", lambda: address.public_url() or None),
        ("DTI_ROLES_CLAIM", lambda: claims.roles({"roles": ["press"]})),
        ("DTI_DATA", lambda: database.data_folder().relative_to(ROOT)),
    ],
)
def test_the_default_is_the_one_in_force(name, found, monkeypatch):
    monkeypatch.delenv(name, raising=False)
    value = found()
    shown = f"{value:g}" if isinstance(value, int | float) else str(value)
    assert told(GUIDE)[name] == ("unset" if value is None else f"`{shown}`")
