"""The guide to publishing: its commands run, its table of rights is the one in force."""

import re
from pathlib import Path

import pytest

from frame import allowance
from store import database
from store.__main__ import main
from store.releases import STATES
from store.rights import as_table, rules
from tests.docs.test_examples import ROOT, commands, looks_like

GUIDE = ROOT / "docs" / "publishing.md"
TEXT = GUIDE.read_text(encoding="utf-8")


def rows(heading: str) -> list[tuple[str, ...]]:
    """The table under a heading, without its head."""
    part = TEXT.split(f"## {heading}\n")[1].split("\n## ")[0]
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in re.findall(r"^\|.*\|$", part, re.M)][
        2:
    ]


def test_the_table_of_rights_is_the_one_in_force():
    assert rows("Rights") == [tuple(cell or "–" for cell in row) for row in as_table()]
    assert len(rows("Rights")) == len({(rule.on, rule.action, rule.state) for rule in rules()})


def test_every_state_is_told():
    assert [row[0] for row in rows("States")] == list(STATES)


@pytest.mark.parametrize(("command", "printed"), commands(GUIDE), ids=str)
def test_commands_print_what_the_guide_says(command, printed, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DTI_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    called, module, *words = command.split()[1:]
    assert (called, module) == ("-m", "store")
    main(words)
    database.engine().dispose()
    assert looks_like(printed).fullmatch(capsys.readouterr().out)


def test_what_visitors_may_send_is_what_is_taken():
    told = f"at most {allowance.VISITOR_MB} MB, three a session, and all visitors together hold {allowance._ALL_MB} MB"
    assert told in " ".join(TEXT.split()) and allowance._SESSION_MB == 3 * allowance.VISITOR_MB


def test_the_bundle_is_told_where_the_command_is():
    assert "python -m scoring verify" in TEXT and "publishing.md" in Path(ROOT / "docs" / "scoring.md").read_text()
