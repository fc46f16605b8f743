"""What can be wrong with an official file: each is found, with its feature and the way to mend it."""

import pytest

from figures.boundaries import BoundariesError
from figures.official import prepared, read
from figures.official.__main__ import main
from figures.official.prepared import checked
from tests.figures.official.drawn import content, square, write

FIRST = "34.geojson: feature 1 (code 01): "


def feature(found, code):
    return next(f for f in found["features"] if f["properties"]["code"] == code)


def ring_of_first(found):
    return found["features"][0]["geometry"]["coordinates"][0][0]


def twice(found):
    found["features"].append(found["features"][0])


def unclosed(found):
    ring_of_first(found).pop()


def crossed(found):
    found["features"][0]["geometry"] = {
        "type": "Polygon", "coordinates": [[[105, 21], [106, 22], [106, 21], [105, 22], [105, 21]]],
    }  # fmt: skip


def metres(found):
    ring_of_first(found)[1] = [586_000.0, 2_325_000.0]


def exchanged(found):
    ring_of_first(found)[1].reverse()


def moved_onto_another(found):
    feature(found, "01")["geometry"] = feature(found, "04")["geometry"]


CASES = {
    "twice": (twice, "34.geojson: feature 35 (code 01): the code stands in feature 1 too. Join both into one "
              "MultiPolygon."),
    "unknown": (lambda found: found["features"][0]["properties"].update(code="99"),
                "34.geojson: feature 1 (code 99): no unit has this code. Known are 01, 04, "),
    "no code": (lambda found: found["features"][0].update(properties=None),
                '34.geojson: feature 1: it has no property "code". Give it the code of its unit.'),
    "missing": (lambda found: found["features"].pop(0),
                '34.geojson: Hà Nội (code 01) has no feature. Add it, with the property "code": "01".'),
    "a point": (lambda found: found["features"][0].update(geometry={"type": "Point", "coordinates": [105, 21]}),
                FIRST + "its geometry is 'Point'. Give it a Polygon or a MultiPolygon."),
    "unclosed": (unclosed, FIRST + "a ring is not closed, or has fewer than four positions. End it with its first "
                 "position."),
    "crossed": (crossed, FIRST + "its rings are not sound: Self-intersection at 105.5 21.5. Mend it: ogr2ogr "
                "-makevalid NEW.geojson OLD.geojson"),
    "text": (lambda found: ring_of_first(found).insert(1, ["a", 21]),
             FIRST + "a ring holds something else than pairs of numbers. Export it again."),
    "flat": (lambda found: found["features"][0]["geometry"].update(coordinates=[[[1, 2]]]),
             FIRST + "a ring holds something else than pairs of numbers. Export it again."),
    "metres": (metres, FIRST + "the position 586000, 2.325e+06 is not in Viet Nam: these look like metres of a "
               "projection. Convert them to degrees of longitude and latitude (WGS 84): ogr2ogr -t_srs EPSG:4326"),
    "exchanged": (exchanged, "longitude and latitude are exchanged. Write the longitude first."),
    "elsewhere": (lambda found: ring_of_first(found).__setitem__(1, [2.35, 48.86]),
                  FIRST + "the position 2.35, 48.86 is not in Viet Nam (longitude 100 to 120, latitude 5 to 24.5). "),
    "no number": (lambda found: ring_of_first(found).__setitem__(1, [float("nan"), 20.0]),
                  FIRST + "the position nan, 20 is not in Viet Nam"),
    "projected": (lambda found: found.update(crs={"type": "name", "properties": {"name": "EPSG:3405"}}),
                  "34.geojson: its coordinates are in 'EPSG:3405'. Convert them to degrees"),
    "no archipelago": (lambda found: feature(found, "48")["geometry"].update(coordinates=[square(108.2, 16.0)]),
                       "34.geojson: Đà Nẵng (code 48) has no part in Hoàng Sa (longitude 110.9 to 113.2, latitude "
                       "15.5 to 17.4), which every map shows. Add its islands to that MultiPolygon."),
    "on another": (moved_onto_another, "34.geojson: Hà Nội (code 01) and Cao Bằng (code 04) lie on each other by 100% "
                   "of the smaller one. Correct their border."),
    "no licence": (lambda found: found.pop("licence"),
                   '34.geojson: it does not say its licence, which stands beside every map. Give it as "licence" '
                   'beside "features", or by DTI_BOUNDARIES_LICENCE.'),
    "no collection": (lambda found: found.update(type="Topology"),
                      '34.geojson: it is no GeoJSON FeatureCollection with a list of "features". Export it as one.'),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_named_with_its_place_and_its_remedy(case, tmp_path):
    break_it, message = CASES[case]
    found = content()
    break_it(found)
    with pytest.raises(BoundariesError) as told:
        checked(write(tmp_path, found), {})
    assert len(told.value.problems) <= 2 and message in told.value.problems[0]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (b"{", "34.geojson: it is no JSON: "),
        (b"\xff\xfe\x00", "34.geojson: it is no JSON: "),
        (b"[" * 100_000, "34.geojson: it is no JSON: "),
        (b"[]", "34.geojson: it is no GeoJSON FeatureCollection"),
    ],
)
def test_what_is_no_geojson_is_refused(written, message, tmp_path):
    path = tmp_path / "34.geojson"
    path.write_bytes(written)
    with pytest.raises(BoundariesError) as told:
        checked(path, {})
    assert told.value.problems[0].startswith(message)


def test_a_file_too_large_is_not_read(tmp_path, monkeypatch):
    path = write(tmp_path)
    monkeypatch.setattr(read, "MOST_BYTES", 1_000)
    with pytest.raises(BoundariesError, match="at most 1,000 are taken. Simplify it first."):
        checked(path, {})
    monkeypatch.undo()
    monkeypatch.setattr(read, "MOST_POSITIONS", 1_000)
    with pytest.raises(BoundariesError, match="positions; at most 1,000 are taken. Simplify it first."):
        checked(path, {})


def test_what_is_told_beside_the_file_counts(tmp_path):
    found = content()
    del found["source"], found["licence"]
    for each in found["features"]:
        each["properties"]["code"] = int(each["properties"]["code"])
    terms = {"DTI_BOUNDARIES_SOURCE": "Bộ Nông nghiệp và Môi trường", "DTI_BOUNDARIES_LICENCE": "tự do"}
    read_ = checked(write(tmp_path, found), terms)
    assert (read_.source, read_.licence) == ("Bộ Nông nghiệp và Môi trường", "tự do")
    assert list(read_.areas)[:2] == ["01", "04"]


def test_a_file_is_called_after_its_division(tmp_path):
    for named in (tmp_path / "vietnam.geojson", tmp_path):
        with pytest.raises(BoundariesError, match="Call it 63.geojson or 34.geojson."):
            prepared.files(named)


def test_the_command_says_what_a_start_would(tmp_path, capsys):
    assert main([str(write(tmp_path))]) == 0
    assert capsys.readouterr().out.startswith("34.geojson can be used: 34 units, ")
    found = content()
    twice(found)
    assert main([str(write(tmp_path, found))]) == 1
    assert capsys.readouterr().err == CASES["twice"][1] + "\n"
