"""Steps in sentences: in their order, each with its settings, and the indicators it is for."""

from figures.steps import Told, told
from figures.words import words
from scoring import load_framework, parse_framework

STEPS = """
[[columns]]
code = "people"
names = { vi = "Dân số", en = "Population", es = "Población" }

[[columns]]
code = "region"
names = { vi = "Vùng", en = "Region", es = "Región" }

[[steps]]
step = "denominate"
by = "people"
per = 100_000
without = "missing"
indicators = ["cqs"]
for = { "cqs" = { kind = "none" } }

[[steps]]
step = "screen"
least_known = 0.6
least_nonzero = 0.25
drop = ["01", "99"]
over = "panel"

[[steps]]
step = "impute"
kind = "last"
oldest = 1

[[steps]]
step = "impute"
kind = "median"
by = "region"
for = { "kts" = { kind = "none" }, "xhs" = { kind = "linear" } }

[[steps]]
step = "treat"
attempts = ["winsorise", "box_cox"]
points = 1
force = true

[[steps]]
step = "normalise"
kind = "z_score"
over = "panel"
"""
TREE = parse_framework(load_framework("dti-1726-province").text + STEPS)


def read_aloud(lang: str) -> list[Told]:
    return told(TREE, words(lang), {"01": "Hà Nội"})


def test_a_framework_without_steps_has_nothing_to_say():
    assert told(load_framework("dti-1726-province"), words("en")) == []


def test_steps_are_told_in_their_order():
    assert [(step.title, step.indicators) for step in read_aloud("en")] == [
        ("Divide by a measure of size", "For: Digital government."),
        ("Screen units", "For all indicators."),
        ("Fill in missing figures", "For all indicators."),
        ("Fill in missing figures", "For all indicators."),
        ("Treat outliers", "For all indicators."),
        ("Bring to one scale", "For all indicators."),
    ]


def test_every_setting_of_a_step_is_told():
    assert [step.text for step in read_aloud("en")] == [
        "Each figure becomes x / Population × 100,000. A figure without a denominator above 0 counts as missing.",
        "A unit is left out where less than 60% of its figures are known. A unit is left out where less than 25% of "
        "its known figures differ from 0. All periods are judged together. Left out in any case: Hà Nội (01); 99.",
        "A missing figure becomes the unit's own last known one. It may be 1 month old at most.",
        "A missing figure becomes the median of the known ones. Only units of the same “Region” count. Figures of the "
        "same period count.",
        "An indicator with a skewness beyond ±2 and a kurtosis above 3.5 is treated in turn, until it keeps within "
        "these limits: at most 1 outermost figure is set to the next one inwards; a Box-Cox transformation. Each "
        "period is judged on its own. Where none suffices, the last one is kept.",
        "Distance from the mean in standard deviations: (x − mean) / standard deviation. Compared among the units of "
        "all periods together.",
    ]


def test_steps_are_told_in_vietnamese_and_spanish():
    assert read_aloud("vi")[1].text == (
        "Đơn vị có chưa đến 60% số liệu thì bị loại. Đơn vị có chưa đến 25% số liệu khác 0, trong các số liệu đã biết, "
        "thì bị loại. Xét chung mọi kỳ. Luôn loại ra: Hà Nội (01); 99."
    )
    assert read_aloud("vi")[0].text == (
        "Số liệu được tính lại bằng x / Dân số × 100.000. Số liệu không có mẫu số lớn hơn 0 được coi là thiếu."
    )
    assert read_aloud("es")[2].text == (
        "Un dato ausente toma el último conocido de la propia unidad. No puede tener más de 1 mes."
    )


def test_indicators_that_are_treated_otherwise_are_named():
    steps = read_aloud("en")
    assert steps[0].differing == (("Digital government", "Left as it is."),)
    assert [name for name, _ in steps[3].differing] == [TREE.name(code, "en") for code in ("kts", "xhs")]
    assert [text for _, text in steps[3].differing] == [
        "What is missing stays missing.",
        "A missing figure lies on the straight line between the unit's own figures before and after it; nothing is "
        "filled in beyond them.",
    ]
