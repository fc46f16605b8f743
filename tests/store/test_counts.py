"""What the store tells whoever watches."""

from store import clock, counts, database, lifecycle
from tests.store.made import HOUR, NOON, analyst, approver, in_review, own


def test_submissions_are_counted_by_what_they_are_at_this_moment(empty, monkeypatch):
    anna, bình = analyst(), approver()
    lifecycle.approve(bình, in_review(anna), NOON + HOUR, NOON)
    in_review(anna, own(period="2023-02"))
    for moment, expected in [(NOON, {"approved": 1, "review": 1}), (NOON + HOUR, {"published": 1, "review": 1})]:
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        assert counts.submissions_by_state() == expected


def test_a_database_that_does_not_answer_is_no_number(empty, tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'nowhere' / 'dti.db'}")
    assert counts.submissions_by_state() is None and not counts.answers()
    assert caplog.messages == ["the database does not answer: OperationalError"] * 2
    database.engine().dispose()
