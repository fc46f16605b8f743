"""Every row of every table, read by a query of the tests' own."""

from sqlalchemy import Engine, MetaData, select

from store.database import reading


def rows_of(engine: Engine, known: MetaData | None = None) -> dict[str, list[str]]:
    """Table → its rows as texts; of the tables that are there, or quicker of those that are `known`."""
    found = known or MetaData()
    if known is None:
        found.reflect(engine)
    with reading(engine) as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in found.sorted_tables
        }
