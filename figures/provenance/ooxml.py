"""Marks in XLSX and PPTX: custom document properties (File → Info → Properties), and a sum over all members."""

import hashlib
import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from figures.provenance.slots import EMPTY, NAME, Signed
from figures.provenance.slots import signed as slot_of

CUSTOM, TYPES, LINKS = "docProps/custom.xml", "[Content_Types].xml", "_rels/.rels"
_PART = 240  # letters; programs show and keep 255 of a property
_MOST_MEMBERS, _MOST_BYTES, _MOST_PROPERTIES = 5_000, 300 * 2**20, 2**20
_CLASS = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPE = (
    f'<Override PartName="/{CUSTOM}" '
    'ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>'
)
_LINK = f'<Relationship Id="rIdDtiMark" Type="{_OFFICE}/relationships/custom-properties" Target="{CUSTOM}"/>'
_PROPERTY = re.compile(r'name="dti-mark-(\d{1,4})"><vt:lpwstr>(.*?)</vt:lpwstr>', re.DOTALL)
_AT = (1980, 1, 1, 0, 0, 0)


class Damaged(ValueError):
    """Bytes that are no whole archive, or one larger than any document of ours."""


def into(content: bytes, mark: str, about: dict[str, str]) -> bytes:
    """The document with the mark, the empty field and `about` (name → text for people) among its properties."""
    parts = [mark[at : at + _PART] for at in range(0, len(mark), _PART)]
    said = {**about, **{f"dti-mark-{n}": part for n, part in enumerate(parts, start=1)}, NAME: EMPTY}
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        if CUSTOM in old.namelist():
            raise ValueError("The document has properties of its own already; stamp it before adding any.")
        for info in old.infolist():
            body = old.read(info)
            if info.filename == TYPES:
                body = body.replace(b"</Types>", f"{_TYPE}</Types>".encode())
            elif info.filename == LINKS:
                body = body.replace(b"</Relationships>", f"{_LINK}</Relationships>".encode())
            new.writestr(info, body)
        new.writestr(zipfile.ZipInfo(CUSTOM, _AT), _properties(said), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _properties(said: dict[str, str]) -> str:
    each = "".join(
        f'<property fmtid="{_CLASS}" pid="{number}" name="{name}"><vt:lpwstr>{html.escape(text)}</vt:lpwstr></property>'
        for number, (name, text) in enumerate(said.items(), start=2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">{each}</Properties>'
    )


def mark_in(content: bytes) -> str | None:
    with _opened(content) as archive:
        found = _PROPERTY.findall(_custom(archive).decode("utf-8", "replace"))
    parts = {int(number): html.unescape(text) for number, text in found}
    return "".join(parts[number] for number in sorted(parts)) or None


def signed(content: bytes) -> Signed | None:
    """The field, and the SHA-256 of a line for each member, by name: name, tab, SHA-256 of it unpacked."""
    with _opened(content) as archive:
        said = slot_of(_custom(archive))
        if said is None:
            return None
        sums = {info.filename: _sum(archive, info) for info in archive.infolist()}
    sums[CUSTOM] = said.digest
    lines = "".join(f"{name}\t{sums[name]}\n" for name in sorted(sums))
    return said._replace(digest=hashlib.sha256(lines.encode()).hexdigest())


def filled(content: bytes, field: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            body = old.read(info)
            new.writestr(info, body.replace(EMPTY.encode(), field.encode()) if info.filename == CUSTOM else body)
    return buffer.getvalue()


def kind_of(content: bytes) -> str | None:
    """xlsx or pptx, by what the archive holds; None where it is another one."""
    with _opened(content) as archive:
        names = archive.namelist()
    folders = {"xl/": "xlsx", "ppt/": "pptx"}
    return next((kind for folder, kind in folders.items() if any(name.startswith(folder) for name in names)), None)


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as fault:
        raise Damaged("no archive") from fault
    infos = archive.infolist()
    names = [info.filename for info in infos]
    if len(infos) > _MOST_MEMBERS or sum(info.file_size for info in infos) > _MOST_BYTES:
        raise Damaged("it is larger than any document of ours")
    if len(set(names)) < len(names):
        raise Damaged("it has two members of one name")
    return archive


def _custom(archive: zipfile.ZipFile) -> bytes:
    try:
        info = archive.getinfo(CUSTOM)
    except KeyError:
        return b""
    body = b""
    for part in _read(archive, info):
        body += part
        if len(body) > _MOST_PROPERTIES:
            raise Damaged("its properties are longer than any of ours")
    return body


def _sum(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    digest = hashlib.sha256()
    for part in _read(archive, info):
        digest.update(part)
    return digest.hexdigest()


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked bytes in pieces: never more of them than the archive declares, of which all together are bounded."""
    try:
        with archive.open(info) as member:
            while part := member.read(1 << 16):
                yield part
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as fault:
        raise Damaged(f"its member {info.filename[:80]} cannot be unpacked") from fault
