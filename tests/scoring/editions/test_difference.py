"""Two editions compared: what is new, dropped, changed, renumbered; nothing is guessed."""

import pytest

from scoring import load_frameworks, parse_framework
from scoring.editions import correspondence, difference
from tests.scoring.editions.books import COMPONENTS, DECISION_922


def edition(*replacements: tuple[str, str], base=COMPONENTS):
    text = base.text
    for before, after in replacements:
        assert before in text, before
        text = text.replace(before, after)
    return parse_framework(text)


def rows(old, new, lang="vi") -> list[tuple[str, ...]]:
    return [tuple(row) for row in difference(old, new, lang).itertuples(index=False)]


def node(code, parent, name, more='points = 10\nrule = { kind = "share", scale = 100 }\n'):
    return (
        f'[[nodes]]\ncode = "{code}"\nparent = "{parent}"\n'
        f'names = {{ vi = "{name}", en = "{name} E", es = "{name} S" }}\n{more}'
    )


def tree(*nodes: str):
    head = (
        'id = "t"\nblock = "province"\nkind = "official"\ndecision = "d"\nyears = []\nsources = []\n'
        'names = { vi = "v", en = "e", es = "s" }\n[[nodes]]\ncode = "dti"\nnames = { vi = "D", en = "D", es = "D" }\n'
    )
    return parse_framework(head + "".join(nodes))


def test_an_edition_does_not_differ_from_itself():
    for framework in load_frameworks().values():
        assert rows(framework, framework) == []
        assert correspondence(framework, framework) == {code: code for code in framework.codes}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("years = [2023]", "years = [2024, 2025]"), [("changed", "", "", "years", "2023", "2024, 2025")]),
        (("missing = \"skip\"\nleast", "missing = \"skip\"\nmean = \"geometric\"\nleast"),
         [("changed", "", "", "mean", "", "geometric")]),
        (("most = 5 ", "most = 8 "), [("changed", "1.1.3", "1.1.3", "rule.most", "5", "8")]),
        (('vi = "Ngân sách"', 'vi = "Ngân sách số"'),
         [("changed", "2.2", "2.2", "names", "Ngân sách", "Ngân sách số")]),
        (('en = "Budget"', 'en = "Budgets"'), [("changed", "2.2", "2.2", "names.en", "Budget", "Budgets")]),
        (("target = 1 }\nhigh = 100", "target = 1 }\nhigh = 50"),
         [("changed", "2.2.1", "2.2.1", "range", "0 – 100", "0 – 50")]),
        (("[[1, 0.25], [2, 0.5]", "[[1, 0.2], [2, 0.5]"),
         [("changed", "1.1.1", "1.1.1", "rule.steps", "1, 0.25; 2, 0.5; 3, 0.75; 4, 1",
           "1, 0.2; 2, 0.5; 3, 0.75; 4, 1")]),
        (('vi = "Tổng số hộ"', 'vi = "Mọi hộ"'),
         [("changed", "3.1.1", "3.1.1", "inputs", "Hộ có cáp quang; Tổng số hộ", "Hộ có cáp quang; Mọi hộ")]),
        (('vi = "cuộc họp/năm"', 'vi = "cuộc họp"'),
         [("changed", "1.1.1", "1.1.1", "measure", "cuộc họp/năm", "cuộc họp")]),
        (('"5" = 100, "7" = 200', '"5" = 90, "7" = 200'),
         [("changed", "cqs", "cqs", "points", "1: 100; 2: 100; 3: 100; 4: 100; 5: 100; 7: 200",
           "1: 100; 2: 100; 3: 100; 4: 100; 5: 90; 7: 200")]),
    ],
)  # fmt: skip
def test_a_change_is_one_row_that_says_what_was_and_is(change, expected):
    assert rows(COMPONENTS, edition(change)) == expected


def test_points_of_a_parent_follow_from_its_children():
    new = edition(('code = "1.1.3"\nparent = "1.1"\npoints = 10', 'code = "1.1.3"\nparent = "1.1"\npoints = 15'))
    assert rows(COMPONENTS, new) == [
        ("changed", "1.1", "1.1", "points", "50", "55"), ("changed", "1.1.3", "1.1.3", "points", "10", "15"),
    ]  # fmt: skip


def test_new_and_dropped_are_named_in_the_language():
    old, new = (
        tree(node("a", "dti", "Một"), node("b", "dti", "Hai")),
        tree(node("a", "dti", "Một"), node("c", "dti", "Năm mới", 'points = 3\nrule = { kind = "ratio_to_max" }\n')),
    )
    assert rows(old, new, "en") == [
        ("changed", "dti", "dti", "points", "20", "13"), ("new", "", "c", "", "", "Năm mới E"),
        ("dropped", "b", "", "", "Hai E", ""),
    ]  # fmt: skip


