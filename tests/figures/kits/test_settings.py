"""What a kit holds: read as it was written, refused where it describes none, listed once a language and size."""

import pytest

from figures.kits.settings import BadSettings, Settings, charts, counted, from_data, plain, too_many, units
from figures.press.templates import TEMPLATES
from scoring import load_units
from tests.figures.press.materials import MINISTRIES, OLD_PROVINCES, material

ALL = Settings(tuple(name for name in TEMPLATES if name != "card"), True, ("vi", "en"), ("1-1", "og"))


def test_settings_are_read_as_they_were_written():
    assert from_data({**ALL.as_data(), "publish_at": ""}) == ALL


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"templates": ["pie"]}, "pie: there are no such templates"), ({"langs": ["fr"]}, "fr: there are no such"),
        ({"sizes": ["a0"]}, "a0"), ({"formats": ["exe"]}, "exe"), ({"look": "neon"}, "look or the scale"),
        ({"scale": 9}, "look or the scale"),
    ],
)  # fmt: skip
def test_settings_that_describe_no_kit_are_refused(changed, said):
    with pytest.raises(BadSettings, match=said):
        from_data({**ALL.as_data(), **changed})
    with pytest.raises(BadSettings, match="lack"):
        from_data({})


def test_a_kit_of_provinces_has_a_card_for_each_in_every_language_and_size():
    found = charts(material(OLD_PROVINCES), ALL)
    cards = [chart for chart in found if "/cards/" in chart.stem]
    assert len(cards) == 63 * 2 * 2 and len({chart.stem for chart in found}) == len(found)
    known = load_units().of("province", "63")
    assert {chart.choices.units[0] for chart in cards} == set(known.index)
    assert "vi/1-1/cards/46-thua-thien-hue" in {chart.stem for chart in found}
    assert {chart.template for chart in found} <= set(TEMPLATES)


def test_only_what_the_release_can_be_drawn_as_is_in_it():
    found = {chart.template for chart in charts(material(MINISTRIES), ALL)}
    assert "ranking" in found and not {"map", "merger", "programme"} & found
    # Of the ministries with services the published table tells five alone.
    assert units(material(MINISTRIES)) == ["MOF", "MPI", "MIC", "MONRE", "SBV"]


@pytest.mark.parametrize(
    ("langs", "sizes", "formats", "said"),
    [
        (("vi", "en", "es"), ("1-1", "og", "4-5", "9-16", "16-9"), ("png", "svg", "pdf"), "at most 2000 files"),
        (("vi",), ("1-1", "og", "4-5"), ("png", "html"), "at most 150 pages"),
    ],
)
def test_a_kit_without_end_is_refused(langs, sizes, formats, said):
    every = Settings(ALL.templates, True, langs, sizes, formats)
    with pytest.raises(BadSettings, match=said):
        charts(material(OLD_PROVINCES), every)
    assert too_many(every, counted(every, 63)) in said


def test_as_many_charts_are_counted_as_there_are_at_most():
    whole = Settings(("ranking", "map", "classes"), True, ("vi", "en"), ("1-1",))
    assert counted(whole, 63) == len(charts(material(OLD_PROVINCES), whole)) == 2 * 66
    assert too_many(whole, 132) == ""


@pytest.mark.parametrize(
    ("name", "file"), [("Bà Rịa - Vũng Tàu", "ba-ria-vung-tau"), ("Đắk Lắk", "dak-lak"), ("../../etc", "etc"), ("", "")]
)
def test_names_of_files_are_plain(name, file):
    assert plain(name) == file
