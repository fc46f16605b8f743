"""An edition written as a workbook and read back is the same edition."""

import io
import re
import subprocess
import tomllib
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from figures.words import LANGUAGES
from scoring import load_frameworks, parse_framework
from scoring.editions import framework_workbook, read_framework
from scoring.editions.cells import tables
from scoring.editions.read import document, edition_of
from scoring.editions.words import book_words
from scoring.editions.write import KINDS_OF_RULE, workbook_of
from scoring.workbooks.cells import read_cells
from tests.needs import program
from tests.scoring.editions.books import COMPONENTS, NAMES, changed, opened, saved


def test_every_shipped_framework_comes_back_as_it_was():
    made = [(framework, lang) for framework in load_frameworks().values() for lang in LANGUAGES]
    cells = read_cells(framework_workbook(framework, lang) for framework, lang in made)
    for (framework, _), found in zip(made, cells, strict=True):
        read, problems = edition_of(found)
        assert problems == []
        assert replace(read, text="") == replace(framework, text="")
        assert replace(parse_framework(read.text), text="") == replace(framework, text="")


NAMES_OF = {"vi": "v", "en": "e", "es": "s"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_settings_without_a_column_of_their_own_survive(lang):
    raw = {
        "id": "t", "block": "province", "kind": "official", "decision": "1234", "years": [], "sources": ["a", "b"],
        "mean": "geometric", "version": "2", "floor": 0.25, "sure": True, "empty": "", "names": NAMES_OF,
        "means": {"1.1": "harmonic", "depth": {"two": [1, 2]}},
        "steps": [{"step": "impute", "by": ["mean", "median"]}, {"step": "treat", "limits": {"skew": 2.0}}],
        "nodes": [
            {"code": "dti", "names": NAMES_OF, "mean": {"kind": "power", "exponent": 0.5}},
            {
                "code": "1.10", "parent": "dti", "names": NAMES_OF, "points": 0.1, "spellings": ["a; b", "[c"],
                "rule": {"kind": "share", "floor": 2, "note": "  two  spaces", "options": [], "more": {"deep": "true"}},
            },
            {"code": "1.2", "parent": "dti", "names": NAMES_OF, "rule": {"kind": "goalposts", "steps": [[1, 2, 3]]}},
            {
                "code": "1.3", "parent": "dti", "names": NAMES_OF, "rule": {"kind": "sum_of_parts", "parts": [4, 5.5]},
                "inputs": [
                    {"code": "1.3.a", "names": NAMES_OF, "denominator": "people"}, {"code": "1.3.b", "names": NAMES_OF},
                ],
            },
        ],
        "composites": [{"code": "p", "names": NAMES_OF, "points": {"1.10": 1, "1.2": 2.5}, "mean": "harmonic"}],
    }  # fmt: skip
    (cells,) = read_cells([workbook_of(raw, "T", lang)])
    found = tables(cells)
    assert found.problems == [] and document(found) == (raw, [])


def test_a_file_with_every_key_the_engine_knows_comes_back():
    """The guide's file and all its pieces put together."""
    guide = (Path(__file__).resolve().parents[3] / "docs" / "frameworks.md").read_text(encoding="utf-8")
    whole, *pieces = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
    keys = "".join(piece[: piece.index("[[")] for piece in pieces)
    text = keys + whole + "".join(piece[piece.index("[[") :] for piece in pieces)
    assert len(pieces) >= 3 and len(parse_framework(text).steps) >= 3
    read, problems = read_framework(framework_workbook(parse_framework(text), "vi"))
    assert problems == []
    assert tomllib.loads(read.text) == tomllib.loads(text)
    assert replace(read, text="") == replace(parse_framework(text), text="")


def test_a_new_id_makes_a_new_edition():
    edition, problems = read_framework(saved(changed()), COMPONENTS)
    assert problems == [] and edition.id == "next"
    assert replace(edition, text="", id="") == replace(COMPONENTS, text="", id="")


def test_codes_and_what_is_typed_below_them_are_texts():
    sheet = opened()[NAMES["nodes"]]
    assert {sheet.cell(row, column).number_format for row in (2, sheet.max_row) for column in (1, 2)} == {"@"}
    assert sheet.max_row > len(COMPONENTS.nodes) + 40 and sheet.freeze_panes == "C2"


def test_texts_never_become_formulas():
    text = COMPONENTS.text.replace('vi = "Nhận thức số"', 'vi = "=1+1"').replace(
        'decision = "không có quyết định / no decision"', 'decision = "@x"'
    )
    content = framework_workbook(parse_framework(text), "vi")
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [c.coordinate for s in book.worksheets for row in s.iter_rows() for c in row if c.data_type == "f"] == []
    assert read_framework(content)[0].by_code["1"].names["vi"] == "=1+1"


def test_the_words_of_the_workbook_are_complete_and_tell_columns_apart():
    words = book_words()
    assert set(words.rules) == set(KINDS_OF_RULE)
    assert len(",".join(KINDS_OF_RULE)) <= 253  # more and Excel calls the list damaged
    for lang in LANGUAGES:
        assert len({names[lang] for names in words.sheets.values()}) == len(words.sheets)
        for fields in words.fields.values():
            labels = [field.labels[lang] for field in fields.values()]
            assert len(set(labels)) == len(labels) and all(labels)
    for table, fields in words.fields.items():
        assert table == "settings" or all(
            words.field_of(table, label) is field for field in fields.values() for label in field.labels.values()
        )


@pytest.mark.office
def test_a_spreadsheet_program_keeps_an_edition_whole(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "e.xlsx").write_bytes(framework_workbook(COMPONENTS, "vi"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program("soffice"), profile, "--headless", "--convert-to", "xlsx", "--outdir", tmp_path, "in/e.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    read, problems = read_framework((tmp_path / "e.xlsx").read_bytes())
    assert problems == [] and replace(read, text="") == replace(COMPONENTS, text="")
