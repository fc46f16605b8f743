"""The approval page as each person uses it: every act and every refusal, over a real store."""

import time
from datetime import datetime, timedelta

import pytest

import store
from figures.words import translator, words
from scoring import Problem, load_units
from store import comments, corrections, database, early, gate, lifecycle, saving
from store.checklist import checklist
from store.clock import from_local, now, to_local
from store.schema import documents
from store.viewers import Role, Viewer
from tests.pages.shown import button, told
from tests.store.made import (
    BLOCK,
    EVERYBODY,
    HOUR,
    analyst,
    approver,
    changed,
    in_review,
    officer,
    own,
    person,
    published,
    submission_of,
)

t = translator("en")
COLUMN = str(own().table.values.columns[0])
WARNED = [
    Problem("number_as_text", "Dữ liệu", f"C{row}", "'12", {"count": 1, "name": "Nhận thức số", "number": 12})
    for row in (2, 3, 4)
]


def state(found) -> str:
    viewer = Viewer(None, "nobody", "Nobody", (Role("approver", found.block),))
    return gate.submission(viewer, found.id, now()).state


@pytest.fixture
def people(own_store):
    return analyst(), approver()


def test_the_list_shows_what_one_has_a_part_in_and_what_waits(open_page, people):
    anna, bình = people
    sent = in_review(anna, at=now())
    late = in_review(analyst("Dũng"), own(period="2023-02"), now() + timedelta(seconds=1))
    shown = told(open_page("approval", bình))
    assert ":orange-badge[in review]" in shown
    assert sum("-badge[" in text and t("waiting.approve") in text for text in shown) == 2
    found = [text for text in shown if text.startswith("uploaded by ")]
    assert [text.split(",")[0] for text in found] == ["uploaded by Dũng", "uploaded by Anna"]  # the newest first
    for other in (approver("Em", "province"), officer("01", "Quý", "province")):
        assert t("approval.nothing") in told(open_page("approval", other))
        assert t("approval.unknown", id=sent.id) in told(open_page("approval", other, submission=sent.id))
    assert not [text for text in told(open_page("approval", anna)) if t("waiting.approve") in text]
    assert open_page("approval", EVERYBODY).error[0].value == t("refused.signed_out")
    assert late.id != sent.id


def test_approve_for_a_moment_in_hanoi_time(open_page, people):
    anna, bình = people
    sent = in_review(anna, at=now())
    shown = open_page("approval", bình, submission=sent.id)
    day = (to_local(now()) + timedelta(days=3)).date()
    shown.date_input[0].set_value(day)
    shown.time_input[0].set_value(datetime(2026, 1, 1, 7, 15).time()).run()
    moment = from_local(datetime.combine(day, datetime(2026, 1, 1, 7, 15).time()))
    understood = words("en").moment(to_local(moment), weekday=True)
    assert understood.endswith(", 07:15") and t("moment.understood", moment=understood) in told(shown)
    button(shown, t("decide.approve")).click().run()
    found = gate.submission(bình, sent.id, now())
    assert (found.state, found.publish_at) == ("approved", moment)
    said = told(shown)
    assert t("decide.approved", moment=words("en").moment(to_local(moment))) in said
    assert ":violet-badge[under embargo]" in said
    assert not any("UTC" in text for text in said if "Times are Hanoi time" not in text)


def test_publish_at_once_then_withdraw_with_a_reason(open_page, people):
    anna, bình = people
    sent = in_review(anna, at=now())
    shown = open_page("approval", bình, submission=sent.id)
    shown.segmented_control(key=f"approve_{sent.id}_{sent.version}_when").set_value("at_once").run()
    button(shown, t("decide.publish_now")).click().run()
    assert t("decide.published") in told(shown) and state(sent) == "published"
    (public,) = store.visible(EVERYBODY, now())
    assert t("decide.withdraw_public") in told(shown)
    button(shown, t("decide.withdraw_do")).click().run()
    assert t("decide.reason_needed") in told(shown) and state(sent) == "published"
    shown.text_area[0].set_value("Wrong *table*")
    button(shown, t("decide.withdraw_do")).click().run()
    assert state(sent) == "withdrawn" and store.visible(EVERYBODY, now()) == []
    assert gate.tombstone(public.id).reason == "Wrong *table*"
    assert t("approval.withdrawn", reason=r"Wrong \*table\*") in told(shown)


