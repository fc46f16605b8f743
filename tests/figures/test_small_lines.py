"""Lines as a small drawing: values at their heights, 1 on top of ranks, no line across a break, periods apart."""

import re
from html import unescape

import pytest

from figures import small_lines
from figures.palette import ACCENT, LINES, MUTED
from figures.press import fit
from figures.press.looks import QUIET
from figures.slides.native import LINES_OVER_TIME, Native, Series
from figures.words import words

MONTHS = tuple(f"Tháng {month} năm 2023" for month in range(1, 7))


def native(*series: Series, falling: bool = False, periods: tuple[str, ...] = MONTHS) -> Native:
    return Native(LINES_OVER_TIME, periods, series, falling=falling, decimals=0 if falling else 4)


def points(drawing: str, name: str) -> list[list[tuple[int, int]]]:
    """The points of each line of a colour, as the drawing has them."""
    found = re.findall(rf'<g class="{name}"><title>[^<]*</title><path[^>]* d="M([^"]+)"', drawing)
    return [[tuple(map(int, point.split())) for point in line.split("L")] for line in found]


def test_higher_scores_stand_higher_and_first_ranks_on_top():
    values = (0.5, 0.6, 0.7, 0.65, 0.8, 0.9)
    (line,) = points(small_lines.drawn(native(Series("Huế", values, LINES[0])), "x", words("vi")), "l0")
    heights = [y for _, y in line]
    assert sorted(range(6), key=heights.__getitem__) == sorted(range(6), key=values.__getitem__, reverse=True)
    across = [x for x, _ in line]
    steps = {b - a for a, b in zip(across, across[1:], strict=False)}
    assert max(steps) - min(steps) <= 1  # periods stand at even distances
    ranked = native(Series("Huế", (1.0, 20.0, 3.0, 4.0, 63.0, 2.0), LINES[0]), falling=True)
    (line,) = points(small_lines.drawn(ranked, "x", words("vi")), "l0")
    heights = [y for _, y in line]
    assert heights[0] == min(heights) and heights[4] == max(heights)


def test_no_line_runs_across_a_break_and_quiet_ones_have_no_dots():
    gone = None
    parts = [Series("Huế", (0.5, 0.6, gone, gone, gone, gone), LINES[1]),
             Series("", (gone, gone, gone, 0.7, 0.8, 0.9), LINES[1]),
             Series("Đà Nẵng", (0.4,) * 6, QUIET, quiet=True)]  # fmt: skip
    drawing = small_lines.drawn(native(*parts), "x", words("vi"))
    assert [len(line) for line in points(drawing, "l1")] == [2, 3]
    assert drawing.count("<circle") == 5 and drawing.count('class="quiet"') == 1
    assert drawing.count("<title>Huế</title>") == 2  # a part has the name of its first


def test_what_it_shows_is_said_and_signs_stay_text():
    target = Series("Mục tiêu <b>", (20.0,) * 6, MUTED, dashed=True)
    drawing = small_lines.drawn(native(Series("A", (1.0,) * 6, ACCENT), target), 'Nói "gì" <b>', words("vi"))
    assert unescape(re.search('aria-label="([^"]*)"', drawing)[1]) == 'Nói "gì" <b>' and "<b>" not in drawing
    assert 'stroke-dasharray="6 4"' in drawing and 'class="accent"' in drawing and 'class="muted"' in drawing
    assert 'stroke-dasharray="6 4"' in small_lines.legend(native(target))[0][0]


@pytest.mark.parametrize("periods", [MONTHS, MONTHS[:2], ("2020", "2021", "2022", "2023", "2024"), MONTHS * 2])
def test_names_of_periods_do_not_touch_and_the_last_is_always_there(periods):
    drawing = small_lines.drawn(native(Series("A", (0.5,) * len(periods), LINES[0]), periods=periods), "x", words("vi"))
    found = re.findall(r'<text x="(\d+)" y="330" text-anchor="(\w+)">([^<]+)</text>', drawing)
    sides = []
    for x, anchor, text in found:
        wide = fit.width(text, 15)
        left = int(x) - {"start": 0, "middle": 0.5, "end": 1}[anchor] * wide
        sides.append((left, left + wide))
    sides.sort()
    assert all(after[0] > before[1] + 4 for before, after in zip(sides, sides[1:], strict=False))
    assert sides[0][0] >= 0 and sides[-1][1] <= small_lines.SCALED.wide and periods[-1] in [text for *_, text in found]
