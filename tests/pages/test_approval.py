"""The approval page as each person uses it: every act and every refusal, over a real store."""

from datetime import datetime, timedelta

import store
from figures.words import translator, words
from store import gate, lifecycle
from store.clock import from_local, now, to_local
from store.viewers import Role
from tests.pages.shown import button, state_of, told
from tests.store.made import (
    BLOCK,
    EVERYBODY,
    HOUR,
    WARNED,
    analyst,
    approver,
    in_review,
    officer,
    own,
    person,
    published,
)

t = translator("en")


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
    assert t("decide.published") in told(shown) and state_of(sent) == "published"
    (public,) = store.visible(EVERYBODY, now())
    assert t("decide.withdraw_public") in told(shown)
    button(shown, t("decide.withdraw_do")).click().run()
    assert t("decide.reason_needed") in told(shown) and state_of(sent) == "published"
    shown.text_area[0].set_value("Wrong *table*")
    button(shown, t("decide.withdraw_do")).click().run()
    assert state_of(sent) == "withdrawn" and store.visible(EVERYBODY, now()) == []
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
    assert t("act.not_role") in told(shown) and state_of(sent) == "review"


def test_a_moment_that_was_never_shown_back_is_not_acted_on(open_page, people):
    anna, bình = people
    sent = in_review(anna, at=now())
    shown = open_page("approval", bình, submission=sent.id)
    # The day is changed and the button pressed in one go, before the page has said what it understood.
    shown.date_input[0].set_value((to_local(now()) + timedelta(days=9)).date())
    button(shown, t("decide.approve")).click().run()
    assert t("moment.changed") in told(shown) and state_of(sent) == "review"
    button(shown, t("decide.approve")).click().run()
    assert (gate.submission(bình, sent.id, now()).publish_at - now()).days in (8, 9)
