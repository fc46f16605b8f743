"""The server's own role of PostgreSQL reads and writes rows and can do nothing else; all other tests of the store on
PostgreSQL sign in as it."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect, make_url, text
from sqlalchemy.exc import ProgrammingError

from deploy import postgres
from store import audit, database, saving
from store.__main__ import main
from tests.conftest import at
from tests.conftest import command as as_superuser
from tests.docs.test_examples import ROOT, blocks
from tests.store.made import NOON, analyst, own
from tests.store.owning import owner

pytestmark = pytest.mark.postgres
on_postgresql = pytest.mark.parametrize("empty", ["postgresql"], indirect=True)


FORBIDDEN = [
    "CREATE TABLE mine (x integer)", "DROP TABLE problems", "ALTER TABLE releases ADD COLUMN x integer",
    "TRUNCATE audit", "UPDATE audit SET who = 'x'", "DELETE FROM audit", "DROP TRIGGER audit_kept ON audit",
    "UPDATE registers SET units = ''", "DELETE FROM registers",
    "UPDATE releases SET period = '2024'", "UPDATE documents SET content = ''", "DELETE FROM audit_head",
    "UPDATE alembic_version SET version_num = '0001'", "CREATE ROLE other", "CREATE TEMPORARY TABLE t (x integer)",
    "COPY audit TO PROGRAM 'cat'", "SELECT pg_read_file('/etc/passwd')",
]  # fmt: skip


@on_postgresql
def test_what_it_cannot(empty):
    saving.save(own(), analyst(), NOON)
    with owner() as connection:  # of a copied database this is not copied
        connection.execute(text(f"REVOKE TEMPORARY ON DATABASE {database.engine().url.database} FROM PUBLIC"))
    for statement in FORBIDDEN:
        with pytest.raises(ProgrammingError) as refused, database.engine().begin() as connection:
            connection.execute(text(statement))
        assert refused.value.orig.sqlstate == "42501", statement
    assert audit.verify() == (1, 0, "")


@on_postgresql
def test_a_start_changes_no_table_where_nothing_is_to_change(empty):
    before = inspect(database.engine()).get_table_names()
    database.migrate(database.engine())
    assert inspect(database.engine()).get_table_names() == before


@on_postgresql
def test_tables_of_another_version_are_for_their_owner(empty, monkeypatch, capsys):
    """The server says what to do, goes on trying, and starts as soon as the owner has done it."""
    mine = database.database_url()
    owners = mine.replace("dti@", "dti_owner@", 1)
    with database.engine(owners).begin() as connection:
        connection.execute(text("DROP TABLE pictures, kit_parts, kits, registers CASCADE"))
        command.stamp(database.migrations(connection), "0005")
    assert main(["audit"]) == 1
    said = capsys.readouterr().err
    assert "the role 'dti' may not change them: run `python -m store migrate`" in said
    monkeypatch.setenv("DATABASE_URL", owners)
    assert main(["migrate"]) == 0
    monkeypatch.setenv("DATABASE_URL", mine)
    capsys.readouterr()
    assert main(["audit"]) == 0
    database.engine(owners).dispose()


def test_what_was_made_before_there_were_two_roles_is_taken_over(server):
    """By what a cluster and containers run before each start: over tables of the superuser's own, and twice."""
    as_superuser(server, "CREATE DATABASE older")
    made = database.engine(at(server, "older"))
    database.migrate(made)
    made.dispose()
    for _ in range(2):
        address = postgres.tables(Path(make_url(server).query["host"]), "older")
    made = database.engine(address)
    assert made.url.username == "dti"
    with pytest.raises(ProgrammingError, match="permission denied"), made.begin() as connection:
        connection.execute(text("DELETE FROM audit"))
    with pytest.raises(ProgrammingError, match="must be owner"), made.begin() as connection:
        connection.execute(text("ALTER TABLE registers ADD COLUMN x integer"))
    with made.begin() as connection:
        audit.record(connection, "x", "y")
        assert connection.scalar(text("SELECT number FROM audit_head")) == 1
    made.dispose()
    as_superuser(server, "DROP DATABASE older WITH (FORCE)")


def test_the_guide_s_commands_make_both(server, monkeypatch, tmp_path):
    """As they stand there, the addresses replaced by those of a server of our own."""
    as_superuser(server, "CREATE DATABASE guided")
    (said,) = [each for each in blocks(ROOT / "docs" / "operators.md", "sh") if "roles.sql" in each]
    for role in ("dti_owner", "dti", "postgres"):
        said = said.replace(f"postgresql://{role}:PASSWORD@db.example.vn/dti", f"'{at(server, 'guided', role)}'")
        said = said.replace(f"postgresql://{role}@db.example.vn/dti", f"'{at(server, 'guided', role)}'")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{postgres.programs()}:/usr/bin:/bin")
    done = subprocess.run(["bash", "-ec", said], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    made = database.engine(at(server, "guided", "dti"))
    with pytest.raises(ProgrammingError, match="permission denied"), made.begin() as connection:
        connection.execute(text("DELETE FROM audit"))
    with made.begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM releases")) == 0
    made.dispose()
    as_superuser(server, "DROP DATABASE guided WITH (FORCE)")
