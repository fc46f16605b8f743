"""Text files: separators, encodings, quotation marks, and what does not pass for a table."""

from tests.scoring.workbooks.spoiled.make import HEADER, ROWS, Case

_NOT_ONE = "The file is not a workbook that can be read. Save it as an Excel workbook (.xlsx)."
# Every figure with a comma as its decimal mark.
_COMMAS = [[str(cell).replace(".", ",") for cell in row] for row in ROWS]


def lines(mark: str, *rows: list, end: str = "\n") -> str:
    return "".join(mark.join(map(str, row)) + end for row in rows)


GOOD = lines(",", HEADER, *ROWS)
CASES = [
    Case("commas, UTF-8", lambda: GOOD.encode(), filename="so-lieu.csv"),
    Case("a text file under the name of a workbook", lambda: GOOD.encode(), filename="so-lieu.xlsx"),
    Case("with a byte order mark and the line ends of Windows", lambda: lines(",", HEADER, *ROWS,
        end="\r\n").encode("utf-8-sig")),
    Case("semicolons and decimal commas", lambda: lines(";", HEADER, *_COMMAS).encode()),
    Case("tabs and decimal commas, UTF-16", lambda: lines("\t", HEADER, *_COMMAS).encode("utf-16")),
    Case("UTF-16, big end first", lambda: ("\ufeff" + lines("\t", HEADER, *ROWS)).encode("utf-16-be")),
    Case("the Vietnamese code page", lambda: _cp1258(lines(";", HEADER, *_COMMAS))),
    Case("a first line that names the separator", lambda: b"sep=;\r\n" + lines(";", HEADER, *_COMMAS,
        end="\r\n").encode()),
    Case("decimal commas in quotation marks", lambda: lines(",", HEADER,
        *[[f'"{c}"' for c in row] for row in _COMMAS]).encode()),
    Case("titles above, of one field", lambda: (f"BỘ CHỈ SỐ\nNăm 2023\n{GOOD}").encode()),
    Case("rows of unlike length", lambda: (lines(",", HEADER) + "Hà Nội,2023,91.5\n" + lines(",", *ROWS[1:])).encode(),
        (), {
        ("01", code): float("nan") for code in ("1.2", "1.10", "4.22.2", "4.22.11.a", "4.22.11.b")}),
    Case("a line break within quotation marks", lambda: (
        lines(",", [*HEADER, '"Ghi\nchú"']) + lines(",", [*ROWS[0], '"một\nhai"'], *ROWS[1:3], [*ROWS[3][:2], "8o",
            *ROWS[3][3:]])
        ).encode(), (
        "Sheet 'CSV', cell C5: '8o' is not a number. Type a number or leave the cell empty. Did you mean '80'?",),
        None),
    Case("a quotation mark that is never closed", lambda: (
        lines(",", HEADER, ROWS[0], ['"Hà Giang', *ROWS[1][1:]], *ROWS[2:])).encode(), (
        "Sheet 'CSV', cell A3: the quotation marks of this row do not pair. Correct the row.",), None),
    Case("quotation marks within quotation marks", lambda: (
        lines(",", [*HEADER, "Ghi chú"], [*ROWS[0], 'x'], [*ROWS[1], '"theo "sở" báo"'], *ROWS[2:])).encode(), (
        "Sheet 'CSV', cell A3: the quotation marks of this row do not pair. Correct the row.",), None),
    Case("letters of an encoding nobody knows", lambda: GOOD.encode() + b"\x8a\x8d\xff,1\n", (
        "The letters of the text file cannot be read. Save it as CSV in UTF-8.",), None),
    Case("half a letter of UTF-16", lambda: GOOD.encode("utf-16")[:-1], (
        "The letters of the text file cannot be read. Save it as CSV in UTF-8.",), None),
    Case("a number that can be read two ways in a text file", lambda: GOOD.replace(",20,", ",1.234,").encode(), (
        "Sheet 'CSV', cell D5: '1.234' can be read as 1.234 or as 1234. Type the number without a separator of "
        "thousands.",), None),
    Case("one column", lambda: b"a\nb\nc\n", (_NOT_ONE,), None),
    Case("fifty thousand columns", lambda: b",".join([b"x"] * 50_000) + b"\n", (
        "Sheet 'CSV' reaches to cell BUYB1. Delete the empty rows and columns beyond the table.",), None),
    Case("a text file of commas alone", lambda: b",,,\n" * 50, (
        "The workbook has no filled cell. Upload the workbook with the figures.",), None),
]  # fmt: skip


def _cp1258(text: str) -> bytes:
    """The text in Windows' Vietnamese code page: vowels with their hats, tones behind them."""
    import unicodedata

    tones = "\u0300\u0301\u0303\u0309\u0323"
    written = []
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        kept = unicodedata.normalize("NFC", "".join(part for part in apart if part not in tones))
        written.append(kept + "".join(part for part in apart if part in tones))
    return "".join(written).encode("cp1258")
