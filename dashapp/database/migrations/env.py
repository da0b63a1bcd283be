"""Alembic's way to the database: over the connection that `migrate` holds the lock on."""

from alembic import context

from dashapp.database.metadata import metadata
from dashapp.database.migrating import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    # SQLite can too, as the store begins its transactions.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
