"""The search: names of all times and spellings, best first, in every language."""

import pytest

from figures.search import matches, nodes_of, units_of
from figures.words import LANGUAGES, words
from scoring import load_frameworks, load_units

UNITS = load_units()


def found(text: str, lang: str = "vi") -> list[str]:
    frameworks = sorted(load_frameworks().values(), key=lambda framework: framework.id)
    entries = [*units_of(UNITS, words(lang)), *nodes_of(frameworks, UNITS, words(lang))]
    return [entry.name for entry in matches(entries, text)]


@pytest.mark.parametrize("text", ["quang nam", "Quảng Nam", "QUẢNG  NAM", "Qua\u0309ng Nam"])
def test_an_old_province_is_found_first_and_then_the_one_it_went_into(text):
    assert found(text)[:2] == ["Quảng Nam", "Đà Nẵng"]


def test_what_became_of_a_province_is_said_with_its_day():
    entries = {(entry.block, entry.name): entry for entry in units_of(UNITS, words("en"))}
    assert entries["province", "Quang Nam"].said == "Provinces and cities · until 30 June 2025, now part of Da Nang"
    assert entries["province", "Da Nang"].said == "Provinces and cities · since 1 July 2025, with Quang Nam"
    assert entries["province", "Da Nang"].codes == {"63": "48", "34": "48"}
    assert entries["province", "Quang Nam"].codes == {"63": "49"}
    assert entries["province", "Ha Noi"].said == "Provinces and cities"


def test_a_reused_code_stays_with_the_name_of_its_division():
    entries = {entry.name: entry for entry in units_of(UNITS, words("vi")) if entry.block == "province"}
    assert (entries["Yên Bái"].codes, entries["Lào Cai"].codes) == ({"63": "15"}, {"63": "10", "34": "15"})


@pytest.mark.parametrize(
    ("text", "first"), [("moh", "Bộ Y tế"), ("y te", "Bộ Y tế"), ("hn", "Hà Nội"), ("ubdt", "Ủy ban Dân tộc")]
)
def test_short_names_and_parts_find_their_unit(text, first):
    assert found(text)[0] == first


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_headline_is_found_by_its_name_in_any_language_and_by_its_code(lang):
    by_code = found("dti", lang)[0]
    assert by_code == found("chi so chuyen doi so", lang)[0] == found("digital transformation index", lang)[0]


def test_a_node_of_several_editions_is_one_entry_with_a_code_for_each():
    frameworks = sorted(load_frameworks().values(), key=lambda framework: framework.id)
    headlines = [e for e in nodes_of(frameworks, UNITS, words("en")) if "dti" in e.codes.values()]
    of_province = [framework.id for framework in frameworks if framework.block == "province"]
    assert sorted(id for entry in headlines if entry.block == "province" for id in entry.codes) == sorted(of_province)


@pytest.mark.parametrize("text", ["", "  ", "!", "xyzzy"])
def test_nothing_is_found_for_nothing(text):
    assert found(text) == []
