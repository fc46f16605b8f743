"""What whoever owns the database can do, and the server's own role cannot."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from store.database import engine


@contextmanager
def owner() -> Iterator[Connection]:
    """A transaction of PostgreSQL's superuser; on SQLite, which has no roles, of the store itself."""
    if engine().dialect.name == "sqlite":
        with engine().begin() as connection:
            yield connection
        return
    made = engine(engine().url.set(drivername="postgresql", username="postgres").render_as_string(hide_password=False))
    with made.begin() as connection:
        yield connection
    made.dispose()
