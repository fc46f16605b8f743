"""What the public pages list: releases that the viewer sees whole."""

import pytest

import store
from pages.parts import access
from store import lifecycle, saving
from store.clock import now
from tests.store.made import EVERYBODY, HOUR, analyst, approver, in_review, officer, own, published


@pytest.fixture
def listed(own_store, monkeypatch):
    """The ids that the pages list for a viewer."""

    def of(viewer) -> list[str]:
        monkeypatch.setattr(access, "viewer", lambda: viewer)
        return [release.id for release in access.releases()]

    return of


def test_a_release_of_which_one_unit_is_seen_is_not_listed(listed):
    anna, bình, oanh = analyst(), approver(), officer("VOV")
    public = published(anna, bình, at=now() - HOUR).releases[0].id
    sent = in_review(anna, own(period="2023-02"), now())
    hidden = sent.releases[0].id
    assert [release.id for release in store.visible(oanh, now())] == [hidden, public]
    assert listed(oanh) == [public] == listed(EVERYBODY)
    assert listed(bình) == listed(anna) == [hidden, public]
    # Under embargo it is the same.
    lifecycle.approve(bình, sent, now() + HOUR, now())
    assert listed(oanh) == [public] and listed(bình) == [hidden, public]


def test_a_draft_is_listed_for_whom_it_belongs_to(listed):
    anna = analyst()
    (made,) = saving.save(own(), anna, now())
    assert listed(anna) == [made] and listed(approver()) == []
