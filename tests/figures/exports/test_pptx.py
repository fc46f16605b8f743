"""Slides: every template in three languages has its words, editable figures, alternative texts and notes."""

import io
import zipfile

import numpy as np
import pytest
from lxml import etree

from figures.exports.files import needs_browser
from figures.exports.pptx import pptx
from figures.press.looks import LOOKS
from figures.slides.native import PICTURES, native
from figures.words import LANGUAGES, words
from tests.figures.press.materials import PROVINCES, changed, drawn, material, usual
from tests.figures.slides.decks import CHARTS, alternative, chart, charts, figures, opened, texts
from tests.figures.slides.houses import ordinary

# Of parts of a chart their parts, as ECMA-376 has them one after another.
_AXIS = (
    "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx"
    " crosses crossesAt"
)
ORDER = {
    "catAx": f"{_AXIS} auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl",
    "valAx": f"{_AXIS} crossBetween majorUnit minorUnit",
    "ser": "idx order tx spPr invertIfNegative marker dPt dLbls cat val smooth",
    "legend": "legendPos legendEntry layout overlay spPr txPr",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap axId",
    "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId",
}
MADE: dict[tuple[str, str], bytes] = {}


def slide_of(template: str, lang: str):
    if (template, lang) not in MADE:
        MADE[template, lang] = pptx(chart(template, lang), words(lang))
    return opened(MADE[template, lang])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("template", CHARTS)
def test_words_and_figures_are_on_the_slide_to_be_edited(template, lang):
    of, deck = chart(template, lang), slide_of(template, lang)
    (slide,) = deck.slides
    said = texts(slide)
    around = of.around
    assert slide.shapes.title.text_frame.text == around.title
    assert [text for text in (*around.stamps, around.subtitle, *around.notes, *around.facts) if text not in said] == []
    found = native(of, words(lang))
    held = [figures(shape) for shape in charts(slide)]
    assert [name for part in held for name in part.index] == list(found.categories)
    if len(held) == 1:
        expected = np.array([[np.nan if v is None else v for v in each.values] for each in found.series], dtype=float)
        assert np.allclose(held[0].to_numpy(float).T, expected, equal_nan=True)
    else:  # columns of bars
        values = [value for part in held for value in part.iloc[:, 0]]
        assert np.allclose(values, found.series[0].values)


@pytest.mark.parametrize("template", CHARTS)
def test_charts_have_alternative_texts_and_the_notes_say_everything(template):
    of = chart(template, "vi")
    (slide,) = slide_of(template, "vi").slides
    told = [alternative(shape) for shape in charts(slide)]
    if len(told) == 1:
        assert told == [of.texts.alt_short]
    else:  # each column tells its own figures
        names = native(of, words("vi")).categories
        assert all(name in " ".join(told) for name in names) and len(set(told)) == len(told)
    notes = slide.notes_slide.notes_text_frame.text
    assert of.texts.citation in notes and of.texts.alt_long in notes and of.around.facts[-1] in notes


@pytest.mark.parametrize("template", CHARTS)
def test_the_slide_has_the_size_of_the_chart_and_nothing_leaves_it(template):
    of, deck = chart(template, "es"), slide_of(template, "es")
    assert deck.slide_width / deck.slide_height == pytest.approx(of.wide / of.high, rel=2e-3)
    if of.size.unit == "mm":
        assert deck.slide_width / 36_000 == pytest.approx(of.size.width, abs=0.01)
    boxes = [(s.left, s.top, s.left + s.width, s.top + s.height) for s in deck.slides[0].shapes]
    assert all(box[0] >= 0 and box[1] >= 0 for box in boxes)
    assert all(box[2] <= deck.slide_width and box[3] <= deck.slide_height for box in boxes)
    ordered = sorted(boxes, key=lambda box: box[1])
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            assert across <= 9525 or down <= 9525  # a pixel


