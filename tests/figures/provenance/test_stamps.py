"""What is stamped is read again as it was, by other programs too, and whatever is changed afterwards is noticed."""

import io
import random
import struct
import zipfile
from dataclasses import replace

import openpyxl
import pandas as pd
import pptx
import pytest
from lxml import etree
from PIL import Image, PngImagePlugin
from pypdf import PdfReader

from figures.provenance import ooxml, slots, stamps
from figures.provenance.stamps import KINDS, Found, holds, read, sniffed, stamp
from tests.figures.provenance.files import (
    KEY,
    OTHERS,
    OTHERS_PUBLIC,
    PUBLIC,
    SIGNER,
    files,
    picture,
    png,
    signer,
)
from tests.figures.provenance.test_mark import MARK

# Signs that mean something to XML, JSON and spreadsheets.
AWKWARD = replace(MARK, options={"title": 'Huế & <b>"Đà Nẵng"</b> </script> \\ \n # ]]> 😀'})


def stamped(kind: str, mark=MARK, sign=SIGNER) -> bytes:
    return stamp(files()[kind], kind, mark, sign)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mark", [MARK, AWKWARD], ids=["plain", "awkward"])
def test_a_stamp_is_read_again_and_holds(kind, mark):
    content = stamped(kind, mark)
    found = read(content, kind)
    assert (found.mark, found.key, len(found.digest)) == (mark, SIGNER.key, 64)
    assert sniffed(content) == kind
    assert holds(found, [OTHERS_PUBLIC, PUBLIC])
    assert not holds(found, [OTHERS_PUBLIC]) and not holds(found, [])


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_as_it_was_before_says_nothing(kind):
    assert read(files()[kind], kind) == Found(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_key_the_mark_is_there_and_nobody_signed(kind):
    found = read(stamped(kind, sign=None), kind)
    assert (found.mark, found.signature, found.key) == (MARK, b"", "")
    assert not holds(found, [PUBLIC])


@pytest.mark.parametrize("kind", ["png", "svg", "pdf", "html", "csv"])
def test_any_changed_byte_is_noticed(kind):
    content = stamped(kind)
    drawn = random.Random(kind)
    places = drawn.sample(range(len(content)), min(200, len(content)))
    for place in places:
        changed = content[:place] + bytes([content[place] ^ 1 << drawn.randrange(8)]) + content[place + 1 :]
        assert not holds(read(changed, kind), [PUBLIC]), place
    assert not holds(read(content + b"\n", kind), [PUBLIC])
    assert not holds(read(content[:-1], kind), [PUBLIC])


@pytest.mark.parametrize("kind", ["xlsx", "pptx"])
def test_any_changed_member_is_noticed(kind):
    content = stamped(kind)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert holds(read(_zip(members), kind), [PUBLIC])  # packed anew, no word of it changed
    for name, body in members.items():
        others = {**members, name: body[:-1] + b" "}
        assert not holds(read(_zip(others), kind), [PUBLIC]), name
        assert not holds(read(_zip({key: members[key] for key in members if key != name}), kind), [PUBLIC]), name
    assert not holds(read(_zip({**members, "new.xml": b""}), kind), [PUBLIC])


def _zip(members: dict[str, bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", how) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return buffer.getvalue()


def test_a_pixel_changed_by_a_program_that_keeps_the_texts_is_noticed():
    content = stamped("png")
    with Image.open(io.BytesIO(content)) as opened:
        opened.load()
        texts = PngImagePlugin.PngInfo()
        for name, text in opened.text.items():
            texts.add_itxt(name, text)
        opened.putpixel((0, 0), (254, 255, 255))
        changed = png(opened, pnginfo=texts)
    found = read(changed, "png")
    assert found.mark == MARK and found.key == SIGNER.key and not holds(found, [PUBLIC])


@pytest.mark.parametrize("kind", ["png", "svg", "html", "csv"])
def test_a_signature_does_not_hold_for_another_file(kind):
    """The mark and field of a genuine file put upon one that says something else."""
    forged = stamp(_other(kind), kind, MARK, signer_of(read(stamped(kind), kind)))
    found = read(forged, kind)
    assert (found.mark, found.key) == (MARK, SIGNER.key) and not holds(found, [PUBLIC])


def _other(kind: str) -> bytes:
    return png(picture((30, 30, 200))) if kind == "png" else files()[kind].replace(b"81", b"91")


def signer_of(found: Found):
    return replace(SIGNER, sign=lambda _: found.signature)


def test_a_mark_changed_by_hand_is_noticed():
    content = stamped("svg").replace(b'"state":"published"', b'"state":"withdrawn"')
    assert read(content, "svg").mark.state == "withdrawn" and not holds(read(content, "svg"), [PUBLIC])


def test_a_second_field_makes_a_file_nobody_s():
    content = stamped("csv") + f"# {slots.NAME}: {slots.EMPTY}\n".encode()
    assert read(content, "csv") == Found("csv")


def test_what_somebody_else_signed_does_not_hold():
    found = read(stamp(files()["png"], "png", MARK, OTHERS), "png")
    assert holds(found, [OTHERS_PUBLIC]) and not holds(found, [PUBLIC])
    pretends = read(stamp(files()["png"], "png", MARK, replace(OTHERS, key=signer(KEY).key)), "png")
    assert not holds(pretends, [PUBLIC]) and not holds(pretends, [OTHERS_PUBLIC])


def test_other_programs_read_the_stamped_files_as_before():
    with Image.open(io.BytesIO(stamped("png"))) as opened:
        assert opened.tobytes() == picture().tobytes()
        assert opened.text["dti-mark"].startswith("{")
    drawing = etree.fromstring(stamped("svg", AWKWARD))
    assert [child.tag.rpartition("}")[2] for child in drawing] == ["metadata", "text"]
    assert openpyxl.load_workbook(io.BytesIO(stamped("xlsx"))).active["B1"].value == 81.5
    said = openpyxl.load_workbook(io.BytesIO(stamped("xlsx"))).custom_doc_props
    assert said["dti-release"].value == "r1 r2" and said["dti-state"].value == "published"
    (slide,) = pptx.Presentation(io.BytesIO(stamped("pptx"))).slides
    assert slide.shapes.title.text == "Huế 81.5"
    table = pd.read_csv(io.BytesIO(stamped("csv")), comment="#")
    assert table.to_dict("list") == {"unit": ["Huế"], "score": [81.5]}
    reader = PdfReader(io.BytesIO(stamped("pdf")), strict=True)
    assert "Hue 81.5" in reader.pages[0].get_contents().get_data().decode()
    packet = reader.root_object["/Metadata"].get_object().get_data()
    assert etree.fromstring(packet).tag == "{adobe:ns:meta/}xmpmeta"
    assert stamped("pdf").startswith(files()["pdf"])


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 2**32 - 1) + b"iTXt",
        files()["png"][:-12], files()["png"][:40] + b"!" + files()["png"][41:],
    ],
)  # fmt: skip
def test_a_damaged_picture_says_nothing(content):
    assert read(content, "png") == Found("png")


