"""A house's own template: a stranger's file until it is checked; its masters are kept, its slides are not."""

import io
import re
import zipfile

from pptx import Presentation
from pptx.presentation import Presentation as Deck

MOST_MB, MOST_UNPACKED, MOST_MEMBERS, MOST_XML = 20, 120 * 2**20, 1_500, 30 * 2**20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_OUTSIDE = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
_HYPERLINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']")
_RUNS = re.compile(r"vbaproject|activex|embeddings/|\.bin$", re.IGNORECASE)
_TYPES = "[Content_Types].xml"
_POTX, _PPTX = (f"presentationml.{kind}.main+xml".encode() for kind in ("template", "presentation"))
_CHUNK = 2**20
_DROPPED = ("custom-properties", "thumbnail")  # of the file, not of the deck


class BadTemplate(ValueError):
    """A file that is no template of slides or not a safe one; `code` says why, as `slides.bad_<code>` tells it."""

    def __init__(self, code: str):
        super().__init__(f"The template cannot be used ({code}).")
        self.code = code


def opened(content: bytes) -> Deck:
    """The template with its masters and layouts and no slides. Raises BadTemplate."""
    check(content)
    try:
        deck: Deck = Presentation(io.BytesIO(_as_slides(content)))
        _empty(deck)
        if not any(master.slide_layouts for master in deck.slide_masters):
            raise BadTemplate("no_layout")
    except BadTemplate:
        raise
    except MemoryError:
        raise
    except Exception as fault:  # whatever the reader raises on the parts of a stranger
        raise BadTemplate("not_slides") from fault
    return deck


def check(content: bytes) -> None:
    """Look at the archive before anything of it is understood. Raises BadTemplate."""
    if len(content) > MOST_MB * 2**20:
        raise BadTemplate("too_large")
    if content.startswith(_OLE):
        raise BadTemplate("encrypted")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _look(archive)
    except (BadTemplate, MemoryError):
        raise
    except Exception as fault:  # whatever an archive raises that is damaged or lies about its sizes
        raise BadTemplate("not_slides") from fault


def _look(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_MEMBERS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise BadTemplate("too_large")
    if "ppt/presentation.xml" not in names or len(set(names)) < len(names):
        raise BadTemplate("not_slides")
    if any(entry.flag_bits & 1 for entry in entries):
        raise BadTemplate("encrypted")
    if any("vbaproject" in name.lower() for name in names):
        raise BadTemplate("macros")
    read = 0
    for entry in entries:
        body = _read(archive, entry)
        read += len(body)
        if read > MOST_UNPACKED:
            raise BadTemplate("too_large")
        if entry.filename.endswith((".xml", ".rels")):
            _text(entry.filename, body)


def _text(name: str, body: bytes) -> None:
    """Of a part of text: how large, that nothing is declared in it, that nothing is fetched from outside."""
    if len(body) > MOST_XML:
        raise BadTemplate("too_large")
    plain = body.replace(b"\0", b"")  # as UTF-16 writes it
    if _DECLARED.search(plain):
        raise BadTemplate("declared")
    if name.endswith(".rels"):
        if any(not _HYPERLINK.search(link) for link in _OUTSIDE.findall(plain)):
            raise BadTemplate("outside")
        if re.match(r"ppt/slide(?:Masters|Layouts)/_rels/", name) and _RUNS.search(plain.decode("utf-8", "replace")):
            raise BadTemplate("embedded")


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A member, as far as it declared to go."""
    found = bytearray()
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            found += chunk
            if len(found) > entry.file_size:
                raise BadTemplate("not_slides")
    return bytes(found)


def _as_slides(content: bytes) -> bytes:
    """A .potx as the .pptx that it is but for its declared type."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        if _POTX not in old.read(_TYPES):
            return content
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                body = old.read(info)
                new.writestr(info, body.replace(_POTX, _PPTX) if info.filename == _TYPES else body)
    return buffer.getvalue()


def _empty(deck: Deck) -> None:
    """Take out the slides, what lists them, and properties of the file that are another's."""
    slides = deck.slides._sldIdLst
    for each in list(slides):
        deck.part.drop_rel(each.rId)
        slides.remove(each)
    root = deck.part._element
    for tag in ("custShowLst", "extLst"):  # both name slides that are gone
        for found in root.findall(f"{{http://schemas.openxmlformats.org/presentationml/2006/main}}{tag}"):
            root.remove(found)
    package = deck.part.package
    for key, link in list(package._rels.items()):
        if link.reltype.rsplit("/", 1)[1] in _DROPPED:
            package._rels.pop(key)
