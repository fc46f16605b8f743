"""What the tests of the store begin with: an upload, people, a submission in some state."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

import pandas as pd

from scoring import Problem, Table, Units, load_framework, load_units, read_workbook, score
from scoring.units import DATA
from store import accounts, corrections, gate, lifecycle, registers, saving
from store.database import engine
from store.saving import Draft
from store.viewers import Role, Viewer

BLOCK = "ministry-other"
NOON = datetime(2026, 7, 1, 5, 0)  # in Ha Noi
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
EVERYBODY = Viewer()


@cache
def draft(file: str = "demo/ministry-other-2023-01.xlsx", framework: str = "demo-ministry-other") -> Draft:
    content = (DATA / file).read_bytes()
    table, _ = read_workbook(content, load_framework(framework), load_units())
    return Draft(((file, content),), table, score(load_framework(framework), table.values))


def own(*problems: Problem, period: str = "2023-01") -> Draft:
    """The same upload as one's own figures; any period."""
    first = draft()
    about = {**first.table.about, "origin": "own"}
    table = replace(_of(first.table, period), about=about)
    return Draft(first.files, table, score(first.scores.framework, table.values), problems, period)


# The first column of that upload, and three warnings about it.
COLUMN = str(draft().table.values.columns[0])
WARNED = [
    Problem("number_as_text", "Dữ liệu", f"C{row}", "'12", {"count": 1, "name": "Nhận thức số", "number": 12})
    for row in (2, 3, 4)
]


def several(*periods: str) -> Draft:
    """One upload of several periods, with the same figures in each."""
    tables = [_of(own().table, period) for period in periods]
    table = replace(
        tables[0],
        values=pd.concat([table.values for table in tables]),
        notes=pd.concat([table.notes for table in tables]),
        remarks=pd.concat([table.remarks for table in tables], ignore_index=True),
        self_reported=pd.concat([table.self_reported for table in tables], ignore_index=True),
    )
    return replace(own(), table=table, scores=score(own().scores.framework, table.values))


def changed(found: Draft, unit: str, **figures: float) -> Draft:
    """The upload with other figures for a unit."""
    values = found.table.values.copy()
    rows = values.index.get_level_values(1) == unit
    for column, figure in figures.items():
        values.loc[rows, column] = figure
    return replace(
        found, table=replace(found.table, values=values), scores=score(found.scores.framework, values)
    )  # fmt: skip


def _of(table: Table, period: str) -> Table:
    def moved(frame: pd.DataFrame) -> pd.DataFrame:
        units = frame.index.get_level_values(1)
        return frame.set_axis(pd.MultiIndex.from_product([[period], units], names=["period", "unit"]))

    said = {
        name: getattr(table, name).assign(period=period) if len(getattr(table, name)) else getattr(table, name)
        for name in ("remarks", "self_reported")
    }
    return replace(table, values=moved(table.values), notes=moved(table.notes), **said)


def renamed(name: str, code: str = "VOV", of: Units | None = None) -> Units:
    """The present register with another name for a unit."""
    present = of or registers.to_be_changed()
    table = present.table.copy()
    table.loc[table["code"] == code, "name_vi"] = name
    return Units(table, present.blocks)


def person(name: str, *roles: Role) -> Viewer:
    """Somebody with an account, signed in; no password, to be quick."""
    account = secrets.token_hex(8)
    with engine().begin() as connection:
        accounts.create(
            connection, account, f"{''.join(filter(str.isalnum, name)).lower()}@example.vn", name, roles, NOON
        )
    return Viewer(None, account, name, roles)


def analyst(name: str = "Anna", block: str = BLOCK) -> Viewer:
    return person(name, Role("analyst", block))


def approver(name: str = "Bình", block: str = BLOCK) -> Viewer:
    return person(name, Role("approver", block))


def officer(unit: str, name: str = "Oanh", block: str = BLOCK) -> Viewer:
    return person(name, Role("officer", block, "", unit))


def in_review(by: Viewer, found: Draft | None = None, at: datetime = NOON):
    """A submission that waits for its approver, as its analyst sees it."""
    ids = saving.save(found or own(), by, at)
    return lifecycle.send(by, submission_of(by, ids[0], at), at)


def submission_of(viewer: Viewer, release: str, at: datetime = NOON):
    found = next(r for r in gate.visible(viewer, at) if r.id == release)
    return gate.submission(viewer, found.submission, at)


def published(by: Viewer, with_: Viewer, found: Draft | None = None, at: datetime = NOON, publish_at=None):
    """A submission approved by somebody else, published at once or at a moment."""
    sent = in_review(by, found, at)
    return lifecycle.approve(with_, sent, publish_at or at, at)


def corrected(by: Viewer, with_: Viewer, release: str, found: Draft, at: datetime = NOON) -> str:
    """The id of a published release that corrects the one of that id."""
    (made,) = saving.save(found, by, at)
    fixed, _ = corrections.correct(by, submission_of(by, made, at), made, release, "Sửa", at)
    lifecycle.approve(with_, lifecycle.send(by, fixed, at), at, at)
    return made
