"""The same table from .xls, .ods, .xlsb and .csv as from .xlsx; failed formulas are seen in all of them."""

import io
import struct
import subprocess
import zipfile
from pathlib import Path

import pytest

from scoring import read_workbook
from scoring.workbooks.child.failed import failed
from tests.needs import program
from tests.scoring.workbooks.spoiled.make import FIGURES, FRAMEWORK, UNITS, XLSB, good, repacked
from tests.scoring.workbooks.spoiled.texts import GOOD

SHEET = "xl/worksheets/sheet1.bin"


def figures(content: bytes) -> tuple[dict, list[str]]:
    table, problems = read_workbook(content, FRAMEWORK, UNITS)
    said = [problem.message() for problem in problems if problem.code != "unit_missing"]
    return ({} if table is None else table.values.droplevel(0).stack().to_dict()), said


def test_a_text_file_and_a_binary_workbook_give_the_same_table():
    assert figures(good()) == figures(GOOD.encode()) == figures(XLSB) == (FIGURES, [])


def records(data: bytes) -> list[tuple[int, bytes]]:
    """(type, content) of an .xlsb part whose types and lengths fit in two bytes each."""
    found, at = [], 0
    while at < len(data):
        numbers = []
        for _ in range(2):
            number = data[at] & 0x7F
            if data[at] & 0x80:
                at += 1
                number |= data[at] << 7
            at += 1
            numbers.append(number)
        found.append((numbers[0], data[at : at + numbers[1]]))
        at += numbers[1]
    return found


def with_records(change) -> bytes:  # type: ignore[no-untyped-def]
    """The binary workbook with every record of its sheet passed through `change`."""
    with zipfile.ZipFile(io.BytesIO(XLSB)) as archive:
        listed = records(archive.read(SHEET))
    written = b""
    for kind, data in map(change, listed):
        for number in (kind, len(data)):
            written += bytes([number & 0x7F | 0x80, number >> 7]) if number > 0x7F else bytes([number])
        written += data
    return repacked(XLSB, {SHEET: written})


def test_a_failed_cell_of_a_binary_workbook_is_told_at_its_place():
    lines = iter(range(100))
    row = [0]

    def change(record):  # type: ignore[no-untyped-def]
        kind, data = record
        if kind == 0:
            row[0] = next(lines)
        elif row[0] == 2 and data[:4] == struct.pack("<I", 3):  # D3: column, style, then the code of #REF!
            return 3, data[:8] + b"\x17"
        return record

    assert figures(with_records(lambda record: record))[1] == []
    assert figures(with_records(change)) == (
        {},
        ["Sheet 'S', cell D3: the formula gives #REF!. Mend the formula or leave the cell empty."],
    )


def test_a_binary_workbook_with_cells_that_the_reader_passes_over_is_refused():
    def change(record):  # type: ignore[no-untyped-def]
        kind, data = record
        return (16, data[4:]) if kind == 5 else record  # a number without its column

    assert figures(with_records(change)) == (
        {},
        ["The file is not a workbook that can be read. Save it as an Excel workbook (.xlsx)."],
    )


@pytest.mark.parametrize(
    "content", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 600]
)
def test_a_broken_compound_file_has_no_failed_cells(content):
    assert failed(content) == []


def test_a_compound_file_whose_list_of_sectors_leads_in_a_circle_ends():
    content = (Path(__file__).parent / "fixtures" / "good.xls").read_bytes()
    last = len(content) // 512 - 1  # counted behind the header
    circle = bytearray(content + struct.pack("<128I", *[0xFFFFFFFF] * 127, last))
    struct.pack_into("<I", circle, 68, last)
    assert failed(bytes(circle)) == failed(content) == [[]]


@pytest.mark.office
def test_a_spreadsheet_programme_writes_the_same_table_in_every_format(tmp_path):
    (tmp_path / "good.xlsx").write_bytes(good())
    # C3 is missing as long as its formula fails; D5 has a value once it is computed.
    (tmp_path / "failed.xlsx").write_bytes(good(C3="=1/0", D5="=D2+8"))
    for suffix in ("xls", "ods"):
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [program("soffice"), profile, "--headless", "--convert-to", suffix, "--outdir", tmp_path]
        subprocess.run([*command, tmp_path / "good.xlsx", tmp_path / "failed.xlsx"], check=True, capture_output=True)
        assert figures((tmp_path / f"good.{suffix}").read_bytes()) == (FIGURES, []), suffix
        assert figures((tmp_path / f"failed.{suffix}").read_bytes()) == (
            {},
            ["Sheet 'S', cell C3: the formula gives #DIV/0!. Mend the formula or leave the cell empty."],
        ), suffix