def test_one_thing_under_another_code_is_renumbered_and_its_children_stay_where_they_were():
    old = tree(node("1", "dti", "Nhóm", ""), node("1.1", "1", "Một"), node("1.2", "1", "Hai"))
    new = tree(node("2", "dti", "Nhóm", ""), node("2.1", "2", "Hai"), node("2.2", "2", "Một"))
    assert rows(old, new) == [
        ("renumbered", "1", "2", "code", "1", "2"), ("renumbered", "1.2", "2.1", "code", "1.2", "2.1"),
        ("renumbered", "1.1", "2.2", "code", "1.1", "2.2"),
    ]  # fmt: skip


def test_codes_that_change_places_are_renumbered_not_renamed():
    old = tree(node("1", "dti", "Hạ tầng"), node("2", "dti", "Nhân lực"))
    new = tree(node("1", "dti", "Nhân lực"), node("2", "dti", "Hạ tầng"))
    assert [row[:3] for row in rows(old, new)] == [("renumbered", "2", "1"), ("renumbered", "1", "2")]


def test_a_code_given_to_something_else_is_dropped_and_new():
    old, new = tree(node("1", "dti", "Hạ tầng số")), tree(node("1", "dti", "Dân số trẻ em đi học"))
    assert [row[:3] for row in rows(old, new)] == [("new", "", "1"), ("dropped", "1", "")]


def test_a_reworded_name_under_another_code_is_known_where_the_rule_is_the_same():
    old = tree(node("1", "dti", "Tỷ lệ hộ gia đình có cáp quang"))
    new = tree(node("7", "dti", "Tỷ lệ các hộ gia đình có cáp quang"))
    assert [row[:4] for row in rows(old, new)][0] == ("renumbered", "1", "7", "code")
    other = tree(
        node("7", "dti", "Tỷ lệ các hộ gia đình có cáp quang", 'points = 10\nrule = { kind = "ratio_to_max" }\n')
    )
    assert [row[:3] for row in rows(old, other)] == [("new", "", "7"), ("dropped", "1", "")]


def test_a_split_is_not_guessed_at():
    old = tree(node("1", "dti", "Tỷ lệ người dùng chữ ký số"))
    new = tree(
        node("1.1", "dti", "Tỷ lệ người dùng chữ ký số ở đô thị"), node("1.2", "dti", "Tỷ lệ người dùng chữ ký số ở xã")
    )
    assert [row[:3] for row in rows(old, new) if row[3] != "points"] == [
        ("new", "", "1.1"), ("new", "", "1.2"), ("dropped", "1", ""),
    ]  # fmt: skip


def test_an_indicator_that_became_a_group_shows_its_parts():
    old = tree(node("1", "dti", "Chữ ký số"))
    new = tree(node("1", "dti", "Chữ ký số", ""), node("1.1", "1", "Đô thị"), node("1.2", "1", "Nông thôn"))
    assert ("changed", "1", "1", "rule", "share", "") in rows(old, new)
    assert [row[:3] for row in rows(old, new) if row[0] != "changed"] == [("new", "", "1.1"), ("new", "", "1.2")]


def test_a_name_that_stands_twice_is_told_apart_by_its_parent_or_not_at_all():
    old = tree(
        node("1", "dti", "A", ""), node("1.1", "1", "Đào tạo"), node("2", "dti", "B", ""), node("2.1", "2", "Đào tạo")
    )
    new = tree(
        node("3", "dti", "A", ""), node("3.9", "3", "Đào tạo"), node("4", "dti", "B", ""), node("4.9", "4", "Đào tạo")
    )
    assert correspondence(old, new) == {"dti": "dti", "1": "3", "2": "4", "1.1": "3.9", "2.1": "4.9"}
    flat = tree(node("x", "dti", "Đào tạo"), node("y", "dti", "Đào tạo"))
    assert correspondence(old, flat) == {"dti": "dti"}


def test_a_moved_indicator_says_from_which_parent():
    old = tree(node("a", "dti", "A", ""), node("a1", "a", "Một"), node("a2", "a", "Hai"), node("b", "dti", "B", ""),
               node("b1", "b", "Ba"))  # fmt: skip
    new = tree(node("a", "dti", "A", ""), node("a1", "a", "Một"), node("b", "dti", "B", ""), node("b1", "b", "Ba"),
               node("a2", "b", "Hai"))  # fmt: skip
    assert [row for row in rows(old, new) if row[3] != "points"] == [("changed", "a2", "a2", "parent", "a", "b")]


def test_the_published_edition_is_compared_with_the_decision():
    found = rows(DECISION_922, load_frameworks()["dti-922-province-published"])
    assert [row[1] for row in found if row[0] == "dropped"] == [
        "nhan_thuc_so", "the_che_so", "nhan_luc_so", "an_toan_ttm", "do_thi_thong_minh",
    ]  # fmt: skip
    assert [row[2] for row in found if row[0] == "new"] == ["nen_tang_khac"]
