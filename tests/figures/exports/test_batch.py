"""Many charts at once are the same as each by itself, whatever stands beside it."""

import re
from xml.etree.ElementTree import canonicalize

import pytest

from figures.exports import batch
from figures.maps import NO_WORLD
from tests.figures.press.materials import OLD_PROVINCES, drawn, material


def by_kaleido(chart, kind, scale, browser):
    """As plotly's own exporter draws it, its page loaded anew."""
    opts = {"format": kind, "width": chart.wide, "height": chart.high, "scale": scale}
    return browser.run(lambda kaleido: kaleido.calc_fig(chart.figure, opts, topojson=NO_WORLD))


def test_pictures_are_the_same_to_the_byte(kept):
    of = material(OLD_PROVINCES)
    charts = [drawn("card", of, units=("01",)), drawn("map", of), drawn("card", of, units=("79",), look="transparent")]
    assert batch.calculated(charts, "png", 1, kept) == [by_kaleido(each, "png", 1, kept) for each in charts]
    again = batch.calculated(charts[:1] * 2, "png", 2, kept)
    assert again == [by_kaleido(charts[0], "png", 2, kept)] * 2


def test_drawings_differ_in_the_names_of_their_parts_alone(kept):
    chart = drawn("card", material(OLD_PROVINCES), units=("01",))
    alone, other = by_kaleido(chart, "svg", 1, kept), batch.calculated([chart], "svg", 1, kept)[0]
    assert _named_alike(alone.decode()) == _named_alike(other.decode())


def _named_alike(drawing: str) -> str:
    """Plotly gives each drawing and each of its traces names of their own, six digits, and attributes in any order: XML
    has none, so they are compared in its canonical form."""
    drawing = canonicalize(drawing)
    names = re.findall(r'id="defs-([0-9a-f]{6})"|\btrace([0-9a-f]{6})"', drawing)
    for name in {part for pair in names for part in pair if part}:
        drawing = drawing.replace(name, "name")
    return drawing


def test_no_chart_gives_no_picture(kept):
    assert batch.calculated([], "png", 1, kept) == []


def test_what_plotly_refuses_is_told(kept, monkeypatch):
    monkeypatch.setattr(batch, "_DRAW", "(() => Promise.reject(new Error('no such chart')))")
    with pytest.raises(batch.NotDrawn, match="no such chart"):
        batch.calculated([drawn("card", material(OLD_PROVINCES))], "png", 1, kept)
