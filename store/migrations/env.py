"""Alembic runs inside the transaction that `store.database.migrate` holds."""

from alembic import context

from store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
