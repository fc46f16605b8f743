"""Every template in every format and language: its words are there, in the embedded typeface, and it looks as it did.

The stored pictures (`pictures/`) are made anew by `python -m tests.figures.exports.test_formats` and looked at before
they are kept.
"""

import io
import re
import subprocess
import xml.etree.ElementTree as ET
from functools import cache
from html import unescape
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from openpyxl.chart import BarChart
from PIL import Image

from figures.exports import html, pdf, png, sheets, svg
from figures.press.drawn import Drawn
from figures.press.templates import TEMPLATES
from figures.words import words
from tests.figures.press.materials import drawn, labels, usual
from tests.needs import program

PICTURES = Path(__file__).parent / "pictures"
WIDE = 400  # pixels of a stored picture
LANGUAGES = ("vi", "en", "es")
CASES = [(template, lang) for template in TEMPLATES for lang in LANGUAGES]


@cache
def chart(template: str, lang: str) -> Drawn:
    return drawn(template, usual(template), lang, "1-1", units=("48", "01"), n=5)


def bare(text: str) -> str:
    """Without blanks: a PDF may part words by room alone."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize(("template", "lang"), CASES)
def test_an_svg_has_every_word_as_text_and_its_typeface(kept, template, lang):
    of = chart(template, lang)
    tree = ET.fromstring(svg.svg(of, kept))
    written = ["".join(each.itertext()) for each in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert {label.text for label in labels(of)} - set(written) == set()
    space = "{http://www.w3.org/2000/svg}"
    assert [tree.findtext(f"{space}{name}") for name in ("title", "desc")] == [of.texts.title, of.texts.alt_long]
    assert (tree.get("lang"), tree.get("width"), tree.get("height")) == (lang, "1080", "1080")
    style = "".join(each.text or "" for each in tree.iter(f"{space}style"))
    assert style.count("@font-face") >= 2 and "http" not in style


@pytest.mark.parametrize(("template", "lang"), CASES)
def test_a_pdf_has_every_word_in_the_embedded_typeface(kept, tmp_path, template, lang):
    pdftotext, pdffonts = program("pdftotext"), program("pdffonts")
    of, file = chart(template, lang), tmp_path / "chart.pdf"
    file.write_bytes(pdf.pdf(of, kept))
    text = subprocess.run([pdftotext, "-raw", file, "-"], capture_output=True, text=True, check=True).stdout
    read = bare(text)
    assert [label.text for label in labels(of) if bare(label.text) not in read] == []
    lines = subprocess.run([pdffonts, file], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert lines and all("BeVietnamPro" in line for line in lines)
    assert {tuple(line.split()[-5:-3]) for line in lines} == {("yes", "yes")}  # embedded, a subset
    drawing = tmp_path / "chart"
    # Drawn larger, then made small like the stored picture; another program smooths letters in its own way.
    subprocess.run([program("pdftoppm"), "-scale-to", "1080", "-singlefile", "-png", file, drawing], check=True)
    mean, far = apart(small(drawing.with_suffix(".png").read_bytes()), template, lang)
    assert mean < 6 and far < 0.03


@pytest.mark.parametrize(("template", "lang"), CASES)
def test_pages_and_tables_carry_figures_words_and_source(template, lang):
    of, said = chart(template, lang), words(lang)
    page = html.html(of, said).decode()
    assert f'<html lang="{lang}">' in page and of.texts.citation in page and of.texts.alt_short in unescape(page)
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!data:)""", page)
    lines = sheets.csv(of, said).decode("utf-8-sig").splitlines()
    facts = [line for line in lines if line.startswith("# ")]
    assert any(of.mark.code[:5] in line for line in facts) and any(of.texts.source in line for line in facts)
    assert len(lines) - len(facts) == len(of.table) + 1
    book = openpyxl.load_workbook(io.BytesIO(sheets.xlsx(of, said)))
    figures, about = book.worksheets[0], book.worksheets[-1]
    assert [cell.value for cell in figures[1]] == [str(column) for column in of.table]
    assert figures.max_row == len(of.table) + 1
    assert of.texts.title in [row[1].value for row in about.iter_rows()]
    fractions = [
        cell for row in figures.iter_rows(min_row=2) for cell in row if isinstance(cell.value, float) and cell.value % 1
    ]
    language = {"vi": "[$-42A]", "en": "[$-809]", "es": "[$-C0A]"}[lang]
    assert {cell.number_format for cell in fractions} <= {f"{language}0.0000"} or template == "programme"
    drawings = [each for sheet in book.worksheets for each in sheet._charts]
    assert all(each.y_axis.scaling.min == 0 for each in drawings if isinstance(each, BarChart))


def small(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    return picture.resize((WIDE, round(picture.height * WIDE / picture.width)), Image.Resampling.LANCZOS)


def apart(found: Image.Image, template: str, lang: str) -> tuple[float, float]:
    """How far a picture is from the stored one: the mean over its pixels (0 … 255), the share of those far off."""
    stored = Image.open(PICTURES / f"{template}-{lang}.png").convert("RGB")
    assert found.size == stored.size
    differences = np.abs(np.asarray(found, int) - np.asarray(stored, int)).max(axis=2)
    return float(differences.mean()), float((differences > 48).mean())


@pytest.mark.parametrize(("template", "lang"), CASES)
def test_a_picture_looks_as_it_did(kept, template, lang):
    mean, far = apart(small(png.png(chart(template, lang), 1, kept)), template, lang)
    assert mean < 3 and far < 0.005


def test_another_picture_and_another_language_are_told_from_it():
    for template, lang in (("ends", "vi"), ("ranking", "en")):
        mean, far = apart(Image.open(PICTURES / "ranking-vi.png").convert("RGB"), template, lang)
        assert mean > 3 or far > 0.005


if __name__ == "__main__":
    for name, of_lang in CASES:
        drawing = small(png.png(chart(name, of_lang))).quantize(160)
        drawing.save(PICTURES / f"{name}-{of_lang}.png", optimize=True)
