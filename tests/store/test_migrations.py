"""From every earlier version, with data in it, to the newest."""

from datetime import datetime

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, Table, inspect, select

import store
from store import accounts, audit, contents, database, documents
from store.schema import metadata
from store.viewers import Role, Viewer
from tests.store.made import EVERYBODY, NOON, draft, person

MOMENT = datetime(2026, 1, 2, 3, 4, 5, 678900)
VERSIONS = [found.revision for found in ScriptDirectory(str(database.ROOT / "store" / "migrations")).walk_revisions()]


def upgrade(version: str) -> None:
    with database.engine().begin() as connection:
        settings = database.migrations(connection)
        command.upgrade(settings, version)


def write(connection, name, row):
    """A row as a program of that version wrote it: what it does not know, the database fills in."""
    table = Table(name, MetaData(), autoload_with=connection)
    known = set(table.columns.keys())
    connection.execute(table.insert(), {key: value for key, value in row.items() if key in known})


def a_release(connection, number: int, **about) -> None:
    made = draft()
    with_parts = {
        "workbook": made.files[0][1], "framework": made.scores.framework.text.encode(),
        "values": documents.to_parquet(made.scores.values), "scores": documents.scores_to_parquet(made.scores),
        "notes": documents.to_parquet(made.table.notes),
    }  # fmt: skip
    manifest = documents.keep(connection, list(with_parts.items()))
    row = {
        "id": f"r{number}", "submission": f"s{number}", "block": "ministry-other", "division": "",
        "framework": made.table.framework, "period": "2023-01", "origin": "own", "stage": "final", "title": "T",
        "source": "S", "licence": "L", "note": "N", "manifest": manifest, "created_at": MOMENT, **about,
    }  # fmt: skip
    upload = {
        "id": f"s{number}",
        "filename": "a.xlsx",
        "created_at": MOMENT,
        "changed_at": MOMENT,
        "reading": {},
        **about,
    }
    write(connection, "submissions", upload)
    write(connection, "releases", row)


@pytest.mark.parametrize("version", VERSIONS)
def test_data_of_every_version_is_there_afterwards(backend, version):
    upgrade(version)
    with database.engine().begin() as connection:
        a_release(connection, 1, state="approved", publish_at=MOMENT, owner="shipped")
        a_release(connection, 2, state="draft", publish_at=None, owner="cookie")
        a_release(connection, 3, state="approved", publish_at=NOON, owner="shipped")
    database.migrate(database.engine())
    database.migrate(database.engine())
    contents._read.cache_clear()
    found = store.visible(Viewer("cookie", local=True), MOMENT)
    assert {(r.id, r.state, r.publish_at, r.created_at, r.owner) for r in found} == {
        ("r1", "published", MOMENT, MOMENT, "shipped"), ("r2", "draft", None, MOMENT, "cookie"),
    }  # fmt: skip
    assert [r.id for r in store.visible(EVERYBODY, NOON)] == ["r3", "r1"]
    for release in found:
        read = store.read(release, Viewer("cookie", local=True))
        assert read.scores.scores["dti"].equals(draft().scores.scores["dti"])
        assert store.workbooks(release, Viewer("cookie", local=True)) == [draft().files[0][1]]
    with database.engine().connect() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == VERSIONS[0]


@pytest.mark.parametrize("version", [*VERSIONS, "base"])
def test_the_schema_is_the_one_of_the_code(backend, version):
    if version != "base":
        upgrade(version)
    database.migrate(database.engine())
    with database.engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    assert set(inspect(database.engine()).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_accounts_and_the_trail_survive_from_the_version_that_made_them(backend):
    database.migrate(database.engine())
    yến = person("Yến", Role("administrator"))
    accounts.add(yến, "a@b.vn", "A", [], NOON)
    database.migrate(database.engine())
    assert audit.verify().entries == 1 and len(accounts.listed(yến)) == 2


def test_several_processes_migrate_at_once(backend):
    from tests.store import forked

    children = [forked.begin(lambda: database.migrate(database.engine())) for _ in range(4)]
    assert [forked.end(child) for child in children] == [0] * 4
    with database.engine().connect() as connection:
        assert connection.execute(select(metadata.tables["audit_head"].c.number)).all() == [(0,)]
