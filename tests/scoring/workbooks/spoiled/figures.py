"""What people write into cells: numbers as texts, flags, dates, failed formulas, what no spreadsheet holds."""

import datetime

from tests.scoring.workbooks.spoiled.make import NONE, Case, edited, good

_NO_NUMBER = "Type a number or leave the cell empty."


def text(cell: str, value: str, name: str, number: str, count: int = 1) -> str:
    return (
        f"Sheet 'S', cell {cell}: {value} is a text; it was read as {number} (such cells of '{name}': {count}). "
        "Format the cells as numbers."
    )


def _no_number(cell: str, value: str, hint: str = "") -> str:
    said = f"Sheet 'S', cell {cell}: '{value}' is not a number. {_NO_NUMBER}"
    return f"{said} Did you mean '{hint}'?" if hint else said


FIBRE, MEETINGS, ONLINE = "Hộ có cáp quang", "Cuộc họp", "Hồ sơ trực tuyến"
_NUMBERS = [
    Case("the good table", good),
    Case("a letter among digits", lambda: good(C3="12o"), (_no_number("C3", "12o", "120"),), None),
    Case("words for a number", lambda: good(D4="khoảng chín"), (_no_number("D4", "khoảng chín"),), None),
    Case("a decimal comma", lambda: good(C3="55,5"), (text("C3", "55,5", FIBRE, "55.5"),), {("02", "1.1"): 55.5}),
    Case(
        "decimal commas and points in one column",
        lambda: good(C2="91,5", C3="55.5", C4="61,2"),
        (text("C2", "91,5", FIBRE, "91.5", 3),),
        {("02", "1.1"): 55.5},
    ),
    Case(
        "one point and three digits behind it",
        lambda: good(D3="1.234"),
        ("Sheet 'S', cell D3: '1.234' can be read as 1.234 or as 1234. Type the number without a separator of "
         "thousands.",),
        None,
    ),
    Case(
        "the same, with the decimal comma given",
        lambda: good(D3="1.234"),
        (text("D3", "1.234", MEETINGS, "1234"),),
        {("02", "1.2"): 1234},
        decimal=",",
    ),
    Case(
        "the same, with the decimal point given",
        lambda: good(D3="1.234"),
        (text("D3", "1.234", MEETINGS, "1.234"),),
        {("02", "1.2"): 1.234},
        decimal=".",
    ),
    Case(
        "the same, where only one reading is in range",
        lambda: good(C3="1.234"),
        (text("C3", "1.234", FIBRE, "1.234"),),
        {("02", "1.1"): 1.234},
    ),
    Case(
        "points of thousands and a decimal comma",
        lambda: good(D3="1.234,5", D4="1.234.567"),
        (text("D3", "1.234,5", MEETINGS, "1234.5", 2),),
        {("02", "1.2"): 1234.5, ("04", "1.2"): 1234567},
    ),
    Case(
        "spaces of thousands: plain, no-break, narrow, thin",
        lambda: good(D2="1 234,5", D3="1\u00a0234,5", D4="1\u202f234,5", D5="1\u2009234,5"),
        (text("D2", "1 234,5", MEETINGS, "1234.5", 4),),
        {(unit, "1.2"): 1234.5 for unit in ("01", "02", "04", "48")},
    ),
    Case(
        "apostrophes of thousands",
        lambda: good(D3="1'234", D4="1’234.5"),
        (text("D3", "1'234", MEETINGS, "1234", 2),),
        {("02", "1.2"): 1234, ("04", "1.2"): 1234.5},
    ),
    Case(
        "full-width digits and marks",
        lambda: good(C3="５５，５", C4="６１.２"),
        (text("C3", "５５，５", FIBRE, "55.5", 2),),
        {("02", "1.1"): 55.5},
    ),
    Case(
        "spaces and marks that nobody sees",
        lambda: good(C3="\u200b55,5\ufeff", C4="\u00a061.2\u00a0"),
        (text("C3", "55,5", FIBRE, "55.5", 2),),
        {("02", "1.1"): 55.5},
    ),
    Case(
        "a minus sign of typography",
        lambda: good(D3="−5"),
        ("Sheet 'S', cell D3: -5 is outside the range 0 to ∞ of 'Cuộc họp'. Correct the figure.",),
        None,
    ),
    Case(
        "percent signs in a column of percent and in one of shares",
        lambda: good(C3="55 %", F3="31%"),
    ),
    Case("a percentage above 100", lambda: good(C3=155), (
        "Sheet 'S', cell C3: 155 is outside the range 0 to 100 of 'Hộ có cáp quang'. Correct the figure.",), None),
    Case("a percentage where a share belongs", lambda: good(F3=31), (
        "Sheet 'S', cell F3: 31 is outside the range 0 to 1 of 'Hồ sơ trực tuyến'. Correct the figure.",), None),
    Case(
        "a share where percentages stand",
        lambda: good(C3=0.55),
        ("Sheet 'S', cell C3: 0.55 looks like a share where 'Hộ có cáp quang' is counted in percent. Write 55 if that "
         "is meant.",),
        {("02", "1.1"): 0.55},
    ),
    Case(
        "flags behind figures",
        lambda: good(C3="55,5 (e)", D3="4 p", F3="31% [sơ bộ]"),
        (text("C3", "55,5 (e)", FIBRE, "55.5"), text("D3", "4 p", MEETINGS, "4")),
        {("02", "1.1"): 55.5},
    ),
    Case(
        "ways to write that there is nothing",
        lambda: good(C2="-", C3="n/a", C4="không có", C5="…", D2="–", D3="N/A", D4="Không có", D5=" ", F2="..",
            F3=None),
        (),
        {**{(unit, code): NONE for unit in ("01", "02", "04", "48") for code in ("1.1", "1.2")},
         ("01", "4.22.2"): NONE, ("02", "4.22.2"): NONE},
    ),
    Case(
        "a choice that is called like nothing",
        lambda: good(E2="không có", E3="-"),
        (),
        {("01", "1.10"): 0, ("02", "1.10"): NONE},
    ),
    Case("a flag instead of a figure", lambda: good(C3="không áp dụng", D3="mật"), (), {
        ("02", "1.1"): NONE, ("02", "1.2"): NONE}),
    Case("zero is zero", lambda: good(C3=0, D3="0"), (text("D3", "0", MEETINGS, "0"),), {
        ("02", "1.1"): 0, ("02", "1.2"): 0}),
    Case("a choice as a number and in another language", lambda: good(E2="1", E3=0.5, E4="None", E5="completo")),
    Case("no choice of the list", lambda: good(E3="Đang làm"), (
        "Sheet 'S', cell E3: 'Đang làm' is not among the choices. Use one of: Có, Một phần, Không có.",), None),
    Case("a number that is no choice", lambda: good(E3=0.3), (
        "Sheet 'S', cell E3: '0.3' is not among the choices. Use one of: Có, Một phần, Không có.",), None),
    Case("true and false", lambda: good(C3=True, D3=False), (_no_number("C3", "TRUE"), _no_number("D3", "FALSE")),
        None),
    Case("a date for a number", lambda: good(C3=datetime.date(2023, 5, 1)), (
        "Sheet 'S', cell C3: the date 2023-05-01 stands where a number belongs. Format the cell as a number and type "
        "the figure again.",), None),
    Case("a time of day for a number", lambda: good(D3=datetime.time(12, 30)), (
        "Sheet 'S', cell D3: the date 12:30:00 stands where a number belongs. Format the cell as a number and type "
        "the figure again.",), None),
    Case("an infinite number", lambda: edited(good(D3=4242), ("<v>4242</v>", "<v>1e999</v>")), (
        "Sheet 'S', cell D3: inf is outside the range 0 to ∞ of 'Cuộc họp'. Correct the figure.",), None),
    Case("a number of 400 digits", lambda: good(D3="9" * 400), (
        "Sheet 'S', cell D3: inf is outside the range 0 to ∞ of 'Cuộc họp'. Correct the figure.",), None),
    Case("what a programme writes for no number", lambda: edited(good(D3=4242), ("<v>4242</v>", "<v>NaN</v>")), (), {
        ("02", "1.2"): NONE}),
    Case("a very long text", lambda: good(D3="x" * 32_000), (_no_number("D3", "x" * 120 + "…"),), None),
    Case(
        "a text with control characters",
        lambda: edited(good(D3="4242"), ("<t>4242</t>", "<t>4_x0001_2</t>")),
        (_no_number("D3", "4\x012"),),
        None,
    ),
    Case("a text that would start a programme", lambda: good(D3="'=cmd|' /C calc'!A0"), (
        "Sheet 'S', cell D3: the formula =cmd|' /C calc'!A0 has no computed value. Open the workbook in a spreadsheet "
        "programme and save it, or type the figure.",), None),
    Case("a denominator of zero", lambda: good(H3=0), (
        "Sheet 'S', cell H3: the denominator 'Số tiếp nhận' is 0. Leave it empty if there were no cases.",), None),
    Case("a part above its whole", lambda: good(G3=200), (
        "Sheet 'S', cell G3: 200 of 'Số đúng hạn' is more than the whole, 160 of 'Số tiếp nhận'. Correct one of the "
        "two.",), {("02", "4.22.11.a"): 200}),
    Case("no unit above zero", lambda: good(D2=0, D3=0, D4=0, D5=0), (
        "Sheet 'S', cell D2: no unit has a value above 0 for 'Cuộc họp' in 2023, so no share of the highest can be "
        "worked out. Correct the column or leave it empty.",), None),
]  # fmt: skip


