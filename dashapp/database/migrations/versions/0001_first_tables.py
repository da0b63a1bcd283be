"""The first tables of the usage log."""

import sqlalchemy
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "usage_app_days",
        sqlalchemy.Column("day", sqlalchemy.Integer(), autoincrement=False, nullable=False),
        sqlalchemy.Column("app", sqlalchemy.Text(), nullable=False),
        sqlalchemy.Column("opened", sqlalchemy.Integer(), nullable=False),
        sqlalchemy.Column("renewed", sqlalchemy.Integer(), nullable=False),
        sqlalchemy.Column("refused", sqlalchemy.Integer(), nullable=False),
        sqlalchemy.Column("failed", sqlalchemy.Integer(), nullable=False),
        sqlalchemy.Column(
            "people", sqlalchemy.Integer(), nullable=False, comment="how many of usage_days"
        ),
        sqlalchemy.PrimaryKeyConstraint("day", "app"),
    )
    op.create_table(
        "usage_people",
        sqlalchemy.Column("person", sqlalchemy.Text(), nullable=False),
        sqlalchemy.Column(
            "name",
            sqlalchemy.Text(),
            nullable=False,
            comment="of the newest link, as the address",
        ),
        sqlalchemy.Column("email", sqlalchemy.Text(), nullable=True),
        sqlalchemy.Column("last_at", sqlalchemy.BigInteger(), nullable=False),
        sqlalchemy.PrimaryKeyConstraint("person"),
    )
    op.create_table(
        "usage_days",
        sqlalchemy.Column("day", sqlalchemy.Integer(), autoincrement=False, nullable=False),
        sqlalchemy.Column("app", sqlalchemy.Text(), nullable=False),
        sqlalchemy.Column(
            "person", sqlalchemy.Text(), nullable=False, comment="empty: nobody, or an erased one"
        ),
        sqlalchemy.Column("opened", sqlalchemy.Integer(), nullable=False),
        sqlalchemy.Column("renewed", sqlalchemy.Integer(), nullable=False),
        sqlalchemy.Column("refused", sqlalchemy.Integer(), nullable=False),
        sqlalchemy.Column("failed", sqlalchemy.Integer(), nullable=False),
        sqlalchemy.PrimaryKeyConstraint("day", "app", "person"),
    )
    op.create_table(
        "usage_handlings",
        sqlalchemy.Column("id", sqlalchemy.Text(), nullable=False),
        sqlalchemy.Column("at", sqlalchemy.BigInteger(), nullable=False),
        sqlalchemy.Column("what", sqlalchemy.Text(), nullable=False, comment="exported, erased"),
        sqlalchemy.Column(
            "person_digest",
            sqlalchemy.Text(),
            nullable=False,
            comment="SHA-256; the name itself is erased",
        ),
        sqlalchemy.Column("by", sqlalchemy.Text(), nullable=False),
        sqlalchemy.Column("records", sqlalchemy.Integer(), nullable=False),
        sqlalchemy.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "usage_links",
        sqlalchemy.Column("id", sqlalchemy.Text(), nullable=False),
        sqlalchemy.Column("at", sqlalchemy.BigInteger(), nullable=False),
        sqlalchemy.Column("person", sqlalchemy.Text(), nullable=False),
        sqlalchemy.Column("name", sqlalchemy.Text(), nullable=False),
        sqlalchemy.Column("email", sqlalchemy.Text(), nullable=True),
        sqlalchemy.Column("app", sqlalchemy.Text(), nullable=False),
        sqlalchemy.Column("reason", sqlalchemy.Text(), nullable=True),
        sqlalchemy.Column("attempt", sqlalchemy.Integer(), nullable=False),
        sqlalchemy.Column(
            "groups",
            sqlalchemy.Text(),
            nullable=True,
            comment="JSON; null: Retool was not to be asked",
        ),
        sqlalchemy.Column("metadata", sqlalchemy.Text(), nullable=True, comment="JSON"),
        sqlalchemy.Column("environment", sqlalchemy.Text(), nullable=True),
        sqlalchemy.Column("branch", sqlalchemy.Text(), nullable=True),
        sqlalchemy.Column("release", sqlalchemy.Text(), nullable=True),
        sqlalchemy.Column("minutes", sqlalchemy.Integer(), nullable=True),
        sqlalchemy.Column("retool_ms", sqlalchemy.Float(), nullable=True),
        sqlalchemy.Column("code", sqlalchemy.Text(), nullable=False, comment="minted, or why not"),
        sqlalchemy.Column(
            "outcome",
            sqlalchemy.Text(),
            nullable=False,
            comment="the code, then ready, renewed or why not",
        ),
        sqlalchemy.Column("failed", sqlalchemy.SmallInteger(), nullable=False),
        sqlalchemy.PrimaryKeyConstraint("id"),
    )
    op.create_index("usage_links_by_app", "usage_links", ["app", "at"], unique=False)
    op.create_index("usage_links_by_failure", "usage_links", ["failed", "at"], unique=False)
    op.create_index("usage_links_by_outcome", "usage_links", ["outcome", "at"], unique=False)
    op.create_index("usage_links_by_person", "usage_links", ["person", "at"], unique=False)
    op.create_index("usage_links_by_retool_time", "usage_links", ["retool_ms"], unique=False)
    op.create_index("usage_links_by_time", "usage_links", ["at", "id"], unique=False)
    op.create_table(
        "usage_losses",
        sqlalchemy.Column("id", sqlalchemy.Text(), nullable=False),
        sqlalchemy.Column("since", sqlalchemy.BigInteger(), nullable=False),
        sqlalchemy.Column("until", sqlalchemy.BigInteger(), nullable=False),
        sqlalchemy.Column("records", sqlalchemy.Integer(), nullable=False),
        sqlalchemy.Column("why", sqlalchemy.Text(), nullable=False),
        sqlalchemy.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "usage_mint_times",
        sqlalchemy.Column("day", sqlalchemy.Integer(), autoincrement=False, nullable=False),
        sqlalchemy.Column("app", sqlalchemy.Text(), nullable=False),
        sqlalchemy.Column("bucket", sqlalchemy.Integer(), autoincrement=False, nullable=False),
        sqlalchemy.Column("count", sqlalchemy.Integer(), nullable=False),
        sqlalchemy.PrimaryKeyConstraint("day", "app", "bucket"),
    )
    op.create_table(
        "usage_happenings",
        sqlalchemy.Column("link", sqlalchemy.Text(), nullable=False),
        sqlalchemy.Column("seq", sqlalchemy.Integer(), autoincrement=False, nullable=False),
        sqlalchemy.Column(
            "name",
            sqlalchemy.Text(),
            nullable=False,
            comment="of an event; empty: what happened to the frame",
        ),
        sqlalchemy.Column("at", sqlalchemy.BigInteger(), nullable=False),
        sqlalchemy.Column("kind", sqlalchemy.Text(), nullable=False),
        sqlalchemy.Column("code", sqlalchemy.Text(), nullable=True),
        sqlalchemy.Column("after_ms", sqlalchemy.BigInteger(), nullable=True),
        sqlalchemy.Column("count", sqlalchemy.Integer(), nullable=False),
        sqlalchemy.ForeignKeyConstraint(["link"], ["usage_links.id"], ondelete="CASCADE"),
        sqlalchemy.PrimaryKeyConstraint("link", "seq", "name"),
    )
    op.create_table(
        "usage_sightings",
        sqlalchemy.Column("link", sqlalchemy.Text(), nullable=False),
        sqlalchemy.Column("at", sqlalchemy.BigInteger(), nullable=False),
        sqlalchemy.ForeignKeyConstraint(["link"], ["usage_links.id"], ondelete="CASCADE"),
        sqlalchemy.PrimaryKeyConstraint("link"),
    )
    op.create_index("usage_sightings_by_time", "usage_sightings", ["at"], unique=False)
    op.create_table(
        "usage_writers",
        sqlalchemy.Column("id", sqlalchemy.Text(), nullable=False),
        sqlalchemy.Column(
            "batch",
            sqlalchemy.BigInteger(),
            nullable=False,
            comment="the last one that counted refusals",
        ),
        sqlalchemy.Column("at", sqlalchemy.BigInteger(), nullable=False),
        sqlalchemy.PrimaryKeyConstraint("id"),
    )
