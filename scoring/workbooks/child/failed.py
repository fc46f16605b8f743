"""Cells whose formula failed, in the formats other than .xlsx: the reader gives them as empty, and a failed figure is
not a missing one."""

import io
import struct
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator

from .formulas import Formula
from .look import OLE

# Codes of errors in .xls and .xlsb.
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
# Records of .xls [MS-XLS] and of .xlsb [MS-XLSB].
_XLS_SHEET, _XLS_END, _XLS_FORMULA, _XLS_VALUE = 0x85, 0x0A, 0x06, 0x205
_XLSB_ROW, _XLSB_VALUE, _XLSB_FORMULA, _XLSB_SHORT = 0, 3, 11, range(12, 19)
_LAST_SECTORS = 0xFFFFFFF0
_XLSB = "xl/workbook.bin"
Records = Iterator[tuple[int, bytes]]


def failed(content: bytes) -> list[list[Formula]]:
    """The failed cells of every sheet, in the order of the sheets; none of an .xlsx, nor of a file that is built in a
    way unknown here. Raises ValueError where cells are written in a form that the reader passes over."""
    try:
        if content.startswith(OLE):
            return [list(_of_xls(records)) for records in _xls_sheets(_stream(content))]
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if "content.xml" in names:
                return _of_ods(archive) if b'"error"' in archive.read("content.xml") else []
            return [list(_of_xlsb(archive.read(part))) for part in _xlsb_parts(archive)] if _XLSB in names else []
    except (struct.error, IndexError, KeyError, ET.ParseError):
        return []


def _cell(row: int, column: int, code: int) -> Formula:
    return Formula(row, column, "", "e", _ERRORS.get(code, "#N/A").encode())


def _of_ods(archive: zipfile.ZipFile) -> list[list[Formula]]:
    sheets: list[list[Formula]] = []
    row = column = 0
    with archive.open("content.xml") as source:
        for event, element in ET.iterparse(source, ("start", "end")):
            kind = element.tag.rpartition("}")[2]
            if event == "start" and kind == "table":
                sheets.append([])
                row = 0
            elif event == "start" and kind == "table-row":
                column = 0
            elif event == "end" and kind in ("table-cell", "covered-table-cell"):
                said = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
                if any(name.endswith("}value-type") and value == "error" for name, value in element.items()):
                    shown = "".join(element.itertext()).strip()
                    sheets[-1].append(Formula(row, column, "", "e", shown.encode() or b"#N/A"))
                column += int(said.get("number-columns-repeated", 1))
            elif event == "end" and kind == "table-row":
                row += next((int(v) for name, v in element.items() if name.endswith("}number-rows-repeated")), 1)
                element.clear()
    return sheets


def _xlsb_parts(archive: zipfile.ZipFile) -> list[str]:
    """The sheets' parts in the order of the workbook."""
    links = {
        link.get("Id"): link.get("Target", "") for link in ET.fromstring(archive.read("xl/_rels/workbook.bin.rels"))
    }
    found = []
    for kind, data in _xlsb_records(archive.read(_XLSB)):
        if kind == 156:  # BrtBundleSh: state, id, then the relation's name with its length in front
            length = struct.unpack_from("<I", data, 8)[0]
            target = links.get(data[12 : 12 + 2 * length].decode("utf-16-le"), "")
            found.append(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
    return [part for part in found if part in archive.namelist()]


def _xlsb_records(data: bytes) -> Records:
    """(type, content): both numbers come seven bits a byte, the type in at most two, the length in at most four."""
    at = 0
    while at < len(data):
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while True:
            byte = data[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, data[at : at + length]
        at += length


def _of_xlsb(data: bytes) -> Iterator[Formula]:
    row = 0
    for kind, record in _xlsb_records(data):
        if kind == _XLSB_ROW:
            row = struct.unpack_from("<I", record)[0]
        elif kind in (_XLSB_VALUE, _XLSB_FORMULA):
            yield _cell(row, struct.unpack_from("<I", record)[0], record[8])
        elif kind in _XLSB_SHORT:
            raise ValueError("short cell records")


def _stream(content: bytes) -> bytes:
    """The stream "Workbook" of a compound file [MS-CFB]; empty where there is none."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    directory, cutoff, small = (struct.unpack_from("<I", content, at)[0] for at in (48, 56, 60))
    lists = [n for n in struct.unpack_from("<109I", content, 76) if n < _LAST_SECTORS]
    more, per = struct.unpack_from("<I", content, 68)[0], size // 4
    for _ in range(len(content) // size):  # there are no more of them: a circle is cut
        if more >= _LAST_SECTORS:
            break
        *listed, more = struct.unpack_from(f"<{per}I", content, (more + 1) * size)
        lists += [n for n in listed if n < _LAST_SECTORS]
    after = [n for sector in lists for n in struct.unpack_from(f"<{per}I", content, (sector + 1) * size)]
    entries = _chain(content[size:], size, after, directory)
    root = struct.unpack_from("<I", entries, 116)[0]
    for at in range(0, len(entries) - 127, 128):
        name = entries[at : at + 64].decode("utf-16-le", "replace").split("\0")[0]
        first, length = struct.unpack_from("<II", entries, at + 116)
        if name in ("Workbook", "Book"):
            if length >= cutoff:
                return _chain(content[size:], size, after, first)[:length]
            # What is small lies in sectors of 64 bytes within the root's stream.
            table = _chain(content[size:], size, after, small)
            after_small = list(struct.unpack(f"<{len(table) // 4}I", table))
            return _chain(_chain(content[size:], size, after, root), 64, after_small, first)[:length]
    return b""


def _chain(sectors: bytes, size: int, after: list[int], sector: int) -> bytes:
    """The sectors from one on, as the table says which comes after which; a circle is cut."""
    parts: list[bytes] = []
    while sector < len(after) and len(parts) <= len(after):
        parts.append(sectors[sector * size : (sector + 1) * size])
        sector = after[sector]
    return b"".join(parts)


def _xls_records(data: bytes, at: int) -> Records:
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        yield kind, data[at + 4 : at + 4 + length]
        if kind == _XLS_END:
            return
        at += 4 + length


def _xls_sheets(data: bytes) -> list[Records]:
    return [
        _xls_records(data, struct.unpack_from("<I", record)[0])
        for kind, record in _xls_records(data, 0)
        if kind == _XLS_SHEET
    ]


def _of_xls(records: Records) -> Iterator[Formula]:
    for kind, record in records:
        if kind == _XLS_VALUE and record[7:8] == b"\1":
            row, column = struct.unpack_from("<HH", record)
            yield _cell(row, column, record[6])
        elif kind == _XLS_FORMULA and record[12:14] == b"\xff\xff" and record[6:7] == b"\2":
            row, column = struct.unpack_from("<HH", record)
            yield _cell(row, column, record[8])
