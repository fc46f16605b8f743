"""The archive: the same bytes everywhere, and limits against what strangers send."""

import io
import zipfile

import pytest

from scoring.bundle import archive
from scoring.bundle.archive import DamagedBundle, pack, unpack

WHOLE = dict.fromkeys(("manifest.json", "framework.toml", "blocks.csv", "units.csv", "values.csv", "scores.csv"), b"x")


def zipped(members, compression=zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as out:
        for name, content in members:
            out.writestr(name, content)
    return buffer.getvalue()


def test_the_bytes_depend_on_the_members_alone():
    assert pack(WHOLE) == pack(dict(reversed(WHOLE.items())))
    # The same archive laid out by hand: one entry is 30 bytes of header, its name and its content, stored.
    one = pack({"a": b"xyz"})
    assert one[:4] == b"PK\x03\x04" and one[8:10] == b"\0\0" and one[10:14] == b"\0\0\x21\0" and one[30:34] == b"axyz"


def test_what_was_packed_comes_out():
    assert unpack(pack(WHOLE)) == WHOLE and unpack(zipped(WHOLE.items())) == WHOLE


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The archive is damaged: File is not a zip file."),
        (b"PK\x03\x04" + b"x" * 40, "The archive is damaged: File is not a zip file."),
        (zipped([("a", b"x")]), "The archive has a member that belongs in no bundle: 'a'."),
        (zipped([("../../etc/x", b"x")]), "The archive has a member that belongs in no bundle: '../../etc/x'."),
        (zipped([("workbooks/0.xlsx", b"x")]), "The archive has a member that belongs in no bundle"),
        (zipped([("workbooks/1.xlsx/y", b"x")]), "The archive has a member that belongs in no bundle"),
        (zipped([("values.csv", b"x"), ("values.csv", b"y")]), "The archive has values.csv twice."),
        (zipped([(f"workbooks/{n}.csv", b"") for n in range(1, 122)]), "The archive has more than 120 members."),
        (zipped([("manifest.json", b" " * (2**20 + 1))]), "manifest.json is larger than 1 MB."),
        (zipped([("manifest.sig", b" " * 2000)]), "manifest.sig is larger than 1 MB."),
        (zipped([("values.csv", b" " * (65 * 2**20))]), "values.csv is larger than 64 MB."),
        (zipped(list(WHOLE.items())[1:]), "The archive is no whole bundle: manifest.json is missing."),
    ],
    ids=range(12),
)
def test_what_is_no_bundle_is_refused(content, message):
    with pytest.raises(DamagedBundle) as refused:
        unpack(content)
    assert str(refused.value).startswith(message)


def test_a_bomb_is_refused_by_what_it_says_and_by_what_it_is():
    bomb = zipped([(f"workbooks/{n}.xlsx", b"\0" * 50 * 2**20) for n in range(1, 12)])
    assert len(bomb) < 2**20
    with pytest.raises(DamagedBundle, match="The members are larger than 512 MB together."):
        unpack(bomb)
    # One that understates its size gives no more than it states, and then fails its checksum.
    small = bytearray(zipped([*WHOLE.items(), ("notes.csv", b"\0" * 1000)]))
    small = small.replace((1000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(DamagedBundle, match="The archive is damaged: "):
        unpack(bytes(small))


def test_a_file_that_is_too_large_is_not_even_opened(monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 10)
    with pytest.raises(DamagedBundle, match="The file is larger than 0 MB."):
        unpack(pack(WHOLE))


def test_a_member_behind_a_password_or_an_unknown_method_is_damage():
    content = bytearray(zipped(WHOLE.items(), zipfile.ZIP_STORED))
    entry = b"PK\x01\x02\x14\x03\x14\x00"  # of the directory; flags and method follow
    locked = content.replace(entry + b"\x00\x00\x00\x00", entry + b"\x01\x00\x00\x00")
    strange = content.replace(entry + b"\x00\x00\x00\x00", entry + b"\x00\x00\x63\x00")
    assert content not in (locked, strange)
    for spoilt in (locked, strange):
        with pytest.raises(DamagedBundle, match="The archive is damaged: "):
            unpack(bytes(spoilt))
