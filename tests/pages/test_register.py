"""A change of units from the workbook to its approval, on the pages of the two people."""

import pytest

import store
from figures.words import words
from store import registers, units
from tests.pages.test_about import texts
from tests.pages.test_upload_life import press
from tests.scoring.register.books import UNITS, Book
from tests.store.made import BLOCK, NOON, analyst, renamed

t = words("en").t
VOV = (BLOCK, "", "VOV")


@pytest.fixture(autouse=True)
def asked_anew():
    units.forget()
    yield
    units.forget()


def uploaded(shown, content: bytes):
    box = next(each for each in shown.get("file_uploader") if each.label == t("ground.file"))
    box.set_value(("u.xlsx", content, "application/octet-stream"))
    return shown.run()


def links(shown) -> list[str]:
    return [each.proto.label for each in shown.get("page_link")]


def book(**cells) -> bytes:
    made = Book()
    for head, value in cells.items():
        made.set(UNITS, VOV, head.replace("_", " "), value)
    return made.content


def test_a_change_is_sent_by_one_and_approved_by_another(people, open_page):
    anna, binh = people
    shown = uploaded(open_page("upload", anna, do="units"), book(Name_in_English="Voice of Viet Nam"))
    assert t("ground.summary", new=0, ended=0, merged=0, renamed=1, other=0) in texts(shown)
    shown = press(shown, t("ground.send"))
    assert t("ground.sent") in [each.value for each in shown.success]
    assert t("ground.approve_now") not in [each.label for each in shown.button]  # nobody approves their own
    assert t("waiting.units", n=1) in links(open_page("rankings", binh))
    assert t("waiting.units", n=1) not in links(open_page("rankings", anna))
    shown = press(open_page("approval", binh), t("ground.approve_now"))
    assert t("ground.approved") in [each.value for each in shown.success]
    assert store.load_units().of(BLOCK).at["VOV", "name_en"] == "Voice of Viet Nam"
    (done,) = registers.changes(anna)
    assert (done.state, done.name, done.decided_name) == ("approved", "Anna", "Bình")


def test_faults_stand_with_their_cells_and_nothing_can_be_sent(people, open_page):
    shown = uploaded(open_page("upload", people[0], do="units"), book(Name_in_Spanish=None))
    (listed,) = [frame.value for frame in shown.dataframe if len(frame.value.columns) == 5]
    assert "“Name in Spanish” is missing. Fill it in." in listed.iloc[0].to_list()[1]
    assert t("ground.send") not in [each.label for each in shown.button]


def test_what_is_returned_says_why_and_what_is_stale_cannot_be_approved(people, open_page):
    anna, binh = people
    first = registers.propose(anna, "a.xlsx", renamed("Đài A"), NOON)
    registers.propose(anna, "b.xlsx", renamed("Đài B"), NOON)
    registers.approve(binh, first, None, NOON)
    shown = open_page("approval", binh)
    assert t("ground.stale") in [each.value for each in shown.warning]
    assert t("ground.approve_now") not in [each.label for each in shown.button]
    shown.text_area[0].set_value("Làm lại từ danh mục mới")
    shown = press(shown, t("decide.return_do"))
    assert t("ground.state_returned", moment="", reason="Làm lại từ danh mục mới") in texts(shown)


def test_whoever_sent_it_takes_it_back_and_others_are_not_shown_it(people, open_page):
    anna, _ = people
    registers.propose(anna, "a.xlsx", renamed("Đài A"), NOON)
    assert t("ground.title") not in texts(open_page("approval", analyst("Phương", "province")))
    shown = press(open_page("upload", anna, do="units"), t("ground.recall"))
    assert t("ground.state_recalled") in texts(shown)
