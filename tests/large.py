"""A block of many units, its framework and its workbook: data like any other, only more of it."""

import zipfile
from pathlib import Path

import numpy as np

_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="xl/workbook.xml"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="worksheets/sheet1.xml"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="2024" sheetId="1" r:id="r1"/></sheets></workbook>',
}
_NAMES = '{{ vi = "{0}", en = "{0}", es = "{0}" }}'


def make(folder: Path, units: int, indicators: int) -> Path:
    """Write blocks.csv, units.csv, frameworks/many.toml and many.xlsx into `folder`; the path of the workbook."""
    (folder / "frameworks").mkdir(parents=True)
    (folder / "blocks.csv").write_text(
        "id,name_vi,name_en,name_es,divisions,territory\nmany,Nhiều đơn vị,Many units,Muchas unidades,,no\n", "utf-8"
    )
    header = (Path(__file__).parent.parent / "data" / "units.csv").read_text("utf-8").partition("\n")[0].split(",")
    rows = [header]
    for number in range(units):
        known = {"block": "many", "code": f"u{number:05d}", **{f"name_{lang}": f"Xã {number}" for lang in LANGUAGES}}
        rows.append([known.get(column, "") for column in header])
    (folder / "units.csv").write_text("\n".join(",".join(row) for row in rows) + "\n", "utf-8")
    (folder / "frameworks" / "many.toml").write_text(framework(indicators), "utf-8")
    workbook(folder / "many.xlsx", units, indicators)
    return folder / "many.xlsx"


LANGUAGES = ("vi", "en", "es")


def framework(indicators: int) -> str:
    """Ten groups of indicators in percent, one point each."""
    head = 'id = "many"\nblock = "many"\nkind = "illustrative"\ndecision = ""\nyears = [2024]\nsources = []\n'
    nodes = ['[[nodes]]\ncode = "dti"\nnames = ' + _NAMES.format("DTI")]
    for group in range(10):
        nodes.append(f'[[nodes]]\ncode = "g{group}"\nparent = "dti"\nnames = {_NAMES.format(f"Nhóm {group}")}')
    for number in range(indicators):
        names = _NAMES.format(f"Chỉ số {number}")
        rule = 'points = 1\nrule = { kind = "share", scale = 100 }'
        nodes.append(f'[[nodes]]\ncode = "i{number}"\nparent = "g{number % 10}"\nnames = {names}\n{rule}')
    # A parent stands before its children.
    return head + f"names = {_NAMES.format('Nhiều đơn vị')}\n" + "\n".join(nodes) + "\n"


def workbook(path: Path, units: int, indicators: int) -> None:
    """One row a unit, figures 0.00 to 100.00, as a spreadsheet programme would write them."""
    figures = np.random.default_rng(7).integers(0, 10_001, (units, indicators)) / 100
    letters = [_letters(column) for column in range(1, indicators + 1)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            heads = [_text(f"{letter}1", f"i{n}") for n, letter in enumerate(letters)]
            part.write(f'<row r="1">{_text("A1", "Đơn vị")}{"".join(heads)}</row>'.encode())
            for line, row in enumerate(figures.tolist(), 2):
                cells = [f'<c r="{letter}{line}"><v>{x}</v></c>' for letter, x in zip(letters, row, strict=True)]
                part.write(f'<row r="{line}">{_text(f"A{line}", f"u{line - 2:05d}")}{"".join(cells)}</row>'.encode())
            part.write(b"</sheetData></worksheet>")


def _text(cell: str, text: str) -> str:
    return f'<c r="{cell}" t="inlineStr"><is><t>{text}</t></is></c>'


def _letters(column: int) -> str:
    return chr(65 + column) if column < 26 else chr(64 + column // 26) + chr(65 + column % 26)
