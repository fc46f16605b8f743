"""The comparison of two editions as it is read."""

from figures.editions import changes, summary, what_of
from figures.words import LANGUAGES, words
from scoring import load_framework, parse_framework

OLD = load_framework("dti-922-province")
NEW = parse_framework(
    OLD.text.replace("years = [2021, 2022, 2023]", "years = [2024]")
    .replace('"nhan_thuc_so"', '"1"')
    .replace("nhan_thuc_so =", '"1" =')
    .replace('en = "Digital awareness"', 'en = "Awareness"')
)


def test_changes_are_read_in_the_language():
    table = changes(OLD, NEW, words("en"))
    assert list(table.columns) == ["Change", "Old code", "New code", "Node", "What", "Before", "After"]
    assert table.to_numpy().tolist() == [
        ["changed", "", "", "The edition", "years", "2021, 2022, 2023", "2024"],
        ["renumbered", "nhan_thuc_so", "1", "Awareness", "code", "nhan_thuc_so", "1"],
        ["changed", "nhan_thuc_so", "1", "Awareness", "name", "Digital awareness", "Awareness"],
    ]
    assert changes(OLD, NEW, words("vi")).iloc[2, 4] == "tên (en)"


def test_the_summary_counts_nodes_not_rows():
    assert summary(OLD, NEW, words("en")) == (
        "Against “Provincial DTI 2021–2023 (Decision 922)”: 0 new, 0 dropped, 1 renumbered, 1 changed."
    )


def test_every_change_of_the_shipped_editions_has_a_word_or_a_key():
    for lang in LANGUAGES:
        table = changes(OLD, load_framework("demo-province-components"), words(lang))
        assert len(table) > 40 and (table.iloc[:, 0] != "").all() and (table.iloc[:, 3] != "").all()
    assert what_of("rule.most", words("en")) == "rule.most"


def test_the_same_edition_has_no_rows():
    assert changes(OLD, OLD, words("es")).empty
