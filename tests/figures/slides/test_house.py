"""A house's template: what is refused, and that of an ordinary one the masters stay and the slides go."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from figures.slides import house
from figures.slides.house import BadTemplate
from tests.figures.slides.houses import changed, in_part, ordinary, same

LINK = '<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{to}" TargetMode="External"/></Relationships>'  # noqa: E501
MASTER = "slideMasters/_rels/slideMaster1.xml.rels"


def linked(kind: str) -> bytes:
    added = LINK.format(kind=kind, to="http://example.org/x").encode()
    return changed(in_part(MASTER, b"</Relationships>", added))


def bomb() -> bytes:
    return changed(same, {"ppt/media/zeros": bytes(house.MOST_UNPACKED + 1)})


def understated() -> bytes:
    """A member that is longer than it says."""
    content = bytearray(changed(same, {"ppt/media/long": b"x" * 5_000}))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        info = archive.getinfo("ppt/media/long")
    at = content.rindex(b"ppt/media/long") - 46 + 24
    assert int.from_bytes(content[at : at + 4], "little") == info.file_size
    content[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(content)


HOSTILE = {
    "an office file of old or with a password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted"),
    "no archive": (lambda: b"hello", "not_slides"),
    "nothing": (lambda: b"", "not_slides"),
    "half an archive": (lambda: ordinary()[: len(ordinary()) // 2], "not_slides"),
    "another kind of archive": (lambda: zipped("word/document.xml"), "not_slides"),
    "macros": (lambda: changed(same, {"ppt/vbaProject.bin": b"x"}), "macros"),
    "a document type": (lambda: changed(in_part("presentation.xml", b"<p:pres", b"<!DOCTYPE a><p:pres")), "declared"),
    "an entity in UTF-16": (
        lambda: changed(same, {"ppt/theme/theme9.xml": "<!ENTITY a 'b'>".encode("utf-16")}), "declared"
    ),
    "a picture from elsewhere": (lambda: linked("image"), "outside"),
    "an object in a master": (
        lambda: changed(in_part(MASTER, b"</Relationships>", b'<Relationship Id="rY" Target="../embeddings/o.bin"/></Relationships>')),  # noqa: E501
        "embedded",
    ),
    "a bomb": (bomb, "too_large"),
    "a member longer than it says": (understated, "not_slides"),
    "too many bytes": (lambda: bytes(house.MOST_MB * 2**20 + 1), "too_large"),
    "a broken master": (lambda: changed(in_part("slideMaster1.xml", b"<p:cSld>", b"<p:cSld")), "not_slides"),
}  # fmt: skip


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.fuzz
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason(name):
    made, code = HOSTILE[name]
    with pytest.raises(BadTemplate) as refused:
        house.opened(made())
    assert refused.value.code == code


def test_a_link_to_be_clicked_is_no_harm():
    assert house.opened(linked("hyperlink")).slide_masters


def test_masters_stay_slides_and_their_notes_go():
    deck = house.opened(ordinary())
    assert len(deck.slides) == 0 and [shape.name for shape in deck.slide_masters[0].shapes][-1] == "house band"
    buffer = io.BytesIO()
    deck.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        names = archive.namelist()
        assert not [name for name in names if name.startswith(("ppt/slides/", "ppt/notesSlides/"))]
        assert not any(b"SECRET" in archive.read(name) for name in names)
        assert "docProps/thumbnail.jpeg" not in names


def test_a_template_file_is_one_too():
    template = changed(
        in_part("[Content_Types].xml", b"presentationml.presentation.main", b"presentationml.template.main")
    )
    assert len(house.opened(template).slides) == 0


def test_properties_of_its_own_make_room_for_ours():
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
    link = f'<Relationship Id="rC" Type="{kind}" Target="docProps/custom.xml"/></Relationships>'.encode()
    added = in_part("_rels/.rels", b"</Relationships>", link)
    custom = changed(lambda name, body: added(name, body) if name == "_rels/.rels" else body,
                     {"docProps/custom.xml": b"<Properties/>"})  # fmt: skip
    assert "docProps/custom.xml" in zipfile.ZipFile(io.BytesIO(custom)).namelist()
    buffer = io.BytesIO()
    house.opened(custom).save(buffer)
    assert "docProps/custom.xml" not in zipfile.ZipFile(buffer).namelist()


@pytest.mark.fuzz
@settings(max_examples=60, deadline=None)
@given(some.integers(0, 10**9), some.integers(0, 255), some.integers(1, 40))
def test_a_damaged_template_is_opened_or_refused(place, byte, length):
    content = bytearray(ordinary())
    at = place % len(content)
    content[at : at + length] = bytes([byte]) * len(content[at : at + length])
    with contextlib.suppress(BadTemplate):  # nothing else comes out
        assert len(house.opened(bytes(content)).slides) == 0