def _bomb() -> bytes:
    with zipfile.ZipFile(io.BytesIO(stamped("xlsx"))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return _zip({**members, "xl/media/a.png": bytes(ooxml._MOST_BYTES + 1)}, zipfile.ZIP_DEFLATED)


def _lies() -> bytes:
    """An archive that declares one byte for a member of a million."""
    content = _zip({"xl/a.xml": b"<a/>", ooxml.CUSTOM: b"x" * 1_000_000}, zipfile.ZIP_DEFLATED)
    return content.replace(struct.pack("<I", 1_000_000), struct.pack("<I", 1))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(_bomb, id="bomb"),
        pytest.param(_lies, id="lying length"),
        pytest.param(lambda: stamped("xlsx")[:-30], id="cut"),
        pytest.param(lambda: _zip({f"xl/{n}.xml": b"" for n in range(ooxml._MOST_MEMBERS + 1)}), id="many members"),
        pytest.param(lambda: _zip({"xl/a": b"", ooxml.CUSTOM: b"<" * (ooxml._MOST_PROPERTIES + 1)}), id="long"),
    ],
)
def test_a_hostile_archive_says_nothing(content):
    assert read(content(), "xlsx") == Found("xlsx")


def test_a_mark_nested_without_end_says_nothing():
    deep = "[" * 100_000
    content = files()["csv"] + f"# dti-mark: {deep}\n# {slots.NAME}: {slots.EMPTY}\n".encode()
    assert read(content, "csv") == Found("csv")


@pytest.mark.parametrize("content", [b"\0\1\2", b"PK\x03\x04", b"\xff\xd8\xff\xe0" + b"\0" * 20, _zip({"a.txt": b""})])
def test_other_kinds_of_file_are_not_taken_for_ours(content):
    assert sniffed(content) is None


def test_what_is_signed_is_written_down_in_the_manual():
    """The example of docs/provenance.md, worked out by hand: the message is plain canonical JSON."""
    said = stamps.message(replace(MARK, options={}), "png", "ab" * 32).decode()
    assert said.startswith('{"format":1,"kind":"png","mark":{"address":"http://127.0.0.1:8501/verify","code":"')
    assert said.endswith(f'"state":"published","template":"ranking"}},"sha256":"{"ab" * 32}"}}')


def test_a_file_of_another_kind_is_not_stamped():
    with pytest.raises(ValueError, match="no SVG"):
        stamp(b"<p>", "svg", MARK, SIGNER)
    with pytest.raises(ValueError, match="no head"):
        stamp(b"<p>", "html", MARK, SIGNER)
