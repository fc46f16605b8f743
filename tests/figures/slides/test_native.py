"""Native charts against the tables of the charts they are made from."""

import numpy as np
import pandas as pd
import pytest

from figures.press.templates import TEMPLATES
from figures.slides.native import BARS, LINES_OVER_TIME, NATIVES, PICTURES, native
from figures.words import words
from tests.figures.press.materials import MINISTRIES, drawn, material
from tests.figures.slides.decks import CHARTS, chart


def test_every_template_is_a_native_chart_or_a_picture():
    assert set(NATIVES) | PICTURES == set(TEMPLATES) and not set(NATIVES) & PICTURES
    assert set(CHARTS) == set(NATIVES)


@pytest.mark.parametrize("template", ["ranking", "ends", "classes"])
def test_bars_are_the_scores_in_the_order_of_the_table(template):
    of, t = chart(template, "en"), words("en").t
    found = native(of, words("en"))
    scores, names = of.table[t("table.score")], of.table[t("table.name")]
    assert found.kind == BARS and len(found.categories) == len(of.table)
    assert all(category.endswith(f". {name}") for category, name in zip(found.categories, names, strict=True))
    values = np.array([[np.nan if v is None else v for v in each.values] for each in found.series])
    assert np.allclose(np.nansum(values, axis=0), scores) and (np.isfinite(values).sum(axis=0) == 1).all()


def test_a_highlighted_unit_is_lit_and_others_are_quiet():
    of = chart("ranking", "vi")
    found = native(of, words("vi"))
    code = words("vi").t("table.unit")
    assert [of.table[code][at] for at in found.lit] == ["48"]
    assert native(chart("ends", "en"), words("en")).lit == frozenset()


def test_classes_are_series_that_hold_the_units_of_their_class():
    of, t = chart("classes", "es"), words("es").t
    found = native(of, words("es"))
    for each in found.series:
        number = int(each.name.rpartition(" ")[2])
        held = {at for at, value in enumerate(each.values) if value is not None}
        assert held == set(np.flatnonzero(of.table[t("table.class")] == number))


def test_no_line_runs_across_a_break():
    of = chart("ranks", "en")
    assert of.breaks  # other units are ranked in these periods
    found = native(of, words("en"))
    assert found.kind == LINES_OVER_TIME and found.falling
    starts = [found.categories.index(period) for period in of.breaks]
    joined = {}
    last = ""
    for each in found.series:
        last = each.name or last
        known = [at for at, value in enumerate(each.values) if value is not None]
        assert not [start for start in starts if known[0] < start <= known[-1]], each.name
        joined.setdefault(last, {}).update({at: each.values[at] for at in known})
    table = of.table.set_index(words("en").t("table.name"))
    for name, values in joined.items():
        row = table.loc[name, list(found.categories)]
        assert {found.categories[at]: value for at, value in values.items()} == row.dropna().to_dict()


def test_lines_of_highlighted_units_come_last_in_the_colours_of_the_chart():
    found = native(chart("lines", "en"), words("en"))
    loud = [each for each in found.series if not each.quiet]
    assert found.series[-len(loud) :] == tuple(loud) and len({each.colour for each in loud}) == 3
    low, high = found.scale
    values = [value for each in found.series for value in each.values if value is not None]
    assert 0 < low < min(values) and max(values) < high


def test_ranks_without_scores_are_a_picture_with_a_table():
    of = drawn("ranking", material(MINISTRIES), "vi")
    assert of.table[words("vi").t("table.score")].isna().all() and native(of, words("vi")) is None


def test_a_promise_has_its_target_across():
    found = native(chart("programme", "vi"), words("vi"))
    assert found.series[-1].dashed and len(set(found.series[-1].values)) == 1
    assert pd.Series(found.series[0].values).notna().sum() == len(found.categories)
