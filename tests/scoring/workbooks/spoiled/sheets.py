"""How people lay out a wide table: titles, merged headers, totals, footnotes, hidden sheets; and what goes wrong with
units, periods and columns."""

from openpyxl.workbook.defined_name import DefinedName

from tests.scoring.workbooks.spoiled.make import (
    HEADER,
    MAIN,
    ROWS,
    SHEET,
    Case,
    book,
    edited,
    good,
    part,
    repacked,
)  # fmt: skip

GROUPS = ["Tỉnh", "Kỳ", "Nền tảng", "", "", "Dịch vụ", "", ""]


def sheet(*rows: list, name: str = "S") -> bytes:
    return book((name, list(rows)))


def with_row(at: int, row: list, header: list = HEADER) -> bytes:
    """The good table with another row in front of its row `at` (0 is the first below the header)."""
    return sheet(header, *ROWS[:at], row, *ROWS[at:])


def _merged(made) -> None:  # type: ignore[no-untyped-def]
    for area in ("A1:A2", "B1:B2", "C1:E1", "F1:H1"):
        made["S"].merge_cells(area)


def _no_column(cell: str, value: str, hint: str = "") -> str:
    said = f"Sheet 'S', cell {cell}: '{value}' is no column of this framework and was left out."
    return f"{said} Did you mean '{hint}'?" if hint else said


