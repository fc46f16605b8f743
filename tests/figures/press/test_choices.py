"""The limits of edited words: their length, signs that hide, and numbers that the chart does not show."""

import json

import pandas as pd
import pytest

from figures.press.choices import LIMITS, Choices, Fault, faults, from_options, numbers, told

TABLE = pd.DataFrame({"Đơn vị": ["Đà Nẵng", "Hà Nội"], "Hạng": [1, 2], "Điểm": [0.83349, 0.8241]})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đà Nẵng dẫn đầu với 0,8335 điểm", []),
        ("Đà Nẵng leads with 0.83, Ha Noi is 2nd of 2 in 2024", []),
        ("83.3 % for the first", []),
        ("Đà Nẵng đạt 0,9 điểm", ["0,9"]),
        ("twelve times, 12 or 1.250", ["12", "1.250"]),
    ],
)
def test_only_numbers_of_the_chart_may_be_told(text, found):
    said = faults(Choices(title=text), ["DTI, 2024"], TABLE)
    assert said == ([Fault("title", "number", ", ".join(found))] if found else [])


def test_the_same_digits_are_one_number_whatever_parts_them():
    assert numbers("1.234,50 and 1,234.50 and 0,5") == {"123450", "05"}


def test_a_table_may_be_told_rounded_and_as_per_cent():
    assert {"08335", "083", "833", "1", "2"} <= told(TABLE) and not {"9", "09"} & told(TABLE)


@pytest.mark.parametrize("name", ["title", "subtitle", "note", "alt_short", "alt_long"])
def test_a_text_that_is_too_long_says_how_long_it_may_be(name):
    text = "a" * LIMITS[name]
    assert faults(Choices(**{name: text}), [], TABLE) == []
    assert faults(Choices(**{name: text + "a"}), [], TABLE) == [Fault(name, "too_long", str(LIMITS[name]))]


def test_hidden_signs_and_remarks_are_looked_at_too():
    assert faults(Choices(title="Đà\u202eNẵng"), [], TABLE) == [Fault("title", "control", "")]
    assert faults(Choices(remarks={"48": "up 99 places"}), [], TABLE) == [Fault("remark", "number", "99")]


def test_choices_are_read_again_from_what_was_kept_of_them():
    chosen = Choices("dti", ("48", "01"), 5, "both", title="A", remarks={"48": "x"})
    kept = json.loads(json.dumps(chosen.as_options()))
    assert from_options({**kept, "size": "1-1", "look": "dark"}) == chosen
    assert Choices().as_options() == {}
