"""The usage log's tables and columns are called what everybody calls such things."""

from alembic import op
from sqlalchemy import text

revision = "0003"
down_revision = "0002"

TABLES = {
    "usage_happenings": "usage_link_events",
    "usage_sightings": "usage_last_seen",
    "usage_handlings": "usage_audit",
}
COLUMNS = (
    ("usage_links", "id", "link_id"),
    ("usage_links", "at", "asked_at"),
    ("usage_links", "minutes", "session_minutes"),
    ("usage_link_events", "link", "link_id"),
    ("usage_last_seen", "link", "link_id"),
)
INDEXES = (
    ("usage_last_seen", "usage_sightings_by_time", "usage_last_seen_by_time", ["at"]),
    ("usage_links", "usage_links_by_time", "usage_links_by_asked_at", ["asked_at", "link_id"]),
    ("usage_links", "usage_links_by_failure", "usage_links_by_failed", ["failed", "asked_at"]),
    ("usage_links", "usage_links_by_retool_time", "usage_links_by_retool_ms", ["retool_ms"]),
)
# PostgreSQL's own names for them; in SQLite they have none.
CONSTRAINTS = (
    ("usage_link_events", "usage_happenings_pkey", "usage_link_events_pkey"),
    ("usage_link_events", "usage_happenings_link_fkey", "usage_link_events_link_id_fkey"),
    ("usage_last_seen", "usage_sightings_pkey", "usage_last_seen_pkey"),
    ("usage_last_seen", "usage_sightings_link_fkey", "usage_last_seen_link_id_fkey"),
    ("usage_audit", "usage_handlings_pkey", "usage_audit_pkey"),
)

# They have names from PostgreSQL 18 on.
NOT_NULLS = text(
    "SELECT r.relname, c.conname, a.attname FROM pg_constraint c "
    "JOIN pg_class r ON r.oid = c.conrelid "
    "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] "
    "WHERE c.contype = 'n' AND c.conrelid IN ("
    "to_regclass('usage_links'), to_regclass('usage_link_events'), "
    "to_regclass('usage_last_seen'), to_regclass('usage_audit'))"
)


def upgrade() -> None:
    """Rename them; every row stays."""
    for former, name in TABLES.items():
        op.rename_table(former, name)
    for table, former, name in COLUMNS:
        op.alter_column(table, former, new_column_name=name)
    # SQLite can't rename an index.
    for table, former, name, columns in INDEXES:
        op.drop_index(former, table)
        op.create_index(name, table, columns)
    if op.get_bind().dialect.name == "postgresql":
        for table, former, name in CONSTRAINTS:
            op.execute(f"ALTER TABLE {table} RENAME CONSTRAINT {former} TO {name}")
        for table, former, column in op.get_bind().execute(NOT_NULLS).all():
            name = f"{table}_{column}_not_null"
            if former != name:
                op.execute(f'ALTER TABLE {table} RENAME CONSTRAINT "{former}" TO "{name}"')
