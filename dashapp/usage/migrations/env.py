"""Alembic's way to the database: over the connection that `migrate` holds the lock on."""

from alembic import context

from dashapp.usage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="usage_version",
    # SQLite can too, as the store begins its transactions.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
