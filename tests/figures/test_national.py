"""The national figure over the years: as published, never joined across editions."""

import csv
from xml.etree import ElementTree

import pytest

from figures import national
from figures.words import LANGUAGES, words
from scoring.units import DATA

SVG = "{http://www.w3.org/2000/svg}"
LABELS = {"national": "Nation", "mean": "Mean"}


def stated(series: str) -> dict[str, str]:
    with (DATA / "published" / "averages.csv").open(encoding="utf-8") as lines:
        return {row["year"]: row["value"] for row in csv.DictReader(lines) if row["series"] == series}


@pytest.mark.parametrize(("name", "series"), [("national", "national"), ("mean", "province-mean")])
def test_every_value_is_the_published_one_with_its_source(name, series):
    table = national.years("province").dropna(subset=[name])
    assert national.told(table, name, words("en")) == list(stated(series).values())
    assert list(table.index) == list(stated(series))
    assert table[f"{name}_source"].str.startswith("https://").all()


def test_the_editions_are_those_of_the_decisions():
    table = national.years("province")
    assert table["decision"].str[:4].str.strip("/Q").to_dict() == {
        "2020": "1726", "2021": "922", "2022": "922", "2023": "922", "2024": "405"
    }  # fmt: skip
    assert table["counts"].tolist() == ["108", "98", "98", "98", "47"]
    assert table["national_counts"].tolist() == ["", "24", "24", "24", "12"]


def of_series(svg: str) -> dict[str, tuple[list[int], list[str]]]:
    """By name: how many points each piece of its line has, and the texts beside them."""
    found: dict[str, tuple[list[int], list[str]]] = {}
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        if group.get("class") != "scale":
            lengths, texts = found.setdefault(group.findtext(f"{SVG}title"), ([], []))
            lengths += [path.get("d").count("L") + 1 for path in group.iter(f"{SVG}path")]
            texts += [text.text for text in group.iter(f"{SVG}text")]
    return found


def test_no_line_joins_two_editions():
    drawing = national.drawn(national.years("province"), LABELS, words("en"))
    assert of_series(drawing.svg) == {
        "Nation": ([2, 1], ["0.71", "0.7326", "0.7955"]),
        "Mean": ([1, 3, 1], ["0.3026", "0.4014", "0.5787", "0.6783", "0.6961"]),
    }
    assert [said for _, said in drawing.legend] == ["Nation", "Mean"]
    (scale,) = (g for g in ElementTree.fromstring(drawing.svg).iter(f"{SVG}g") if g.get("class") == "scale")
    assert sorted(text.text for text in scale.iter(f"{SVG}text")) == ["2020", "2021", "2022", "2023", "2024"]
    assert len(list(scale.iter(f"{SVG}path"))) == 2  # between the editions


def test_a_higher_value_stands_higher():
    svg = ElementTree.fromstring(national.drawn(national.years("province"), LABELS, words("en")).svg)
    told = {}
    for group in svg.iter(f"{SVG}g"):
        circles = [float(circle.get("cy")) for circle in group.iter(f"{SVG}circle")]
        texts = [text.text for text in group.iter(f"{SVG}text")] if circles else []
        told |= dict(zip(texts, circles, strict=True))
    order = ["0.7955", "0.7326", "0.71", "0.6961", "0.6783", "0.5787", "0.4014", "0.3026"]
    assert sorted(told, key=told.__getitem__) == order
    high = float(svg.get("viewBox").split()[3])
    assert all(0 < y < high for y in told.values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_under_and_behind_the_chart_say_every_number(lang):
    table, said = national.years("province"), words(lang)
    alt = national.alt(table, LABELS, said)
    for series in ("national", "province-mean"):
        for year, value in stated(series).items():
            assert f"{year} {value if lang == 'en' else value.replace('.', ',')}" in alt
    counted = national.counted(table, said)
    assert all(number in counted for number in ("108", "98", "47", "24", "12", "1726/QĐ-BTTTT", "405/QĐ-BKHCN"))


def test_what_was_counted_is_said_once_an_edition():
    assert national.counted(national.years("ministry-services"), words("en")) == (
        "2020: 41 components (1726/QĐ-BTTTT). 2021–2023: 70 components, 24 national indicators (922/QĐ-BTTTT). "
        "2024: 31 components, 12 national indicators (405/QĐ-BKHCN)."
    )


def test_a_block_without_figures_has_the_nation_alone():
    table = national.years("communes")
    assert list(table.index) == ["2022", "2023", "2024"] and table["mean"].isna().all()
    assert {*of_series(national.drawn(table, LABELS, words("vi")).svg)} == {"Nation"}
