"""Names in Markdown: nothing of them is read as a mark."""

import pytest

from figures.markdown import literal


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Dịch vụ công (100%)", "Dịch vụ công (100%)"),
        ("R&D * 2_x", r"R\&D \* 2\_x"),
        ("5 $ to 6 $", r"5 \$ to 6 \$"),
        ("[x](y) <b>", r"\[x\](y) \<b\>"),
        (":red[x] :material/home:", r"\:red\[x\] \:material/home\:"),
        ("1. a\\b", r"1\. a\\b"),
    ],
)
def test_marks_are_escaped(text, shown):
    assert literal(text) == shown