def test_return_and_reschedule(open_page, people):
    anna, bình = people
    done = published(anna, bình, at=now(), publish_at=now() + HOUR)
    shown = open_page("approval", bình, submission=done.id)
    shown.date_input[0].set_value((to_local(now()) + timedelta(days=2)).date()).run()
    button(shown, t("decide.reschedule_do")).click().run()
    moved = gate.submission(bình, done.id, now())
    assert moved.publish_at - done.publish_at > HOUR and moved.version == done.version + 1
    # Yesterday is over: said before, and refused by the store.
    shown.date_input[0].set_value((to_local(now()) - timedelta(days=1)).date()).run()
    assert any("is over. Set a moment to come." in text for text in told(shown))
    button(shown, t("decide.reschedule_do")).click().run()
    assert any("is over. Set a moment to come." in each.value for each in shown.error)
    assert gate.submission(bình, done.id, now()).publish_at == moved.publish_at
    reason = next(each for each in shown.text_area if "return" in each.key)
    reason.set_value("No source")
    button(shown, t("decide.return_do")).click().run()
    assert t("approval.unknown", id=done.id) in told(shown)  # a draft is its analyst's again
    assert t("decide.return_done") in told(shown)
    assert t("approval.returned", reason="No source") in told(open_page("approval", anna, submission=done.id))


def test_of_two_approvers_the_second_is_told_who_was_first(open_page, people):
    anna, bình = people
    chi = approver("Chi")
    sent = in_review(anna, at=now())
    shown = open_page("approval", chi, submission=sent.id)
    lifecycle.approve(bình, sent, now() + HOUR, now())
    button(shown, t("decide.approve")).click().run()
    (fault,) = shown.error
    assert fault.value.startswith("Bình was faster, at ") and "“under embargo”" in fault.value
    assert ":violet-badge[under embargo]" in told(shown)
    # The same with a reason, by somebody who looks at what was there before.
    behind = open_page("approval", chi, submission=sent.id)
    lifecycle.withdraw(bình, gate.submission(bình, sent.id, now()), "Sai", now())
    reason = next(each for each in behind.text_area if "return" in each.key)
    reason.set_value("Mine")
    button(behind, t("decide.return_do")).click().run()
    assert behind.error[0].value.startswith("Bình was faster, at ") and "“withdrawn”" in behind.error[0].value


def test_nobody_approves_the_own_upload_and_it_says_so(open_page):
    both = person("Hà", Role("analyst", BLOCK), Role("approver", BLOCK))
    sent = in_review(both, own(WARNED[0]), now())
    shown = open_page("approval", both, submission=sent.id)
    assert t("act.not_own") in told(shown)
    labels = [each.label for each in shown.button]
    assert t("decide.approve") not in labels and t("checklist.acknowledge_all", n=1) not in labels


def test_an_analyst_decides_nothing(open_page, people):
    anna, _ = people
    sent = in_review(anna, own(*WARNED), now())
    shown = open_page("approval", analyst("Dũng"), submission=sent.id)
    assert t("decide.not_yours") in told(shown)
    assert not shown.checkbox and not [each for each in shown.button if each.label.startswith("Acknowledge")]


def test_who_lost_the_role_meanwhile_is_refused(open_page, people):
    from store import accounts

    anna, bình = people
    sent = in_review(anna, at=now())
    shown = open_page("approval", bình, submission=sent.id)
    admin = person("Yến", Role("administrator"))
    accounts.set_roles(admin, bình.account, [Role("analyst", BLOCK)], now())
    button(shown, t("decide.approve")).click().run()
    assert t("act.not_role") in told(shown) and state(sent) == "review"


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
    assert t("approval.not_ready", n=1) in told(shown) and state(sent) == "review"
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


