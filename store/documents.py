"""Scores and values as Parquet documents, kept by their SHA-256 and never changed."""

import hashlib
import io
from collections.abc import Iterable

import pandas as pd
from sqlalchemy import Connection, select

from scoring import Framework, Scores, parse_framework
from scoring.engine.score import FLAGS
from store.schema import documents

_PARTS = ("scores", "coverage", "ranks", "zeroed")


class DamagedDocument(RuntimeError):
    """A stored document whose bytes no longer match its sum."""


def keep(connection: Connection, parts: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """Store each (kind, bytes) once and give kind → SHA-256."""
    sums = {kind: (hashlib.sha256(content).hexdigest(), content) for kind, content in parts}
    known = set(
        connection.scalars(select(documents.c.sha256).where(documents.c.sha256.in_([s for s, _ in sums.values()])))
    )
    fresh = {s: {"sha256": s, "kind": kind, "content": content} for kind, (s, content) in sums.items()}
    rows = [row for s, row in fresh.items() if s not in known]
    if rows:
        connection.execute(documents.insert(), rows)
    return {kind: s for kind, (s, _) in sums.items()}


def fetch(connection: Connection, sums: dict[str, str]) -> dict[str, bytes]:
    """Kind → bytes of a manifest's documents. Raises DamagedDocument where a sum does not hold."""
    rows = connection.execute(select(documents).where(documents.c.sha256.in_(sums.values())))
    found = {row.sha256: row.content for row in rows}
    for kind, expected in sums.items():
        if hashlib.sha256(found.get(expected, b"")).hexdigest() != expected:
            raise DamagedDocument(f"The {kind} of the release does not match its sum {expected}.")
    return {kind: found[expected] for kind, expected in sums.items()}


def to_parquet(frame: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.to_parquet(buffer, compression="zstd")
    return buffer.getvalue()


def from_parquet(content: bytes) -> pd.DataFrame:
    return pd.read_parquet(io.BytesIO(content))


def scores_to_parquet(scores: Scores) -> bytes:
    """One table: columns `scores:dti`, `coverage:dti`, `ranks:dti`, `zeroed:dti`, … by (period, unit).

    Flags such as `imputed:dti` follow where they are true of something: a release without any, and so every release
    kept before there were flags, reads the same.
    """
    parts = [getattr(scores, part).add_prefix(f"{part}:") for part in _PARTS]
    parts += [scores.flags[flag].add_prefix(f"{flag}:") for flag in FLAGS if flag in scores.flags]
    return to_parquet(pd.concat(parts, axis=1))


def scores_from(found: dict[str, bytes]) -> Scores:
    """The scores of a release as they were saved; nothing is computed again."""
    framework: Framework = parse_framework(found["framework"].decode())
    table = from_parquet(found["scores"])
    kept = {column.split(":", 1)[0] for column in table.columns}
    cut = {
        part: table.loc[:, table.columns.str.startswith(f"{part}:")].rename(columns=lambda c: c.split(":", 1)[1])
        for part in (*_PARTS, *(flag for flag in FLAGS if flag in kept))
    }
    flags = {flag: cut.pop(flag) for flag in FLAGS if flag in cut}
    return Scores(framework, from_parquet(found["values"]), **cut, flags=flags)
