"""What stands between a submission and its approval: warnings, comments, a notice, damage; and who reads it early."""

import time
from dataclasses import replace
from datetime import timedelta

import store
from figures.words import translator
from scoring import load_units
from store import comments, corrections, database, early, gate, lifecycle, saving
from store.checklist import checklist
from store.clock import now
from store.schema import documents
from store.viewers import Role
from tests.pages.shown import button, state_of, told
from tests.store.made import (
    BLOCK,
    COLUMN,
    EVERYBODY,
    HOUR,
    WARNED,
    changed,
    in_review,
    officer,
    own,
    person,
    published,
    submission_of,
)

t = translator("en")


def test_warnings_are_acknowledged_by_name_one_some_or_all(open_page, people):
    anna, bình = people
    sent = in_review(anna, own(*WARNED), now())
    shown = open_page("approval", bình, submission=sent.id)
    lines = [line for line in shown.checkbox if line.key.startswith("acknowledge")]
    assert [line.label.split(r"\:")[0] for line in lines] == [f"Sheet “Dữ liệu”, cell C{row}" for row in (2, 3, 4)]
    assert "Digital awareness" in lines[0].label
    assert button(shown, t("decide.approve")).disabled and t("decide.not_ready") in told(shown)
    lines[1].set_value(True).run()
    button(shown, t("checklist.acknowledge", n=1)).click().run()
    found = checklist(bình, gate.submission(bình, sent.id, now()), now())
    assert [item.acknowledged_name for item in found] == ["", "Bình", ""]
    assert t("checklist.acknowledged", n=1) in told(shown)
    button(shown, t("checklist.acknowledge_all", n=2)).click().run()
    assert t("checklist.ready") in told(shown)
    assert sum("— Bình, " in text for text in told(shown)) == 3
    assert not button(shown, t("decide.approve")).disabled


def test_an_error_blocks_and_what_became_open_meanwhile_is_told(open_page, people):
    anna, bình = people
    sent = in_review(anna, at=now())
    shown = open_page("approval", bình, submission=sent.id)
    oanh = officer("VOV")
    release = next(r for r in store.visible(oanh, now()) if r.id == sent.releases[0].id)
    comments.comment(oanh, release, "VOV", COLUMN, "It is 12", now())
    button(shown, t("decide.approve")).click().run()
    assert t("approval.not_ready", n=1) in told(shown) and state_of(sent) == "review"
    (line,) = [each.value for each in shown.error if "not answered" in each.value]
    assert "Oanh" in line and button(shown, t("decide.approve")).disabled


def test_a_comment_is_answered_once(open_page, people):
    anna, bình = people
    sent = in_review(anna, at=now())
    oanh = officer("VOV")
    release = store.visible(oanh, now())[0]
    comments.comment(oanh, release, "VOV", COLUMN, "It is *12*", now())
    shown = open_page("approval", bình, submission=sent.id)
    assert r"It is \*12\*" in told(shown)
    button(shown, t("comments.send")).click().run()
    assert t("comments.both_needed") in told(shown)
    behind = open_page("approval", bình, submission=sent.id)
    shown.radio[0].set_value("upheld")
    next(each for each in shown.text_area if each.key.startswith("answer")).set_value("By letter 12")
    button(shown, t("comments.send")).click().run()
    assert t("comments.answered") in told(shown) and "By letter 12" in told(shown)
    behind.radio[0].set_value("changed")
    next(each for each in behind.text_area if each.key.startswith("answer")).set_value("No")
    button(behind, t("comments.send")).click().run()
    assert t("comment_fault.answered", name="Bình") in told(behind)
    mine = told(open_page("approval", oanh, submission=sent.id))
    assert "By letter 12" in mine and any(t("comments.upheld") in text for text in mine)


def test_a_correction_says_why_and_what_it_changes(open_page, people):
    anna, bình = people
    old = published(anna, bình, at=now() - HOUR).releases[0]
    ranks = own().scores.ranks["dti"].droplevel(0)
    last, first = ranks.idxmax(), ranks.idxmin()
    new = changed(own(), last, **own().table.values.droplevel(0).loc[first].to_dict())
    (made,) = saving.save(new, anna, now())
    fixed, _ = corrections.correct(anna, submission_of(anna, made, now()), made, old.id, "Wrong *unit*", now())
    sent = lifecycle.send(anna, fixed, now())
    shown = open_page("approval", bình, submission=sent.id)
    texts = told(shown)
    assert r"“Wrong \*unit\*”" in texts
    after = new.scores.ranks["dti"].droplevel(0)
    name = load_units().of(BLOCK, "").at[last, "name_en"]
    (moves,) = [each.value for each in shown.table]
    assert list(moves.iloc[0]) == [name, ranks[last], after[last], f"+{ranks[last] - after[last]:g}"]
    assert len(moves) == (ranks != after).sum()
    assert any(f"{name} {int(ranks[last])} → {int(after[last])}" in text for text in texts)
    # An officer reads none of it: it tells of all units.
    mine = " ".join(told(open_page("approval", officer("VOV"), submission=sent.id)))
    assert "Wrong" not in mine and name not in mine
    shown = open_page("approval", bình, submission=sent.id)
    shown.segmented_control(key=f"approve_{sent.id}_{sent.version}_when").set_value("at_once").run()
    button(shown, t("decide.publish_now")).click().run()
    # Two of one period stand in the order of their ids, which are drawn.
    found = sorted((r.state, r.id) for r in store.visible(EVERYBODY, now()))
    assert found == [("published", made), ("superseded", old.id)]


