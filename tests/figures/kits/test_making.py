"""A small kit, made with a real browser: every file is there, signed, and says what its chart says."""

import io
import json
import subprocess
from hashlib import sha256

import pandas as pd
import pytest

from figures.kits import making, manifest, written
from figures.kits.settings import Settings, charts
from figures.provenance.mark import printed
from figures.provenance.stamps import holds, read
from figures.words import words
from scoring.bundle import signing
from tests.figures.press.materials import ADDRESS, MADE, PROVINCES, material
from tests.figures.provenance.files import OTHERS_PUBLIC, PUBLIC, SIGNER
from tests.figures.slides import decks
from tests.needs import program

pytestmark = pytest.mark.exports
CHOSEN = Settings(("ranking", "map"), True, ("vi", "es"), ("1-1",), ("png", "svg", "pptx", "html"))


@pytest.fixture(scope="module")
def kit(kept):
    """Its maker, its charts and its parts by name; drawn once for all tests here."""
    of = material(PROVINCES)
    listed = [chart for chart in charts(of, CHOSEN) if "/cards/" not in chart.stem or chart.choices.units[0] in FEW]
    maker = making.Maker(of, CHOSEN, MADE, ADDRESS, SIGNER, kept)
    parts = [part for batch in making.pictures(maker, listed, ()) for part in batch]
    parts += [part for batch in written.written(maker, listed, [part.name for part in parts]) for part in batch]
    return maker, listed, {part.name: part for part in parts}


FEW = tuple(material(PROVINCES).names("vi"))[:2]


def test_every_file_is_there_once_under_the_name_that_was_planned(kit):
    _, listed, parts = kit
    drawn = {f"{chart.stem}.{kind}" for chart in listed for kind in CHOSEN.formats}
    assert set(parts) == drawn | set(written.names(listed, CHOSEN.langs))
    assert {chart.template for chart in listed} == {"ranking", "map", "card"}


def test_every_chart_and_table_is_signed(kit):
    _, _, parts = kit
    for name, part in parts.items():
        if name.endswith(".md"):
            continue
        found = read(part.content, name.rpartition(".")[2])
        assert found.mark == part.mark and holds(found, [PUBLIC]) and not holds(found, [OTHERS_PUBLIC]), name


def test_slides_and_pages_say_what_the_charts_say(kit):
    maker, listed, parts = kit
    for chart in listed:
        drawn = maker.drawn(chart)
        deck = decks.opened(parts[f"{chart.stem}.pptx"].content)
        assert deck.slides[0].shapes.title.text_frame.text == drawn.texts.title
        assert bool(decks.charts(deck.slides[0])) == (chart.template != "map")
        page = parts[f"{chart.stem}.html"].content.decode()
        assert f'<html lang="{chart.lang}">' in page and drawn.texts.citation in page


def test_the_words_are_those_of_the_charts(kit):
    maker, listed, parts = kit
    for lang in CHOSEN.langs:
        said = parts[f"{lang}/texts.md"].content.decode()
        for chart in listed:
            if chart.lang == lang:
                drawn = maker.drawn(chart)
                assert drawn.texts.title in said and drawn.texts.alt_long in said and drawn.texts.citation in said
                assert drawn.mark.code in said


def test_the_figures_are_those_of_the_release(kit):
    maker, listed, parts = kit
    table = pd.read_csv(io.BytesIO(parts["vi/data/cards.csv"].content), comment="#", dtype={0: str})
    assert list(dict.fromkeys(table.iloc[:, 0])) == list(FEW)
    scores = maker.material.scores.scores[maker.material.framework.headline.code].droplevel(0)
    first = table[table.iloc[:, 0] == FEW[0]].iloc[0]
    assert first[words("vi").t("table.score")] == pytest.approx(scores[FEW[0]])


def test_the_readme_says_what_is_inside_and_how_to_tell_that_it_is_genuine(kit, tmp_path):
    program("pdftotext")
    _, _, parts = kit
    for lang in CHOSEN.langs:
        t = words(lang).t
        path = tmp_path / f"{lang}.pdf"
        path.write_bytes(parts[f"README-{lang}.pdf"].content)
        flat = " ".join(subprocess.check_output(["pdftotext", "-layout", str(path), "-"], text=True).split())
        assert t("kit.inside") in flat and f"{lang}/1-1/cards/" in flat and ADDRESS in flat
        assert t("kit.data") in flat


def test_what_is_there_already_is_not_drawn_again(kit):
    maker, listed, parts = kit
    held = [name for name in parts if not name.startswith("es/1-1/cards/") or not name.endswith(".png")]
    again = [part for batch in making.pictures(maker, listed, held) for part in batch]
    assert sorted(part.name for part in again) == sorted(set(parts) - set(held))
    assert all(part.content == parts[part.name].content for part in again)


def test_the_manifest_holds_every_sum_and_is_signed(kit):
    maker, _, parts = kit
    sums = {name: sha256(part.content).hexdigest() for name, part in parts.items()}
    (name, content), (_, signature) = manifest.manifest(
        maker.material, CHOSEN.as_data(), "2026-02-03T01:30:00Z", sums, SIGNER
    )
    said = json.loads(content)
    assert name == "manifest.json" and said["sums"] == sums and said["release"]["id"] == maker.material.release.id
    assert signing.holds(PUBLIC, signature, content) and not signing.holds(PUBLIC, signature, content + b" ")
    assert said["key"] == SIGNER.key


def test_the_code_on_a_chart_is_the_one_in_its_mark(kit):
    _, listed, parts = kit
    drawing = parts[f"{listed[0].stem}.svg"]
    assert printed(drawing.mark.code) in drawing.content.decode()