_HEADERS = [
    Case("headed by codes", lambda: sheet(["Mã", "period", "1.1", "1.2", "1.10", "4.22.2", "4.22.11.a", "4.22.11.b"],
                                          *[[code, *row[1:]] for code, row in zip(["1", "02", "04", "48"], ROWS,
                                              strict=True)])),
    Case("headed in English, with the unit's code and name", lambda: sheet(
        ["Code", "Province", "Year", "Households with fibre", "MEETINGS", "plan", "Online  files", "In time",
            "Received"],
        *[[int(code), *row] for code, row in zip(["1", "02", "04", "48"], ROWS, strict=True)])),
    Case("titles above the table", lambda: sheet(["BỘ CHỈ SỐ"], ["(Kèm theo Quyết định số 922)"], [], HEADER, *ROWS)),
    Case("a header of two merged rows", lambda: book(("S", [GROUPS, ["", "", *HEADER[2:]], *ROWS]), change=_merged)),
    Case("the header again in the middle of the table", lambda: with_row(2, HEADER)),
    Case("a row that counts the columns", lambda: sheet(HEADER, [1, 2, 3, 4, 5, 6, 7, 8], *ROWS)),
    Case("letters and numbers in brackets that count the columns", lambda: sheet(
        ["STT", *HEADER], ["A", "B", "(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        *[[number, *row] for number, row in enumerate(ROWS, 1)])),
    Case("a row of units of measure", lambda: sheet(HEADER, ["", "", "%", "cuộc", "", "tỷ lệ", "hồ sơ", "hồ sơ"],
        *ROWS)),
    Case("a row of units of measure that says so, and one that counts", lambda: sheet(
        HEADER, ["Đơn vị tính", "", "%", "cuộc", "-", "0-1", "hồ sơ", "hồ sơ"], list("12345678"), *ROWS)),
    Case("decomposed letters in headings and names", lambda: sheet(
        ["Ti\u0309nh", "Ky\u0300", "Hô\u0323 co\u0301 ca\u0301p quang", *HEADER[3:]],
        ["Ha\u0300 Nô\u0323i", *ROWS[0][1:]], *ROWS[1:])),
    Case("spaces that do not break and that nobody sees, in headings and names", lambda: sheet(
        ["Tỉnh\u00a0", "Kỳ", "Hộ\u00a0có\u00a0cáp quang", "Cuộc\u200b họp", *HEADER[4:]],
        ["\u00a0Hà\u00a0Nội", *ROWS[0][1:]], ["Hà\u2009Giang\ufeff", *ROWS[1][1:]], *ROWS[2:])),
    Case("a heading twice", lambda: sheet([*HEADER, "Cuộc họp"], *[[*row, 1] for row in ROWS]), (
        "Sheet 'S', cell I1: the column 'Cuộc họp' stands twice. Keep one of them.",), None),
    Case("a column that nobody asked for", lambda: sheet([*HEADER, "Dân số trung bình"], *[[*row, 1] for row in ROWS]),
        (
        _no_column("I1", "Dân số trung bình"),)),
    Case("a misspelt heading", lambda: good(C1="Hộ có cáp qang"), (
        "Sheet 'S', cell C1: 'Hộ có cáp qang' was read as 'Hộ có cáp quang'. Correct the heading, or delete the column "
        "if it is another.",), None),
    Case("a column nearly like another that is there", lambda: sheet(
        [*HEADER, "Cuộc họpp"], *[[*row, 1] for row in ROWS]), (_no_column("I1", "Cuộc họpp", "Cuộc họp"),)),
    Case("a column that is missing", lambda: sheet(HEADER[:7], *[row[:7] for row in ROWS]), (
        "Sheet 'S', row 1: the column '4.22.11.b' (Số tiếp nhận) is missing. Add it; leave cells empty where there "
        "is no "
        "figure.",), None),
    Case("no header at all", lambda: sheet(*ROWS), (
        "No sheet has a header row with a unit column and indicator columns of 'trial'. Head the columns by code or by "
        "name, for example 'Hộ có cáp quang'.",), None),
    Case("a header and nothing below it", lambda: sheet(HEADER), (
        "Sheet 'S' has a header in row 1 but no row of a unit under it. Add the units.",), None),
    Case("units and not one figure", lambda: sheet(HEADER, *[[row[0]] for row in ROWS]), (
        "Sheet 'S' has a header in row 1 but no row of a unit under it. Add the units.",), None),
]  # fmt: skip

_TOTAL = ["Tổng cộng", "2023", None, 42, None, None, 920, 1080]
_ROWS = [
    Case("footnotes and signatures below the table", lambda: sheet(
        HEADER, *ROWS, [], ["Ghi chú: số liệu đến 31/12"], [], ["Người lập biểu"], ["Nguyễn Văn A"])),
    Case("blank rows within the table", lambda: sheet(HEADER, ROWS[0], [], [], *ROWS[1:])),
    Case("a row of totals that is right", lambda: sheet(HEADER, *ROWS, _TOTAL)),
    Case("a row of totals that is wrong", lambda: sheet(HEADER, *ROWS, [*_TOTAL[:3], 41, *_TOTAL[4:]]), (
        "Sheet 'S', cell D6: the total 41 of 'Cuộc họp' differs from the sum of the rows, 42. Correct the total or a "
        "row.",)),
    Case("totals on top of the table", lambda: with_row(0, ["Cả nước", *_TOTAL[1:]])),
    Case("a mean instead of a total", lambda: sheet(HEADER, *ROWS, ["Cả nước", "2023", None, 10.5, None, None, 230,
        270])),
    Case("totals of groups and of all", lambda: sheet(
        HEADER, *ROWS[:2], ["Cộng", "2023", None, 16, None, None, 530, 660], *ROWS[2:],
        ["Cộng", "2023", None, 26, None, None, 390, 420], _TOTAL)),
    Case("headings of regions between the units", lambda: sheet(
        HEADER, ["I. Đồng bằng sông Hồng"], ROWS[0], ["II. Trung du"], *ROWS[1:]), (
        "Sheet 'S', cell A2: 'I. Đồng bằng sông Hồng' is no unit and its row has no figure; the row was left out. "
        "Delete "
        "it, or correct the name.",
        "Sheet 'S', cell A4: 'II. Trung du' is no unit and its row has no figure; the row was left out. Delete it, or "
        "correct the name.")),
    Case("a prepared row that is still empty", lambda: with_row(2, ["", "2023"])),
    Case("a unit twice on a sheet", lambda: with_row(4, ["Hà Giang", "2023", 50, 4, "Có", 0.3, 1, 2]), (
        "Sheet 'S', cell A6: 'Hà Giang' stands twice for 2023 (first in row 3). Keep one row.",), None),
    Case("a unit twice, in two spellings and with other columns filled", lambda: sheet(
        HEADER, ROWS[0], ["Hà Giang", "2023", 55], *ROWS[2:], ["Tỉnh Hà Giang", "2023", None, 4]), (
        "Sheet 'S', cell A6: 'Tỉnh Hà Giang' stands twice for 2023 (first in row 3). Keep one row.",), None),
    Case("a sheet twice", lambda: book(("S", [HEADER, *ROWS]), ("S (2)", [HEADER, *ROWS])), tuple(
        f"Sheet 'S (2)', cell {column}2: {value} for '{name}' stands a second time (first at S!{column}2; 4 such "
        f"cells in "
        "the column). Delete one."
        for column, value, name in zip("CDEFGH", (91.5, 12, 1, 0.62, 450, 500), HEADER[2:], strict=True))),
    Case("a figure on two sheets that say different things", lambda: book(
        ("S", [HEADER, *ROWS]), ("T", [[*HEADER[:2], HEADER[3]], ["Hà Giang", "2023", 5]])), (
        "Sheet 'T', cell C2: 5 for 'Cuộc họp' stands elsewhere as 4 (S!D3). Keep one of them.",), None),
    Case("the columns on two sheets", lambda: book(
        ("S", [HEADER[:5], *[row[:5] for row in ROWS]]),
        ("T", [[*HEADER[:2], *HEADER[5:]], *[[*row[:2], *row[5:]] for row in ROWS]]))),
    Case("a unit that does not exist", lambda: good(A3="Hải Châu"), (
        "Sheet 'S', cell A3: 'Hải Châu' is no unit of this block. Correct it. Did you mean 'Lai Châu'?",), None),
    Case("a misspelt unit", lambda: good(A4="Cao Bằg"), (
        "Sheet 'S', cell A4: 'Cao Bằg' is no unit of this block. Correct it. Did you mean 'Cao Bằng'?",), None),
    Case("a unit spelled unlike the register", lambda: good(A2="Ha Noi", A5="Da Nang"), (
        )),
    Case("a unit without its marks", lambda: good(A4="Cao Băng"), (
        "Sheet 'S', cell A4: 'Cao Băng' is written 'Cao Bằng' in the register. Correct the spelling.",)),
    Case("figures without a unit", lambda: good(A4=None), (
        "Sheet 'S', cell A4: the row has figures and no unit. Write the unit or delete the row.",), None),
    Case("a code and a name of two units", lambda: sheet(
        ["Mã", *HEADER], *[[code, *row] for code, row in zip(["01", "02", "06", "48"], ROWS, strict=True)]), (
        "Sheet 'S', cell A4: code '06' and name 'Cao Bằng' are two different units. Correct one of them.",), None),
    Case("old and new provinces mixed", lambda: sheet(
        ["Mã", *HEADER], *[["", *row] for row in ROWS], ["15", "Lào Cai", *ROWS[0][1:]]), (
        "Sheet 'S', cell B6: 'Lào Cai' belongs to the division into 34, the other rows to the division into 63. Use "
        "one "
        "division in a workbook.",), None),
    Case("names merged over two rows", lambda: book(
        ("S", [HEADER, *ROWS]), change=lambda made: made["S"].merge_cells("A2:A3")), (
        "Sheet 'S', cell A3: the row has figures and no unit. Write the unit or delete the row.",), None),
    Case("a period that is none", lambda: good(B3="mùa hè"), (
        "Sheet 'S', cell B3: 'mùa hè' is no period. Write 2023, 2023-H1 or 2023-06.",), None),
    Case("no period anywhere", lambda: sheet(["Tỉnh", *HEADER[2:]], *[[row[0], *row[2:]] for row in ROWS]), (
        "Sheet 'S': no period is given. Add a column 'Period' or name the sheet by its period, for example 2023-06.",),
        None),
    Case("the period from the sheet's name", lambda: sheet(
        ["Tỉnh", *HEADER[2:]], *[[row[0], *row[2:]] for row in ROWS], name="Năm 2023")),
    Case("the period from the page", lambda: sheet(
        ["Tỉnh", *HEADER[2:]], *[[row[0], *row[2:]] for row in ROWS]), period="2023"),
    Case("periods as a number, a date, a word and a blank", lambda: sheet(
        HEADER, ["Hà Nội", 2023, *ROWS[0][2:]], ["Hà Giang", "năm 2023", *ROWS[1][2:]], ["Cao Bằng", "", *ROWS[2][2:]],
        ["Đà Nẵng", "Năm  2023", *ROWS[3][2:]], name="2023")),
    Case("a period that is infinite", lambda: edited(good(B3=4242), ("<v>4242</v>", "<v>1e999</v>")), (
        "Sheet 'S', cell B3: 'inf' is no period. Write 2023, 2023-H1 or 2023-06.",), None),
]  # fmt: skip


def _hidden(state: str):  # type: ignore[no-untyped-def]
    def change(made) -> None:  # type: ignore[no-untyped-def]
        made["T"].sheet_state = state

    return change


def _chart(made) -> None:  # type: ignore[no-untyped-def]
    from openpyxl.chart import BarChart, Reference

    chart = BarChart()
    chart.add_data(Reference(made["S"], min_col=3, min_row=1, max_row=5), titles_from_data=True)
    made.create_chartsheet("Biểu đồ", 0).add_chart(chart)


def _names(made) -> None:  # type: ignore[no-untyped-def]
    made.defined_names["Một"] = DefinedName("Một", attr_text="Hai")
    made.defined_names["Hai"] = DefinedName("Hai", attr_text="Một")
    made.defined_names["Hỏng"] = DefinedName("Hỏng", attr_text="#REF!")


def _dressed(made) -> None:  # type: ignore[no-untyped-def]
    from openpyxl.comments import Comment
    from openpyxl.worksheet.datavalidation import DataValidation

    made["S"].protection.sheet = True
    made["S"].column_dimensions["D"].hidden = True
    made["S"].row_dimensions[3].hidden = True
    made["S"].auto_filter.ref = "A1:H5"
    made["S"]["C3"].comment = Comment("xem lại", "An")
    choice = DataValidation(type="list", formula1='"Có,Không có"')
    choice.add("E2:E5")
    made["S"].add_data_validation(choice)


def _linked() -> bytes:
    """A workbook with a figure from another one, its link part included."""
    linked = edited(good(D3=4242), ('<c r="D3" t="n"><v>4242</v>', '<c r="D3"><f>[1]Data!B7+1</f><v>4</v>'))
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
    outside = relation.replace("externalLink", "externalLinkPath")
    path = "http://schemas.openxmlformats.org/package/2006/relationships"
    book_xml, rels = part(linked, "xl/workbook.xml"), part(linked, "xl/_rels/workbook.xml.rels")
    references = (
        '<externalReferences><externalReference xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships" r:id="rId99"/></externalReferences>'
    )
    return repacked(
        linked,
        {
            "xl/workbook.xml": book_xml.replace("</sheets>", f"</sheets>{references}"),
            "xl/_rels/workbook.xml.rels": rels.replace(
                "</Relationships>",
                f'<Relationship Id="rId99" Type="{relation}" Target="externalLinks/externalLink1.xml"/>'
                "</Relationships>",
            ),
            "xl/externalLinks/externalLink1.xml": f'<externalLink {MAIN}><externalBook xmlns:r="http://schemas.'
            'openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"><sheetNames><sheetName val="Data"/>'
            "</sheetNames></externalBook></externalLink>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": f'<Relationships xmlns="{path}"><Relationship Id="rId1" '
            f'Type="{outside}" Target="so-lieu.xlsx" TargetMode="External"/></Relationships>',
        },
    )


def _prefixed() -> bytes:
    """The good table as some programmes write it: every tag with a prefix, a formula without a value in D3."""
    text = part(good(D3=4242)).replace('<c r="D3" t="n"><v>4242</v>', '<c r="D3"><f>D2/3</f>')
    text = text.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace("xmlns=", "xmlns:x=")
    return repacked(good(), {SHEET: text})


_TWO = [[HEADER, *ROWS], [["Bảng phụ", "không phải số liệu"], ["a", 1]]]
_SHEETS = [
    Case("a sheet that is no table", lambda: book(("S", _TWO[0]), ("T", _TWO[1])), (
        "Sheet 'T' has no header that fits this framework and was left out. Head its columns by code or by name if it "
        "holds figures.",)),
    Case("a sheet of explanations", lambda: book(("S", _TWO[0]), ("Hướng dẫn", _TWO[1]))),
    Case("a hidden sheet with figures", lambda: book(
        ("S", _TWO[0]), ("T", [HEADER, ["Lào Cai", *ROWS[0][1:]]]), change=_hidden("hidden")), (
        "Sheet 'T' is hidden and was left out. Show it if its figures belong to the upload, else delete it.",)),
    Case("a very hidden sheet with figures", lambda: book(
        ("S", _TWO[0]), ("T", [HEADER, ["Lào Cai", *ROWS[0][1:]]]), change=_hidden("veryHidden")), (
        "Sheet 'T' is hidden and was left out. Show it if its figures belong to the upload, else delete it.",)),
    Case("a hidden sheet without figures", lambda: book(("S", _TWO[0]), ("T", _TWO[1]), change=_hidden("hidden"))),
    Case("figures on a hidden sheet alone", lambda: book(
        ("S", _TWO[1]), ("T", _TWO[0]), change=_hidden("hidden")), (
        "No sheet has a header row with a unit column and indicator columns of 'trial'. Head the columns by code or by "
        "name, for example 'Hộ có cáp quang'.",
        "Sheet 'T' is hidden and was left out. Show it if its figures belong to the upload, else delete it."), None),
    Case("a chart sheet in front", lambda: book(("S", _TWO[0]), change=_chart)),
    Case("defined names that go in a circle", lambda: book(("S", _TWO[0]), change=_names)),
    Case("protection, filters, hidden rows and columns, notes, lists", lambda: book(("S", _TWO[0]), change=_dressed)),
    Case("a link to another workbook", _linked, (
        "Sheet 'S', cell D3: the figure comes from another workbook (=[1]Data!B7+1) and was taken as last saved. Type "
        "the figure itself.",)),
    Case("a sheet's name with marks and an entity, and a failed formula on it", lambda: edited(
        book(("A&B 'x'", [HEADER, *ROWS[:1], ["Hà Giang", "2023", 55, 4242, *ROWS[1][4:]], *ROWS[2:]])),
        ('<c r="D3" t="n"><v>4242</v>', '<c r="D3"><f>D2/3</f>')), (
        "Sheet 'A&B 'x'', cell D3: the formula =D2/3 has no computed value. Open the workbook in a spreadsheet "
        "programme "
        "and save it, or type the figure.",), None),
    Case("tags with a prefix, and a formula without a value", _prefixed, (
        "Sheet 'S', cell D3: the formula =D2/3 has no computed value. Open the workbook in a spreadsheet programme and "
        "save it, or type the figure.",), None),
    Case("an array formula", lambda: edited(good(D3=4242), (
        '<c r="D3" t="n"><v>4242</v>', '<c r="D3"><f t="array" ref="D3">SUM(D4:D4*1)-2</f><v>4</v>'))),
    Case("a shared formula, one cell of it without a value", lambda: edited(
        good(D3=4242, D4=4343),
        ('<c r="D3" t="n"><v>4242</v>', '<c r="D3"><f t="shared" ref="D3:D4" si="0">D2/3</f><v>4</v>'),
        ('<c r="D4" t="n"><v>4343</v>', '<c r="D4"><f t="shared" si="0"/>')), (
        "Sheet 'S', cell D4: the formula =D3/3 has no computed value. Open the workbook in a spreadsheet programme "
        "and save "
        "it, or type the figure.",), None),
    Case("only blank texts", lambda: sheet([" ", "\u00a0"], ["", "  "]), (
        "The workbook has no filled cell. Upload the workbook with the figures.",), None),
    Case("an empty workbook", lambda: sheet(), (
        "The workbook has no filled cell. Upload the workbook with the figures.",), None),
]  # fmt: skip
CASES = [*_HEADERS, *_ROWS, *_SHEETS]