def _computed(formula: str, value: str, kind: str = "") -> bytes:
    """The good table with a formula in D3 and its last value."""
    typed = f' t="{kind}"' if kind else ""
    return edited(good(D3=4242), ('<c r="D3" t="n"><v>4242</v>', f'<c r="D3"{typed}><f>{formula}</f><v>{value}</v>'))


_FORMULAS = [
    Case("a formula with its value", lambda: _computed("2+2", "4")),
    Case("a formula whose value is stale", lambda: _computed("D2-D4", "4"), (
        "Sheet 'S', cell D3: the formula gives 6 and the workbook still shows 4. Use a fresh computation: recalculate "
        "(F9) and save.",)),
    Case("a formula without a value", lambda: good(D3="=D2/3"), (
        "Sheet 'S', cell D3: the formula =D2/3 has no computed value. Open the workbook in a spreadsheet programme and "
        "save it, or type the figure.",), None),
    Case("a formula that gives an empty text", lambda: _computed('IF(D2&gt;1,"","")', "", "str"), (), {
        ("02", "1.2"): NONE}),
    Case("a formula that gives a text", lambda: _computed('"bốn"', "bốn", "str"), (_no_number("D3", "bốn"),), None),
    Case("a reference that is gone", lambda: _computed("#REF!*2", "#REF!", "e"), (
        "Sheet 'S', cell D3: the formula gives #REF!. Mend the formula or leave the cell empty.",), None),
    Case("a division by zero", lambda: _computed("D2/0", "#DIV/0!", "e"), (
        "Sheet 'S', cell D3: the formula gives #DIV/0!. Mend the formula or leave the cell empty.",), None),
    Case("an error that was pasted as a value", lambda: good(D3="#N/A"), (
        "Sheet 'S', cell D3: the formula gives #N/A. Mend the formula or leave the cell empty.",), None),
    Case("a formula over another workbook", lambda: _computed("[1]Data!B7", "4"), (
        "Sheet 'S', cell D3: the figure comes from another workbook (=[1]Data!B7) and was taken as last saved. Type "
        "the figure itself.",)),
]  # fmt: skip
CASES = [*_NUMBERS, *_FORMULAS]
