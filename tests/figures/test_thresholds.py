"""How much must be present for a score, in sentences."""

import pytest

from figures.thresholds import told
from figures.words import words
from scoring import load_framework, parse_framework

TEXT = load_framework("dti-922-province").text


def with_keys(*lines: str, text: str = TEXT):
    return parse_framework("\n".join(lines) + "\n" + text)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((), "A node has a score when at least 50% of its children's points have one."),
        (("least_coverage = 0.6667",), "A node has a score when at least 66.67% of its children's points have one."),
        (("least_coverage = 0", "least_children = 0.6"), "A node has a score when at least 60% of its children have "
         "one."),
        (("least_children = 0.6",), "A node has a score when at least 50% of its children's points and at least 60% of "
         "its children have one."),
        (("least_coverage = 0",), "A node has a score as soon as one of its children has one."),
    ],
)  # fmt: skip
def test_thresholds_are_read_aloud(lines, said):
    text = "\n".join(line for line in TEXT.splitlines() if not line.startswith("least_"))
    assert told(with_keys(*lines, text=text), words("en")) == (said, [])


def test_nodes_with_thresholds_of_their_own_are_named():
    text = TEXT.replace('code = "nen_tang"', 'code = "nen_tang"\nleast_coverage = 1', 1)
    text = text.replace('code = "hoat_dong"', 'code = "hoat_dong"\nleast_coverage = 1', 1)
    assert told(parse_framework(text), words("vi")) == (
        "Một nút có điểm khi các nút con có điểm chiếm ít nhất 50% số điểm tối đa.",
        [("Nhóm nền tảng chung; Nhóm hoạt động",
          "Một nút có điểm khi các nút con có điểm chiếm ít nhất 100% số điểm tối đa.")],
    )  # fmt: skip


def test_where_all_is_given_nothing_is_said():
    assert told(load_framework("province-published"), words("en")) == ("", [])
