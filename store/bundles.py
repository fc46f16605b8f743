"""The bundle of a release, made from its documents: the same bytes each time, as long as nothing new is said of it."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

import pandas as pd
from sqlalchemy import select

from scoring.bundle import archive, signing, tables
from scoring.text import safe
from store import audit, corrections, documents
from store.contents import WORKBOOK, read, workbook_kinds
from store.database import engine, reading
from store.keys import current
from store.releases import Release
from store.rights import check
from store.saving import register
from store.schema import releases, submissions
from store.viewers import Viewer

_ABOUT = "id submission block division framework period origin stage title source licence note supersedes".split()


def bundle(release: Release, viewer: Viewer) -> bytes:
    """The signed archive of a public release, to be checked by `python -m scoring verify`. Raises NotAllowed.

    It holds the figures of all periods of its upload, since they were scored together, and the scores of its own.
    """
    check(viewer, "bundle", release.subject())
    found = read(release, viewer)
    with reading(engine()) as connection:
        about = connection.execute(select(submissions).where(submissions.c.id == release.submission)).one()
        manifests = connection.execute(
            select(releases.c.period, releases.c.manifest)
            .where(releases.c.submission == release.submission)
            .order_by(releases.c.period)
        ).all()
        values = [documents.fetch(connection, {"values": row.manifest["values"]})["values"] for row in manifests]
        registers = documents.fetch(connection, {k: s for k, s in release.manifest.items() if k in ("blocks", "units")})
        kinds = [] if about.files_deleted_at is not None else workbook_kinds(release.manifest)
        files = documents.fetch(connection, {kind: release.manifest[kind] for kind in kinds})
        said = [corrections.of_release(connection, name) for name in (release.id, release.superseded_by) if name]
        entries = audit.history(connection, f"submission:{release.submission}")
    # A release that was kept before registers were is read by the one of today.
    registers = registers or dict(register(release.block))
    units = tables.units_from(registers["blocks"], registers["units"])
    members = {
        archive.FRAMEWORK: found.scores.framework.text.encode(),
        archive.BLOCKS: registers["blocks"],
        archive.UNITS: registers["units"],
        archive.VALUES: tables.values_to_csv(pd.concat([documents.from_parquet(part) for part in values])),
        archive.SCORES: tables.scores_to_csv(found.scores, units, release.division),
        archive.NOTES: tables.to_csv(found.notes.map(safe), index=True),
        archive.NOTICES: _json([_notice(notice) for notice in said if notice is not None]),
    }
    for name, table in ((archive.REMARKS, found.remarks), (archive.SELF_REPORTED, found.self_reported)):
        if len(table):
            members[name] = tables.to_csv(table.map(safe))
    names = about.filename.split("\n")
    uploads = [
        {"member": f"{WORKBOOK}s/{number}{_ending(name)}", "name": name}
        for number, name in enumerate(names[: len(files)], start=1)
    ]
    members |= {upload["member"]: content for upload, content in zip(uploads, files.values(), strict=True)}
    return _signed(members, _manifest(release, about, uploads, entries))


def filename(release: Release) -> str:
    return f"{release.id}.zip"


def _manifest(
    release: Release, about: Any, uploads: list[dict[str, str]], entries: list[audit.Entry]
) -> dict[str, Any]:  # fmt: skip
    published = release.publish_at.isoformat(timespec="seconds") + "Z" if release.publish_at else ""
    approved = [entry for entry in entries if entry.act in ("approved", "loaded")]
    return {
        "format": 1,
        "release": {**{name: getattr(release, name) for name in _ABOUT}, "published_at": published},
        "reading": about.reading,
        "workbooks": uploads,
        "documents": release.manifest,
        "trail": {"entry": approved[-1].number, "sha256": approved[-1].sha256} if approved else {},
    }


def _signed(members: dict[str, bytes], manifest: dict[str, Any]) -> bytes:
    private = current()
    public = signing.public_of(private)
    whole = {
        **manifest,
        "sums": {name: hashlib.sha256(content).hexdigest() for name, content in members.items()},
        "key": {"id": signing.key_id(public), "public": signing.text_of(public)},
    }
    content = _json(whole)
    signature = signing.sign(private, content)
    return archive.pack({**members, archive.MANIFEST: content, archive.SIGNATURE: signature})


def _notice(notice: corrections.Notice) -> dict[str, Any]:
    made = notice.made_at.isoformat(timespec="seconds") + "Z"
    kept = {"release": notice.release, "supersedes": notice.supersedes, "text": notice.text}
    return {**kept, "effect": notice.effect.as_data(), "made_at": made}


def _ending(name: str) -> str:
    ending = PurePath(name).suffix.lower()
    return ending if 1 < len(ending) <= 6 and ending[1:].isalpha() and ending.isascii() else ""


def _json(content: Mapping[str, Any] | list[Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
