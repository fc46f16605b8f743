"""The table of rights and the one function over it."""

import pytest

from store import rights
from store.rights import Extent, NotAllowed, Subject, check, extent, may
from store.viewers import Role, Viewer

VISITOR, LOCAL = Viewer(), Viewer("cookie", local=True)
BLOCK, OTHER = "province", "ministry-other"


def who(*roles: Role, account: str = "me") -> Viewer:
    return Viewer(None, account, "Mai", roles)


OFFICER = who(Role("officer", BLOCK, "34", "01"))
ANALYST, ELSEWHERE = who(Role("analyst", BLOCK)), who(Role("analyst", OTHER))
APPROVER, ANYWHERE = who(Role("approver", BLOCK)), who(Role("approver"))
PRESS, ADMINISTRATOR = who(Role("press")), who(Role("administrator"))
EVERYBODY = {
    "visitor": VISITOR, "local": LOCAL, "officer": OFFICER, "analyst": ANALYST, "elsewhere": ELSEWHERE,
    "approver": APPROVER, "anywhere": ANYWHERE, "press": PRESS, "administrator": ADMINISTRATOR,
}  # fmt: skip
# Action and state of a release of the block, uploaded by somebody else → who may; written from the design, by hand.
RELEASES = {
    ("see", "published"): set(EVERYBODY),
    ("see", "superseded"): set(EVERYBODY),
    ("see", "draft"): set(),
    ("see", "review"): {"officer", "analyst", "approver", "anywhere"},
    ("see", "approved"): {"officer", "analyst", "approver", "anywhere"},
    ("see", "withdrawn"): {"analyst", "approver", "anywhere"},
    ("files", "published"): set(EVERYBODY),
    ("files", "review"): {"analyst", "approver", "anywhere"},
    ("bundle", "published"): set(EVERYBODY),
    ("bundle", "approved"): set(),
    ("save", "draft"): {"local", "analyst"},
    ("send", "draft"): set(),
    ("recall", "review"): set(),
    ("correct", "draft"): set(),
    ("discard", "draft"): set(),
    ("comment", "review"): {"officer"},
    ("comment", "approved"): set(),
    ("answer", "review"): {"analyst", "approver", "anywhere"},
    ("acknowledge", "review"): {"approver", "anywhere"},
    ("approve", "review"): {"approver", "anywhere"},
    ("approve", "draft"): set(),
    ("approve", "approved"): set(),
    ("return", "review"): {"approver", "anywhere"},
    ("return", "approved"): {"approver", "anywhere"},
    ("return", "published"): set(),
    ("reschedule", "approved"): {"approver", "anywhere"},
    ("reschedule", "published"): set(),
    ("readers", "approved"): {"approver", "anywhere"},
    ("readers", "published"): {"approver", "anywhere"},
    ("withdraw", "published"): {"approver", "anywhere"},
    ("withdraw", "draft"): set(),
    ("kit", "approved"): {"analyst", "approver", "anywhere"},
    ("kit", "published"): {"press"},
    ("kit", "superseded"): {"press"},
    ("take kit", "published"): set(EVERYBODY),
    ("take kit", "superseded"): set(EVERYBODY),
    ("read comments", "published"): {"officer", "analyst", "approver", "anywhere"},
}
ELSEWHERE_ON = {
    ("announce", "calendar"): {"approver", "anywhere"},
    ("see", "calendar"): set(EVERYBODY),
    ("administer", "accounts"): {"administrator"},
    ("see", "accounts"): {"approver", "anywhere", "administrator"},
    ("see", "framework"): {"analyst", "approver", "anywhere"},
    ("keep", "framework"): {"local", "analyst"},
    ("see", "units"): {"analyst", "approver", "anywhere"},
    ("propose", "units"): {"analyst"},
    ("approve", "units"): {"approver", "anywhere"},
    ("return", "units"): {"approver", "anywhere"},
    ("recall", "units"): set(),
    ("read", "audit"): {"administrator"},
    ("purge", "store"): {"administrator"},
    ("rotate", "key"): {"administrator"},
    ("open", "page:rankings"): set(EVERYBODY),
    ("open", "page:verify"): set(EVERYBODY),
    ("open", "page:upload"): {"local", "analyst", "elsewhere"},
    ("open", "page:approval"): {"officer", "analyst", "elsewhere", "approver", "anywhere"},
    ("open", "page:press"): set(EVERYBODY),
    ("open", "page:accounts"): {"administrator"},
    ("open", "page:audit"): {"administrator"},
    ("open", "page:watch"): {"administrator"},
    ("open", "page:nowhere"): set(),
}


@pytest.mark.parametrize(("action", "state"), RELEASES)
def test_who_may_do_what_with_a_release_of_somebody_else(action, state):
    subject = Subject("release", state, BLOCK, "34", "", "another cookie", "another account")
    allowed = {name for name, viewer in EVERYBODY.items() if may(viewer, action, subject)}
    assert allowed == RELEASES[action, state]


@pytest.mark.parametrize(("action", "on"), ELSEWHERE_ON)
def test_who_may_do_what_elsewhere(action, on):
    subject = Subject(on, block=BLOCK if on in ("calendar", "framework", "units") else "")
    assert {name for name, viewer in EVERYBODY.items() if may(viewer, action, subject)} == ELSEWHERE_ON[action, on]