def test_texts_say_their_language_and_the_file_its_title():
    deck = slide_of("card", "es")
    runs = [run for shape in deck.slides[0].shapes if shape.has_text_frame
            for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]  # fmt: skip
    assert runs and all(run._r.rPr.get("lang") == "es-ES" for run in runs)
    facts = deck.core_properties
    assert facts.title == chart("card", "es").texts.title and facts.language == "es"
    assert facts.keywords == chart("card", "es").mark.code and facts.last_modified_by == ""


@pytest.mark.parametrize("template", CHARTS)
def test_parts_stand_in_the_order_of_the_format(template):
    """What comes after a series or an axis in a wrong order makes PowerPoint offer to repair the file."""
    MADE.setdefault((template, "vi"), pptx(chart(template, "vi"), words("vi")))
    with zipfile.ZipFile(io.BytesIO(MADE[template, "vi"])) as archive:
        for name in archive.namelist():
            if name.startswith("ppt/charts/chart"):
                for element in etree.fromstring(archive.read(name)).iter():
                    tag = etree.QName(element).localname
                    if tag in ORDER:
                        places = [ORDER[tag].split().index(etree.QName(child).localname) for child in element]
                        assert places == sorted(places), (name, tag)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("template", sorted(PICTURES))
def test_a_map_is_a_picture_and_its_table_on_slides(kept, template, lang):
    of, said = drawn(template, usual(template), lang, "og"), words(lang)
    assert needs_browser(of, "pptx") and not needs_browser(chart("card", "en"), "pptx")
    deck = opened(pptx(of, said, browser=kept))
    first, *others = deck.slides
    (picture,) = [shape for shape in first.shapes if shape.shape_type == 13]
    assert alternative(picture) == of.texts.alt_short and 0 < picture.crop_top < 0.3 and 0 < picture.crop_bottom < 0.5
    there = [text for slide in others for text in texts(slide)]
    assert all(name in there for name in of.table[said.t("table.name")]) and said.number(0.8241, 4) in there
    assert all(slide.shapes.title.text_frame.text == of.texts.title for slide in deck.slides)
    assert of.around.facts[-1] in texts(first)  # both archipelagos are named in the map's credits


@pytest.mark.parametrize("look", ["dark", "grey"])
def test_the_look_goes_along_but_not_onto_a_houses_ground(look):
    of = drawn("ends", material(PROVINCES), look=look)
    (slide,) = opened(pptx(of, words("vi"))).slides
    fill = charts(slide)[0].chart.plots[0].series[0].format.fill.fore_color.rgb
    assert str(fill) == LOOKS[look].accent.lstrip("#").upper()
    grounded = slide._element.xml.count("<p:bg>")
    assert grounded == (look == "dark")
    (housed,) = opened(pptx(of, words("vi"), ordinary())).slides
    fill = charts(housed)[0].chart.plots[0].series[0].format.fill.fore_color.rgb
    assert str(fill) == LOOKS["light"].accent.lstrip("#").upper() and "<p:bg>" not in housed._element.xml


def test_on_a_houses_template_its_masters_and_size_stay():
    of = chart("ranking", "vi")
    deck = opened(pptx(of, words("vi"), ordinary()))
    (slide,) = deck.slides
    assert deck.slide_width == 12191695 and slide.slide_layout.name == "Title Only"
    assert "house band" in [shape.name for shape in slide.slide_layout.slide_master.shapes]
    assert slide.shapes.title.text_frame.text == of.texts.title
    title = slide.shapes.title
    assert all(shape.chart and shape.top >= title.top + title.height for shape in charts(slide))
    assert set(of.around.facts) <= set(texts(slide))


def test_what_is_not_public_names_its_reader_on_every_slide(kept):
    of = drawn("map", changed(material(PROVINCES), state="approved", reader="Thu Hà"), "vi", "16-9")
    deck = opened(pptx(of, words("vi"), browser=kept))
    assert len(deck.slides) > 1
    for slide in deck.slides:
        assert words("vi").t("stamp.reader", name="Thu Hà") in texts(slide)
