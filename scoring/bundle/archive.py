"""The archive itself: the same bytes on every machine when written, bounded when read, since anyone may send one."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

MANIFEST, SIGNATURE, FRAMEWORK = "manifest.json", "manifest.sig", "framework.toml"
BLOCKS, UNITS, VALUES, SCORES = "blocks.csv", "units.csv", "values.csv", "scores.csv"
NOTES, REMARKS, SELF_REPORTED, NOTICES = "notes.csv", "remarks.csv", "self_reported.csv", "notices.json"
_MB = 2**20
# Member → the most bytes it may have.
LIMITS = {
    MANIFEST: _MB,
    SIGNATURE: 1024,
    FRAMEWORK: 4 * _MB,
    BLOCKS: _MB,
    UNITS: 8 * _MB,
    VALUES: 64 * _MB,
    SCORES: 128 * _MB,
    NOTES: 32 * _MB,
    REMARKS: 64 * _MB,
    SELF_REPORTED: 32 * _MB,
    NOTICES: 4 * _MB,
}
_WORKBOOK = re.compile(r"workbooks/[1-9][0-9]{0,2}(\.[a-z]{1,5})?")
MOST_ENTRIES, MOST_WORKBOOK, MOST_BYTES = 120, 50 * _MB, 512 * _MB
_ALWAYS = (MANIFEST, FRAMEWORK, BLOCKS, UNITS, VALUES, SCORES)


class DamagedBundle(ValueError):
    """A file that is no bundle, or no longer a whole one; `code` and `words` let a page say it."""

    TEMPLATES = {
        "archive": "The archive is damaged: {fault}.",
        "begins_late": "The archive is damaged: it does not begin where it should.",
        "too_large": "The file is larger than {most} MB.",
        "member_missing": "The archive is no whole bundle: {names} is missing.",
        "too_many": "The archive has more than {most} members.",
        "twice": "The archive has {name} twice.",
        "stranger": "The archive has a member that belongs in no bundle: {name}.",
        "member_large": "{name} is larger than {most} MB.",
        "all_large": "The members are larger than {most} MB together.",
        "manifest": "manifest.json is not the manifest of a bundle.",
        "limits": "The file needs more memory or time than a check may take.",
    }

    def __init__(self, code: str, **words: Any):
        super().__init__(self.TEMPLATES[code].format(**words))
        self.code, self.words = code, words


def pack(members: Mapping[str, bytes]) -> bytes:
    """The members as an archive. They are stored as they are: compressors differ from one machine to the next."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, members[name])
    return buffer.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """The members of a bundle. Raises DamagedBundle saying what is wrong with the archive."""
    if len(content) > MOST_BYTES:
        raise DamagedBundle("too_large", most=MOST_BYTES // _MB)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _look(entries)
            found = {entry.filename: archive.read(entry) for entry in entries}
    except DamagedBundle:
        raise
    except MemoryError:
        raise DamagedBundle("limits") from None
    except Exception as fault:  # whatever zipfile and its decompressors raise on the bytes of a stranger
        raise DamagedBundle("archive", fault=str(fault).rstrip(".")) from None
    if absent := [name for name in _ALWAYS if name not in found]:
        raise DamagedBundle("member_missing", names=", ".join(absent))
    return found


def _look(entries: list[zipfile.ZipInfo]) -> None:
    """Names, number and stated sizes, before anything is unpacked."""
    if entries and min(entry.header_offset for entry in entries) != 0:
        # The end is missing, and what looks like one is that of a workbook inside.
        raise DamagedBundle("begins_late")
    if len(entries) > MOST_ENTRIES:
        raise DamagedBundle("too_many", most=MOST_ENTRIES)
    names = [entry.filename for entry in entries]
    if twice := {name for name in names if names.count(name) > 1}:
        raise DamagedBundle("twice", name=min(twice))
    for entry in entries:
        most = MOST_WORKBOOK if _WORKBOOK.fullmatch(entry.filename) else LIMITS.get(entry.filename)
        if most is None:
            raise DamagedBundle("stranger", name=repr(entry.filename[:80]))
        if entry.file_size > most:
            raise DamagedBundle("member_large", name=entry.filename, most=most // _MB or 1)
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise DamagedBundle("all_large", most=MOST_BYTES // _MB)