def test_readers_are_named_removed_and_told_of(open_page, people):
    anna, bình = people
    chi = person("Chi", Role("press"))
    done = published(anna, bình, at=now(), publish_at=now() + HOUR)
    shown = open_page("approval", bình, submission=done.id)
    box = next(each for each in shown.selectbox if each.key == f"reader_{done.id}")
    assert "Chi · chi@example.vn" in box.options
    box.set_value(chi.account).run()
    button(shown, t("readers.add")).click().run()
    assert [reader.name for reader in early.listed(bình, done)] == ["Chi"]
    assert t("readers.added") in told(shown) and any(text.startswith("**Chi** — named by Bình") for text in told(shown))
    assert [release.reader for release in store.visible(chi, now())] == ["Chi"]
    shown.checkbox[0].set_value(True).run()
    assert gate.submission(bình, done.id, now()).readers_listed and shown.checkbox[0].value
    shown.checkbox[0].set_value(False).run()
    assert not gate.submission(bình, done.id, now()).readers_listed and not shown.checkbox[0].value
    button(shown, t("readers.remove")).click().run()
    assert early.listed(bình, done) == [] and store.visible(chi, now()) == []
    assert t("readers.title", n=0) not in told(open_page("approval", anna, submission=done.id))
    assert not [each for each in open_page("approval", anna, submission=done.id).selectbox if "reader" in each.key]


def test_the_quality_is_judged_anew_from_the_files(open_page, people):
    anna, bình = people
    sent = in_review(anna, at=now())
    shown = open_page("approval", bình, submission=sent.id)
    assert not shown.metric or t("quality.sufficient") not in [each.label for each in shown.metric]
    shown.toggle(key=f"approval_quality_{sent.id}").set_value(True).run()
    until = 60
    while shown.get("progress") and until:
        time.sleep(0.5)
        shown.run()
        until -= 1
    shown_words = {each.label: each.value for each in shown.metric}
    assert shown_words[t("quality.sufficient")] == shown_words[t("quality.correct")] == "100%"


def test_what_is_damaged_cannot_be_approved_and_the_page_says_so(open_page, people):
    anna, bình = people
    sent = in_review(anna, own(WARNED[0]), now())
    manifest = sent.releases[0].manifest
    with database.engine().begin() as connection:
        broken = documents.update().where(documents.c.sha256 == manifest["scores"]).values(content=b"x")
        connection.execute(broken)
    shown = open_page("approval", bình, submission=sent.id)
    texts = told(shown)
    assert any(text.startswith("January 2023: what is stored is damaged") for text in texts)
    assert any("cell C2" in text for text in texts)
    button(shown, t("checklist.acknowledge_all", n=1)).click().run()
    assert button(shown, t("decide.approve")).disabled


def test_what_is_over_is_listed_for_a_while_then_on_demand(open_page, people):
    anna, bình = people
    old = now() - timedelta(days=40)
    published(anna, bình, own(period="2022-01"), old)
    published(anna, bình, own(period="2022-02"), now())
    shown = open_page("approval", bình)
    texts = told(shown)
    assert any("February 2022" in text for text in texts) and not any("January 2022" in text for text in texts)
    shown.toggle(key="approval_older").set_value(True).run()
    assert any("January 2022" in text for text in told(shown))


def test_many_warnings_are_read_in_sheets_and_ticks_are_kept(open_page, people):
    anna, bình = people
    every = [replace(WARNED[0], cell=f"C{row}") for row in range(2, 47)]
    sent = in_review(anna, own(*every), now())
    shown = open_page("approval", bình, submission=sent.id)

    def cells() -> list[str]:
        lines = [line.label for line in shown.checkbox if line.key.startswith("acknowledge")]
        return [line.split("cell ")[1].split(r"\:")[0] for line in lines]

    assert cells() == [f"C{row}" for row in range(2, 22)]
    shown.checkbox[0].set_value(True).run()
    sheets = shown.get("pagination")
    assert len(sheets) == 1
    shown.session_state[f"checklist_page_{sent.id}_3"] = 3
    shown.run()
    assert cells() == [f"C{row}" for row in range(42, 47)]
    for line in shown.checkbox[:5]:
        line.set_value(True)
    shown.run()
    button(shown, t("checklist.acknowledge", n=6)).click().run()
    done = [item for item in checklist(bình, gate.submission(bình, sent.id, now()), now()) if not item.is_open]
    assert [item.problem.cell for item in done] == ["C2", *(f"C{row}" for row in range(42, 47))]
    assert cells() == [f"C{row}" for row in range(3, 23)]  # two sheets are left, and the first is shown
