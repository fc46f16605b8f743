"""The page of how the installation runs, before and after something was slow and something failed."""

import pytest

from frame import metrics
from pages.parts import failure, timed
from store.viewers import Role
from tests.pages.shown import texts
from tests.store.made import analyst, in_review, person


@pytest.fixture
def yến(own_store, monkeypatch):
    monkeypatch.setattr(timed, "latest", type(timed.latest)(maxlen=100))
    monkeypatch.setattr(failure, "latest", type(failure.latest)(maxlen=100))
    return person("Yến", Role("administrator"))


def test_what_holds_and_what_is_carried(open_page, yến):
    in_review(analyst())
    page = open_page("watch", yến)
    assert not page.exception
    assert page.success[0].value == "Everything that is needed to serve holds."
    assert page.table[0].value["State"].tolist() == ["Holds"] * 3
    assert "in review: 1" in " ".join(texts(page))
    assert "No page has failed." in texts(page) and "No run has taken 1,000 ms or more." in texts(page)


def test_a_condition_that_fails_is_said(open_page, yến, monkeypatch):
    from store import counts

    monkeypatch.setattr(counts, "answers", lambda: False)
    page = open_page("watch", yến)
    assert page.error[0].value.startswith("Something that is needed to serve fails")
    assert page.table[0].value["State"].tolist() == ["Holds", "Fails", "Holds"]


def test_slow_runs_and_failures_are_listed_newest_first(open_page, yến, monkeypatch):
    monkeypatch.setenv("DTI_SLOW_MS", "0")
    before = metrics.REGISTRY.get_sample_value("dti_page_failures_total")
    for _ in range(2):
        open_page("rankings", yến)
    with pytest.MonkeyPatch.context() as quiet:
        quiet.setattr(failure.st, "error", lambda *_, **__: None)
        for kind in (ValueError, KeyError):
            failure.show(kind("a name"))
    page = open_page("watch", yến)
    assert not page.exception
    assert metrics.REGISTRY.get_sample_value("dti_page_failures_total") == before + 2
    tables = [table.value for table in page.table]
    opened = tables[1].set_index("Page")
    assert int(opened.loc["Rankings", "Runs"].replace(",", "")) >= 2
    assert tables[2]["Page"].tolist()[:2] == ["Rankings", "Rankings"]
    assert tables[3]["Kind of fault"].tolist() == ["KeyError", "ValueError"]
    assert "a name" not in " ".join(texts(page))


@pytest.mark.parametrize(("said", "limit"), [("", 1000), ("250", 250), ("soon", 1000)])
def test_what_is_slow_can_be_set(said, limit, monkeypatch):
    monkeypatch.setenv("DTI_SLOW_MS", said)
    assert timed.limit() == limit
