"""Releases themselves: the list with its filters and pages, and one of them with the addresses of its tables."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from opendata import about, public
from opendata.asked import BRIEFLY, Asked, Found
from opendata.faults import Fault
from opendata.tables import Table, typed
from store import Release, change_in_force

V1 = "/opendata/v1"
COLUMNS = (
    "release", "block", "division", "framework", "period", "state", "origin", "stage", "title", "published", "source",
    "licence", "note", "supersedes", "superseded_by", "address",
)  # fmt: skip
TABLES = ("scores", "ranks", "indicators")
_FILTERS = ("block", "division", "period", "framework", "origin")


def every(asked: Asked) -> Found:
    """The public releases that pass the filters, newest period first, one page of them."""
    query = asked.query
    fits = [
        r for r in public.releases()
        if all(query.get(name) in (None, getattr(r, name)) for name in _FILTERS)
        and query["state"] in ("all", r.state)
    ]  # fmt: skip
    number, size = query["page"], query["per_page"]
    page = fits[(number - 1) * size : number * size]
    if not page and number > 1:
        raise Fault(404, "no_such_page", page=number, last=max(1, -(-len(fits) // size)))
    links = _turned(asked, number, -(-len(fits) // size))

    def make() -> Table:
        t = asked.words.t
        said = about.of_data(
            t("opendata.table.releases"), t("opendata.source.releases"), t("opendata.licence.releases"),
            asked.address, asked.words,
        )  # fmt: skip
        beside = {"page": {"number": number, "size": size, "total": len(fits), "next": links.get("next")}}
        return Table(_frame(page, asked.base), said.lines, said.facts, t("opendata.sheet.releases"), beside)

    return Found(None, make, "releases", seconds=BRIEFLY, links=links)


def _turned(asked: Asked, number: int, last: int) -> dict[str, str]:
    """Addresses of the pages before and after."""
    there = {"prev": number - 1, "next": number + 1}
    given = {name: value for name, value in asked.query.items() if value is not None and name != "v"}
    return {
        relation: f"{asked.address}?{urlencode({**given, 'page': page})}"
        for relation, page in there.items()
        if 1 <= page <= last
    }


def one(asked: Asked) -> Found:
    """One release: what it is, in which state, and where its tables and its signed bundle are."""
    release = public.release(asked.path["release"])

    def make() -> Table:
        t = asked.words.t
        framework = public.tables(release).scores.framework
        said = about.of_release(t("opendata.table.release"), release, framework, asked.address, asked.words)
        files = {name: f"{asked.base}{V1}/releases/{release.id}/{name}" for name in tables_of(framework.is_programme)}
        bundle = f"{asked.base}/releases/{release.id}/bundle.zip"
        beside = {"files": {**files, "bundle": bundle}}
        return Table(_frame([release], asked.base), said.lines, said.facts, t("opendata.sheet.releases"), beside)

    return Found(key_of(release), make, release.id, release, links=links_of(release, asked.base))


def tables_of(programme: bool) -> Sequence[str]:
    """The tables of a release; in a programme nothing is ranked."""
    return [name for name in TABLES if not (programme and name == "ranks")]


def key_of(release: Release) -> tuple[Any, ...]:
    """What everything that is said of a release depends on; it may be carried to units that came later."""
    own = release.id, release.documents, release.state, release.supersedes, release.superseded_by
    return *own, change_in_force()


def links_of(release: Release, base: str) -> Mapping[str, str]:
    """Where the release itself is described, and its successor and predecessor."""
    others = {"successor-version": release.superseded_by, "predecessor-version": release.supersedes}
    there = {"collection": f"{base}{V1}/releases", "describedby": f"{base}{V1}/releases/{release.id}"}
    return {**there, **{relation: f"{base}{V1}/releases/{name}" for relation, name in others.items() if name}}


def _frame(releases: Sequence[Release], base: str) -> pd.DataFrame:
    rows = [
        {
            **{name: getattr(r, name, "") for name in COLUMNS},
            "release": r.id,
            "published": public.moment(r.publish_at),
            "address": f"{base}{V1}/releases/{r.id}",
        }
        for r in releases
    ]
    return typed(pd.DataFrame(rows, columns=list(COLUMNS)), COLUMNS)
