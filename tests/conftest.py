"""A store of the test's own, on SQLite and on PostgreSQL, for whichever test asks for `backend` or `empty`."""

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

from deploy import postgres
from store import contents, database
from tests.store.cluster import cluster

_numbers = itertools.count()
BACKENDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL server with one migrated database, which each test copies: its tables belong to one role, and tests
    sign in as the other, which may change none of them."""
    with cluster() as address:
        command(address, "CREATE DATABASE migrated")
        roles = (Path(postgres.__file__).parent / "roles.sql").read_text(encoding="utf-8")
        command(at(address, "migrated"), roles)
        model = database.engine(at(address, "migrated", "dti_owner"))
        database.migrate(model)
        model.dispose()
        command(at(address, "migrated"), roles)
        yield address


@pytest.fixture(scope="session")
def model(tmp_path_factory) -> Path:
    """A migrated database file, which each test copies."""
    path = tmp_path_factory.mktemp("model") / "dti.db"
    made = database.engine(f"sqlite:///{path}")
    database.migrate(made)
    made.dispose()
    return path


def command(address: str, statement: str) -> None:
    """Run a statement outside any transaction."""
    made = create_engine(database.driver(make_url(address)), isolation_level="AUTOCOMMIT")
    with made.connect() as connection:
        connection.execution_options(no_parameters=True).exec_driver_sql(statement)
    made.dispose()


def at(address: str, name: str, role: str | None = None) -> str:
    """The address of a database, for the superuser or a role."""
    return (
        make_url(address)
        .set(database=name, username=role or make_url(address).username)
        .render_as_string(hide_password=False)
    )


@pytest.fixture(params=BACKENDS)
def backend(request, tmp_path, monkeypatch) -> Iterator[str]:
    """The name of the backend; the store lies in a folder and database of the test's own, without any table."""
    yield from _prepared(request, tmp_path, monkeypatch, "template1")


@pytest.fixture(params=BACKENDS)
def empty(request, tmp_path, monkeypatch) -> Iterator[str]:
    """The same with all tables and nothing in them."""
    for name in _prepared(request, tmp_path, monkeypatch, "migrated"):
        if name == "sqlite":
            shutil.copy(request.getfixturevalue("model"), tmp_path / "dti.db")
        yield name


def _prepared(request, tmp_path, monkeypatch, template: str) -> Iterator[str]:
    monkeypatch.setenv("DTI_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    name = f"test_{next(_numbers)}"
    if request.param == "postgresql":
        address = request.getfixturevalue("server")
        command(address, f"CREATE DATABASE {name} TEMPLATE {template}")
        monkeypatch.setenv("DATABASE_URL", at(address, name, "dti" if template == "migrated" else None))
    contents._read.cache_clear()
    yield request.param
    database.engine().dispose()
    if request.param == "postgresql":
        command(address, f"DROP DATABASE {name} WITH (FORCE)")
