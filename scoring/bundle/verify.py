"""A bundle checked by one who has nothing else: sums, signature, then everything worked out again."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from scoring.bundle import archive, signing, tables
from scoring.bundle.compare import Difference, cells, of_cells, of_values
from scoring.engine.errors import ScoringError
from scoring.engine.score import score
from scoring.framework_files import FrameworkError, parse_framework
from scoring.frameworks import Framework
from scoring.workbooks.read import read_files


@dataclass(frozen=True)
class Verdict:
    """What a bundle is worth: every difference, none where it is identical.

    release: what the manifest says of it; key: the id of the key that signed it; is_trusted: whether that is a key
    that the caller gave; has_workbooks: false where the uploaded files are no longer kept, so that the figures are
    taken as they are.
    """

    differences: tuple[Difference, ...]
    release: dict[str, Any]
    key: str
    is_trusted: bool
    has_workbooks: bool

    @property
    def identical(self) -> bool:
        return not self.differences


def verify(content: bytes, keys: Sequence[bytes] | None = None) -> Verdict:
    """Check a bundle and work its release out again: figures and ranks equal, scores and coverage within 1e-12.

    `keys` are the public keys that the caller trusts; without any, the signature is checked against the key that the
    bundle itself names. Raises DamagedBundle.
    """
    members = archive.unpack(content)
    manifest = _manifest(members[archive.MANIFEST])
    found = _sums(members, manifest["sums"]) + _signature(members, manifest, keys)
    try:
        found += _again(members, manifest)
    except MemoryError:
        raise archive.DamagedBundle("limits") from None
    except Exception as fault:  # a stranger's content; whatever it sets off is its own fault
        found.append(
            Difference("unreadable", {"member": archive.MANIFEST, "fault": f"{type(fault).__name__}: {fault}"})
        )
    public = signing.public_keys(manifest["key"]["public"])[0]
    return Verdict(
        tuple(found), manifest["release"], signing.key_id(public), public in (keys or ()), bool(manifest["workbooks"])
    )


def _manifest(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
        texts = [*found["sums"].items(), *((w["member"], w["name"]) for w in found["workbooks"])]
        fits = (
            found["format"] == 1
            and all(isinstance(text, str) for pair in texts for text in pair)
            and all(isinstance(found["release"][key], str) for key in ("id", "framework", "period"))
            and isinstance(found["reading"], dict)
        )
        signing.public_keys(found["key"]["public"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        fits = False
    if not fits:
        raise archive.DamagedBundle("manifest")
    return dict(found)


def _sums(members: dict[str, bytes], sums: dict[str, str]) -> list[Difference]:
    own = {archive.MANIFEST, archive.SIGNATURE}
    absent = [Difference("member_missing", {"member": name}) for name in sums if name not in members]
    unknown = [Difference("member_unknown", {"member": name}) for name in members if name not in {*sums, *own}]
    changed = [
        Difference("member_changed", {"member": name})
        for name, expected in sums.items()
        if name in members and hashlib.sha256(members[name]).hexdigest() != expected
    ]
    return absent + unknown + changed


def _signature(
    members: dict[str, bytes], manifest: dict[str, Any], keys: Sequence[bytes] | None
) -> list[Difference]:  # fmt: skip
    signature = members.get(archive.SIGNATURE)
    if signature is None:
        return [Difference("unsigned")]
    named = signing.public_keys(manifest["key"]["public"])[0]
    if not signing.holds(named, signature, members[archive.MANIFEST]):
        return [Difference("signature_wrong")]
    if keys is not None and named not in keys:
        return [Difference("key_other", {"id": signing.key_id(named)})]
    return []


def _again(members: dict[str, bytes], manifest: dict[str, Any]) -> list[Difference]:
    framework = _framework(members, manifest["release"]["framework"])
    if isinstance(framework, Difference):
        return [framework]
    read: dict[str, pd.DataFrame] = {}
    for name, reader in ((archive.VALUES, tables.values_from), (archive.SCORES, tables.cells_from)):
        try:
            read[name] = reader(members[name])
        except ValueError as fault:
            return [Difference("unreadable", {"member": name, "fault": str(fault)})]
    values, kept = read[archive.VALUES], read[archive.SCORES]
    found = _from_workbooks(members, manifest, framework, values)
    try:
        again = score(framework, values)
    except ScoringError as fault:
        return [*found, Difference("not_scored", {"fault": str(fault)})]
    return found + of_cells(kept, cells(again.of(manifest["release"]["period"])))


def _framework(members: dict[str, bytes], expected: str) -> Framework | Difference:
    try:
        found = parse_framework(members[archive.FRAMEWORK].decode(), archive.FRAMEWORK)
    except (FrameworkError, UnicodeDecodeError) as fault:
        return Difference("unreadable", {"member": archive.FRAMEWORK, "fault": str(fault)})
    if found.id != expected:
        return Difference("framework_other", {"found": found.id, "expected": expected})
    return found


def _from_workbooks(
    members: dict[str, bytes], manifest: dict[str, Any], framework: Framework, values: pd.DataFrame
) -> list[Difference]:
    """The uploaded files read again as the analyst had them read."""
    files = [(entry["name"], members[entry["member"]]) for entry in manifest["workbooks"] if entry["member"] in members]
    if not files:
        return []
    units = tables.units_from(members[archive.BLOCKS], members[archive.UNITS])
    told = manifest["reading"]
    reading = read_files(files, framework, units, told.get("period"), told.get("decimal"))
    if reading.table is None or reading.blocked:
        return [
            Difference("blocked", {"place": problem.place, "fault": problem.message()})
            for problem in reading.problems
            if problem.blocks
        ]
    return of_values(values, reading.table.values)
