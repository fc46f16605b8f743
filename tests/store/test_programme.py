"""A programme's workbook lives by the same rules as an index's: one submission, an hour, the trail."""

from store import audit, gate, lifecycle
from store.viewers import Role
from tests.store.made import EVERYBODY, HOUR, NOON, SECOND, analyst, approver, draft, in_review, person

MONTHS = [f"2023-0{month}" for month in range(1, 7)]


def test_the_months_of_a_programme_are_reviewed_and_published_together(empty):
    anna, bình = analyst("Anna", "nation"), approver("Bình", "nation")
    sent = in_review(anna, draft("programme/project06-2023-demo.xlsx", "project06-2023"))
    assert sorted(release.period for release in sent.releases) == MONTHS
    assert gate.visible(EVERYBODY, NOON) == [] and gate.visible(approver("Chi", "province"), NOON) == []
    done = lifecycle.approve(bình, sent, NOON + HOUR, NOON)
    assert {release.state for release in done.releases} == {"approved"}
    assert gate.visible(EVERYBODY, NOON + HOUR - SECOND) == []
    assert sorted(release.period for release in gate.visible(EVERYBODY, NOON + HOUR)) == MONTHS
    acts = [entry.act for entry in audit.entries(person("Yến", Role("administrator")))]
    assert [act for act in reversed(acts) if act in ("saved", "sent", "approved")] == ["saved", "sent", "approved"]
