"""The rankings page shows scores on the scale they are on."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import store
from figures.words import translator
from pages.parts import access
from scoring import load_framework, load_units, parse_framework, read_workbook, score
from scoring.units import DATA
from store import Draft, Viewer

ROOT = Path(__file__).resolve().parent.parent.parent
SHIPPED = load_framework("demo-ministry-other")


@pytest.fixture
def kept(own_store, monkeypatch):
    """The demonstration figures of a month, kept as this visitor's draft under a framework."""
    me = Viewer("me", local=True)
    monkeypatch.setattr(access, "viewer", lambda: me)
    content = (DATA / "demo" / "ministry-other-2023-01.xlsx").read_bytes()
    table, _ = read_workbook(content, SHIPPED, load_units())

    def keep(framework) -> None:
        store.save(Draft((("figures.xlsx", content),), table, score(framework, table.values)), me)

    return keep


def score_column() -> dict:
    """How the table shows the score, as it is sent to the browser."""
    shown = AppTest.from_file(str(ROOT / "pages" / "rankings.py"), default_timeout=30)
    shown.query_params["lang"] = "en"
    shown.run()
    assert not shown.exception
    return json.loads(shown.dataframe[0].proto.columns)["score"]


def test_scores_between_0_and_1_are_bars(kept):
    kept(SHIPPED)
    column = score_column()
    assert (column["type_config"]["type"], column["help"]) == ("progress", translator("en")("rankings.score_help"))


def test_scores_on_another_scale_are_numbers_and_say_so(kept):
    changed = SHIPPED.text.replace('id = "demo-ministry-other"', 'id = "z"').replace(
        'rule = { kind = "share", scale = 100 }', 'rule = { kind = "z_score", mean = 50, sd = 10 }'
    )
    assert changed.count("z_score") == 6
    kept(parse_framework(changed))
    column = score_column()
    assert (column["type_config"]["type"], column["help"]) == ("number", translator("en")("method.scale_open"))