def test_every_right_of_the_table_is_walked_above_or_below():
    walked = {(action, "release", state) for action, state in RELEASES} | {
        (action, on, "") for action, on in ELSEWHERE_ON
    }
    public = {(a, "release", s) for a in ("see", "files", "bundle", "read comments") for s in rights_states()}
    pages = {("open", rule.on, "") for rule in rights.rules() if rule.role == "visitor"}
    under_embargo = {("readers", "release", "review"), ("withdraw", "release", "review"),
                     ("withdraw", "release", "approved"), ("withdraw", "release", "superseded")}  # fmt: skip
    left = {(r.action, r.on, r.state) for r in rights.rules()} - walked - public - pages - under_embargo
    assert left == set()


def rights_states():
    from store.releases import STATES

    return STATES


@pytest.mark.parametrize("action", ["see", "files", "discard", "correct", "send"])
def test_a_draft_is_its_analysts_alone(action):
    mine = Subject("release", "draft", BLOCK, account="me")
    assert may(ANALYST, action, mine) and not may(APPROVER, action, mine)
    assert not may(who(Role("analyst", BLOCK), account="other"), action, mine)


def test_a_browser_keeps_drafts_only_while_there_is_no_account():
    mine = Subject("release", "draft", BLOCK, owner="cookie")
    assert may(LOCAL, "see", mine) and may(LOCAL, "discard", mine)
    assert not may(Viewer("cookie"), "see", mine)
    assert not may(Viewer("other", local=True), "see", mine)
    assert not may(Viewer(None, local=True), "see", Subject("release", "draft", BLOCK, owner=""))
    assert not may(LOCAL, "see", Subject("release", "draft", BLOCK, owner="cookie", account="somebody"))


def test_nobody_approves_their_own_upload():
    both = who(Role("analyst", BLOCK), Role("approver"))
    mine = Subject("release", "review", BLOCK, account="me")
    assert not may(both, "approve", mine) and not may(both, "acknowledge", mine)
    assert may(both, "approve", Subject("release", "review", BLOCK, account="other"))
    with pytest.raises(NotAllowed, match="'approve' is not for one's own upload: somebody else has to do it."):
        check(both, "approve", mine)


def test_an_officer_reaches_the_own_unit_of_one_division_and_block():
    release = Subject("release", "review", BLOCK, "34")
    assert extent(OFFICER, "see", release) == Extent("officer", frozenset({"01"}))
    two = who(Role("officer", BLOCK, "34", "01"), Role("officer", BLOCK, "34", "92"))
    assert extent(two, "see", release).units == {"01", "92"}
    # The same code is another province in the other division.
    assert not may(OFFICER, "see", Subject("release", "review", BLOCK, "63"))
    assert not may(OFFICER, "comment", Subject("release", "review", BLOCK, "34", "92"))
    assert may(OFFICER, "comment", Subject("release", "review", BLOCK, "34", "01"))
    assert not may(who(Role("officer", BLOCK, "34", "")), "see", release)


def test_the_widest_right_counts():
    also = who(Role("officer", BLOCK, "34", "01"), Role("analyst", BLOCK))
    assert extent(also, "see", Subject("release", "review", BLOCK, "34")) == Extent("analyst")
    named = Subject("release", "approved", BLOCK, "34", readers=frozenset({"me"}))
    assert extent(OFFICER, "see", named) == Extent("reader")


def test_a_named_reader_sees_under_embargo_and_not_before():
    readers = frozenset({"me"})
    assert extent(PRESS, "see", Subject("release", "approved", BLOCK, readers=readers)) == Extent("reader")
    assert not may(PRESS, "see", Subject("release", "review", BLOCK, readers=readers))
    assert not may(PRESS, "see", Subject("release", "approved", BLOCK, readers=frozenset({"other"})))
    # A visitor has no account; a list with none in it names nobody.
    assert not may(VISITOR, "see", Subject("release", "approved", BLOCK, readers=frozenset()))


@pytest.mark.parametrize(
    ("viewer", "action", "subject", "message"),
    [
        (ANALYST, "approve", Subject("release", "draft", BLOCK),
         "'approve' is not possible while the release is in the state 'draft'."),
        (VISITOR, "approve", Subject("release", "review", BLOCK), "'approve' needs an account. Sign in first."),
        (LOCAL, "send", Subject("release", "draft", BLOCK, owner="cookie"),
         "'send' needs an account, and this installation has none yet. Open the administrator's link."),
        (ELSEWHERE, "see", Subject("release", "review", BLOCK, "34"),
         "'see' needs the role officer or analyst or approver for province/34. Mai has: analyst (ministry-other)."),
        (who(), "administer", Subject("accounts"), "'administer' needs the role administrator. Mai has: none."),
        (ADMINISTRATOR, "eat", Subject("accounts"), "'eat' needs the role of nobody. Mai has: administrator."),
    ],
)  # fmt: skip
def test_the_reason_is_told(viewer, action, subject, message):
    with pytest.raises(NotAllowed) as refused:
        check(viewer, action, subject)
    assert str(refused.value) == message


def test_a_faulty_row_is_named(tmp_path, monkeypatch):
    (tmp_path / "rights.csv").write_text("role,action,on,state,scope,except\nking,see,release,draft,any,\n")
    monkeypatch.setattr(rights, "DATA", tmp_path)
    with pytest.raises(ValueError, match=r"rights.csv, row 2: unknown role, scope or exception in king, see, release"):
        rights.rules.__wrapped__()
