"""A bar is as long as its share; a mark stands at its place; neither is said twice."""

from xml.etree import ElementTree

from figures.small_bars import bar


def test_a_bar_is_as_long_as_its_share_and_the_mark_stands_at_the_median():
    svg = ElementTree.fromstring(bar(0.8331, 0.7118))
    assert [part.get("width") for part in svg.iter("rect")] == ["100", "83.3"]
    assert svg.find("path").get("d") == "M71.2 0v8" and svg.get("aria-hidden") == "true"
    assert ElementTree.fromstring(bar(0.5, float("nan"))).find("path") is None
