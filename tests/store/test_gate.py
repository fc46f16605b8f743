"""The gate: who sees a release in which state, at which second, and how much of it."""

import numpy as np
import pytest

import store
from scoring import parse_framework, score
from store import contents, early, gate, lifecycle, saving
from store.clock import now
from store.contents import FilesDeleted
from store.releases import find
from store.rights import Extent, NotAllowed
from store.viewers import Role, Viewer
from tests.store.made import (
    BLOCK,
    EVERYBODY,
    HOUR,
    NOON,
    SECOND,
    analyst,
    approver,
    draft,
    in_review,
    officer,
    own,
    person,
    published,
    submission_of,
)


def seen(viewer, at):
    return [release.id for release in store.visible(viewer, at)]


def test_a_draft_is_seen_by_its_browser_alone(empty):
    (made,) = store.save(draft(), Viewer("anna", local=True))
    assert seen(Viewer("anna", local=True), now()) == [made]
    assert seen(Viewer("berta", local=True), now()) == seen(EVERYBODY, now()) == seen(Viewer("anna"), now()) == []


@pytest.fixture
def people(empty):
    everybody = {
        "anna": analyst("Anna"), "bình": approver("Bình"), "cường": approver("Cường", ""),
        "dũng": analyst("Dũng", "province"), "em": approver("Em", "province"),
        "oanh": officer("VOV", "Oanh"), "phúc": officer("VTV", "Phúc"), "quý": officer("01", "Quý", "province"),
        "thu": person("Thu", Role("press")), "yến": person("Yến", Role("administrator")), "none": EVERYBODY,
        "cookie": Viewer("cookie"),
    }  # fmt: skip
    return everybody


def who_sees(people, at):
    return {name for name, viewer in people.items() if store.visible(viewer, at)}


def test_each_state_has_its_readers(people):
    anna, bình = people["anna"], people["bình"]
    (made,) = saving.save(own(), anna, NOON)
    assert who_sees(people, NOON) == {"anna"}
    sent = lifecycle.send(anna, submission_of(anna, made), NOON)
    assert who_sees(people, NOON) == {"anna", "bình", "cường", "oanh", "phúc"}
    lifecycle.approve(bình, sent, NOON + HOUR, NOON)
    assert who_sees(people, NOON + HOUR - SECOND) == {"anna", "bình", "cường", "oanh", "phúc"}
    assert who_sees(people, NOON + HOUR) == who_sees(people, NOON + HOUR + SECOND) == set(people)


def test_a_published_release_is_the_same_for_everybody(people):
    published(people["anna"], people["bình"])
    found = {store.visible(viewer, NOON)[0] for viewer in people.values()}
    assert len(found) == 1 and found.pop().seen_by == Extent("visitor")


def test_an_officer_sees_the_own_units_cells_and_no_rank(people):
    oanh = people["oanh"]
    in_review(people["anna"])
    (release,) = store.visible(oanh, NOON)
    assert release.seen_by == Extent("officer", frozenset({"VOV"}))
    found = store.read(release, oanh)
    for part in ("values", "scores", "coverage", "zeroed", "ranks"):
        assert set(getattr(found.scores, part).index.get_level_values(1)) == {"VOV"}
    assert found.scores.ranks.isna().all(axis=None) and found.notes.index.get_level_values(1).unique() == ["VOV"]
    whole = own().scores
    assert found.scores.scores["dti"].iloc[0] == whole.scores["dti"].xs("VOV", level=1).iloc[0]
    with pytest.raises(NotAllowed, match="'files' needs the role analyst or approver"):
        store.workbooks(release, oanh)


def test_a_score_that_gives_the_best_unit_s_figure_away_is_cut_too(people):
    """VOV has 26.3 of 100 and the best 47.44: a share of 26.3 / 47.44 beside the own figure would say so."""
    text = own().scores.framework.text
    rules = text.count('rule = { kind = "share", scale = 100 }')
    framework = parse_framework(text.replace('{ kind = "share", scale = 100 }', '{ kind = "ratio_to_max" }', 1))
    table = own().table
    whole = store.Read(score(framework, table.values), table.notes, table.remarks, table.self_reported)
    found = contents.cut(whole, frozenset({"VOV"})).scores
    (first, *others) = [node.code for node in framework.nodes if node.is_leaf]
    assert len(others) == rules - 1 >= 4
    assert found.scores[[first, "dti"]].isna().all(axis=None)
    assert found.values[first].notna().all() and found.scores[others].notna().all(axis=None)
    assert whole.scores.scores.notna().all(axis=None)  # what was read before is not changed