def test_an_officer_sees_one_unit_and_no_rank(open_page, people):
    anna, _ = people
    sent = in_review(anna, at=now())
    oanh = officer("VOV")
    assert t("waiting.look") in "".join(told(open_page("approval", oanh)))
    shown = open_page("approval", oanh, submission=sent.id)
    texts = told(shown)
    (table,) = [each.value for each in shown.table]
    assert list(table.columns) == [t("quality.level_indicators"), t("problems.value"), t("table.score")]
    mine = own().table.values.droplevel(0).loc["VOV"]
    assert list(table[t("problems.value")]) == [f"{figure:g}\N{NO-BREAK SPACE}%".replace(".", r"\.") for figure in mine]
    scores = own().scores.scores.droplevel(0).loc["VOV"]
    assert list(table[t("table.score")]) == [f"{scores[column]:.4f}" for column in mine.index]
    assert not shown.dataframe
    names = load_units().of(BLOCK, "")
    everything = " ".join(texts + [str(part) for part in table.to_numpy().ravel()])
    assert names.at["VOV", "name_en"] in everything
    others = names[names["code"] != "VOV"]
    assert [n for n in (*others["name_en"], *others["name_vi"]) if n in everything] == []
    assert [text for text in texts if "rank" in text.lower() and text != t("nav.rankings")] == []
    assert t("checklist.title") not in texts and t("decide.title") not in texts


def test_an_officer_contests_a_figure_of_the_own_unit(open_page, people):
    anna, bình = people
    sent = in_review(anna, at=now())
    oanh = officer("VOV")
    shown = open_page("approval", oanh, submission=sent.id)
    button(shown, t("own_unit.send")).click().run()
    assert t("own_unit.both_needed") in told(shown)
    shown.selectbox[0].set_value(COLUMN)
    shown.text_area[0].set_value("It is 12")
    button(shown, t("own_unit.send")).click().run()
    assert t("own_unit.sent") in told(shown) and "It is 12" in told(shown)
    (said,) = comments.of_release(bình, gate.visible(bình, now())[0])
    assert (said.unit, said.column, said.text, said.name) == ("VOV", COLUMN, "It is 12", "Oanh")
    # Somebody approved it while the form was open: nothing is contested any more.
    comments.answer(bình, said, "upheld", "By letter", now())
    lifecycle.approve(bình, gate.submission(bình, sent.id, now()), now() + HOUR, now())
    shown.selectbox[0].set_value(COLUMN)
    shown.text_area[0].set_value("Again")
    button(shown, t("own_unit.send")).click().run()
    assert t("act.not_state", state=t("state.approved")) in told(shown) and not shown.text_area
    assert len(comments.of_release(bình, gate.visible(bình, now())[0])) == 1


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
    assert r"> Wrong \*unit\*" in texts
    after = new.scores.ranks["dti"].droplevel(0)
    name = load_units().of(BLOCK, "").at[last, "name_en"]
    moves = next(each.value for each in shown.dataframe if "before" in each.value.columns)
    assert list(moves.iloc[0]) == [name, ranks[last], after[last], ranks[last] - after[last]]
    assert len(moves) == (ranks != after).sum()
    assert any(f"{name} {int(ranks[last])} → {int(after[last])}" in text for text in texts)
    # An officer reads none of it: it tells of all units.
    mine = " ".join(told(open_page("approval", officer("VOV"), submission=sent.id)))
    assert "Wrong" not in mine and name not in mine
    shown = open_page("approval", bình, submission=sent.id)
    shown.segmented_control(key=f"approve_{sent.id}_{sent.version}_when").set_value("at_once").run()
    button(shown, t("decide.publish_now")).click().run()
    assert [(r.id, r.state) for r in store.visible(EVERYBODY, now())] == [(made, "published"), (old.id, "superseded")]


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


def test_an_officer_reads_the_own_comments_after_publication(open_page, people):
    anna, bình = people
    oanh = officer("VOV")
    sent = in_review(anna, at=now())
    said = comments.comment(oanh, store.visible(oanh, now())[0], "VOV", COLUMN, "It is 12", now())
    comments.answer(bình, said, "upheld", "By letter", now())
    lifecycle.approve(bình, sent, None, now())
    shown = open_page("approval", oanh, submission=sent.id)
    texts = told(shown)
    assert "It is 12" in texts and "By letter" in texts and not shown.text_area
    names = load_units().of(BLOCK, "")
    assert not [n for n in names[names["code"] != "VOV"]["name_en"] if n in " ".join(texts)]
