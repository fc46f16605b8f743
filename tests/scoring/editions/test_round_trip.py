"""An edition written as a workbook and read back is the same edition."""

import io
import subprocess
import tomllib
from dataclasses import replace

import openpyxl
import pytest

from figures.words import LANGUAGES
from scoring import load_frameworks, parse_framework
from scoring.editions import framework_workbook, read_framework
from scoring.editions.read import edition_of
from scoring.editions.words import book_words
from scoring.engine.rules import RULES
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


def test_settings_without_a_column_of_their_own_survive():
    names = 'names = { vi = "v", en = "e", es = "s" }'
    text = (
        'id = "t"\nblock = "province"\nkind = "official"\ndecision = "1234"\nyears = []\nsources = []\n'
        'mean = "geometric"\nversion = "2"\nfloor = 0.25\nsure = true\nempty = ""\n'
        f'[names]\nvi = "v"\nen = "e"\nes = "s"\n[means]\n"1.1" = "harmonic"\ndepth = {{ two = [1, 2] }}\n'
        f'[[nodes]]\ncode = "dti"\n{names}\n[[nodes]]\ncode = "1.10"\nparent = "dti"\n{names}\npoints = 0.1\n'
        'rule = { kind = "share", floor = 2, note = "  two  spaces", options = [], more = { deep = "true" } }\n'
        'spellings = ["a; b", "[c"]\n'
        "[[steps]]\nmethod = 'impute'\nby = ['mean', 'median']\n"
    )
    before = parse_framework(text)
    after, problems = read_framework(framework_workbook(before, "vi"))
    assert problems == []
    assert tomllib.loads(after.text) == tomllib.loads(text)


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
    assert set(words.rules) <= set(RULES)
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