def test_remarks_are_cut_too(people):
    import pandas as pd

    whole = store.Read(own().scores, own().table.notes, *(
        pd.DataFrame({"period": "2023-01", "unit": ["VOV", "VTV"], "column": "a", "flag": ["x", "y"]}) for _ in "ab"
    ))  # fmt: skip
    found = contents.cut(whole, frozenset({"VTV"}))
    assert found.remarks["flag"].tolist() == found.self_reported["flag"].tolist() == ["y"]
    assert not np.isnan(whole.scores.ranks["dti"]).any()  # what was read before is not changed


def test_reading_checks_the_viewer_again(people):
    in_review(people["anna"])
    (release,) = store.visible(people["bình"], NOON)
    store.read(release, people["bình"])
    for name in ("dũng", "em", "quý", "thu", "yến", "none", "cookie"):
        with pytest.raises(NotAllowed, match="'see' needs"):
            store.read(release, people[name])
    # A release that came out of the gate for an approver gives an officer no more than the own unit.
    assert len(store.read(release, people["oanh"]).scores.scores) == 1


def test_a_named_reader_is_named_on_what_they_see(people):
    bình, thu = people["bình"], people["thu"]
    sent = in_review(people["anna"])
    early.name_reader(bình, sent, thu.account, NOON)
    assert store.visible(thu, NOON) == []
    lifecycle.approve(bình, sent, NOON + HOUR, NOON)
    (release,) = store.visible(thu, NOON)
    assert (release.reader, release.seen_by.role, release.state) == ("Thu", "reader", "approved")
    assert len(store.read(release, thu).scores.scores) == len(own().scores.scores)
    with pytest.raises(NotAllowed):
        store.workbooks(release, thu)
    # Another one cannot read with the release that was made for Thu.
    with pytest.raises(NotAllowed):
        store.read(release, people["yến"])
    assert store.visible(thu, NOON + HOUR)[0].reader == ""
    early.remove_reader(bình, gate.submission(bình, sent.id, NOON), thu.account, NOON)
    assert store.visible(thu, NOON) == []


def test_one_release_by_its_id(people):
    sent = in_review(people["anna"])
    name = sent.releases[0].id
    assert gate.one(people["bình"], name, NOON).id == name
    assert gate.one(EVERYBODY, name, NOON) is None and gate.one(people["bình"], "nothing", NOON) is None
    assert gate.submission(people["dũng"], sent.id, NOON) is None
    assert gate.submission(people["bình"], "nothing", NOON) is None


def test_a_withdrawn_release_leaves_a_tombstone_where_it_was_public(people):
    anna, bình = people["anna"], people["bình"]
    never = in_review(anna, own(period="2023-02"))
    lifecycle.withdraw(bình, never, "Nhầm tệp", NOON)
    public = published(anna, bình)
    name = public.releases[0].id
    lifecycle.withdraw(bình, public, "Sai số liệu", NOON + HOUR)
    assert store.visible(EVERYBODY, NOON + HOUR) == []
    assert {r.state for r in store.visible(anna, NOON + HOUR)} == {"withdrawn"}
    assert gate.tombstone(name) == (name, "2023-01", BLOCK, NOON, NOON + HOUR, "Sai số liệu")
    assert gate.tombstone(never.releases[0].id) is None and gate.tombstone("nothing") is None


def test_files_that_were_deleted_are_said_to_be(people):
    from sqlalchemy import update

    from store.database import engine
    from store.schema import submissions

    published(people["anna"], people["bình"])
    (release,) = store.visible(EVERYBODY, NOON)
    assert store.workbooks(release, EVERYBODY) == [own().files[0][1]]
    with engine().begin() as connection:
        connection.execute(update(submissions).values(files_deleted_at=NOON))
    with pytest.raises(FilesDeleted, match=rf"The files from which {release.id} was made were deleted on 2026-07-01"):
        store.workbooks(release, EVERYBODY)


def test_only_what_is_in_force_is_compared_with(people):
    anna, bình = people["anna"], people["bình"]
    first = published(anna, bình, own(period="2023-01")).releases[0]
    in_review(anna, own(period="2023-02"))
    found = store.visible(bình, NOON)
    key = (first.framework, "")
    assert store.in_force(found, *key, "2023-02").id == store.before(found, *key, "2023-02").id == first.id
    assert store.in_force(found, *key, "2023-01").id == first.id and store.before(found, *key, "2023-01") is None
    assert find(found, None) is None
