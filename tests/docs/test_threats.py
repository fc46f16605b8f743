"""Each threat points to a test that exists."""

import ast
import re

import pytest

from tests.docs.test_examples import ROOT

NAMED = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", (ROOT / "docs" / "threats.md").read_text(encoding="utf-8"))


def named_in(path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_row_names_a_test():
    lines = (ROOT / "docs" / "threats.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line[:2] == "| "]
    threats = [row for row in rows if not row.startswith("| threat ")]
    assert len(threats) > 25 and all(re.search(r"`tests/[^`]+` \|$", row) for row in threats)


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_it_exists(file, name):
    assert (ROOT / file).is_file()
    assert not name or name in named_in(ROOT / file)
