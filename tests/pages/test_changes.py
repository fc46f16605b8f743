"""The dry run on the page: what would change, counted and row by row; worked by hand on three units."""

from types import SimpleNamespace

from streamlit.testing.v1 import AppTest

NAMES = {"01": "Hà Nội", "02": "Huế", "03": "Đà Nẵng"}
AGAINST = SimpleNamespace(period="2023", id="release-of-2023")


def page():
    from figures.words import words
    from pages.parts.upload import changes
    from tests.pages.test_changes import AGAINST, NAMES
    from tests.scoring.analysis.reasons.test_dryrun import TREE, run

    # Ranks 2, 1, 3 become 1, 2, 3; a figure of Đà Nẵng is gone.
    changes.show(run([[0.8, 0.5], [0.4, 0.9], [0.2, float("nan")]]), AGAINST, TREE, NAMES, words("en"))


def nothing():
    from figures.words import words
    from pages.parts.upload import changes
    from tests.pages.test_changes import AGAINST, NAMES
    from tests.scoring.analysis.reasons.test_dryrun import TREE, run

    changes.show(run([[0.5, 0.5], [0.4, 0.9], [0.2, 0.1]]), AGAINST, TREE, NAMES, words("en"))


def test_changes_are_counted_and_listed_by_unit_and_by_cell():
    shown = AppTest.from_function(page, default_timeout=30).run()
    assert not shown.exception
    assert [metric.value for metric in shown.metric] == ["2", "2", "2"]
    movers, units, cells = (frame.value for frame in shown.dataframe)
    assert movers[["name", "rank_before", "rank_after", "places"]].to_numpy().tolist() == [
        ["Hà Nội", 2, 1, 1], ["Huế", 1, 2, -1], ["Đà Nẵng", 3, 3, 0]
    ]  # fmt: skip
    assert units["name"].tolist() == ["Hà Nội", "Huế", "Đà Nẵng"]  # in the order of their new ranks
    assert cells.iloc[:, 0].tolist() == ["Hà Nội", "Đà Nẵng"]


def test_an_upload_that_changes_nothing_says_so():
    shown = AppTest.from_function(nothing, default_timeout=30).run()
    assert not shown.exception and len(shown.success) == 1 and not shown.dataframe
