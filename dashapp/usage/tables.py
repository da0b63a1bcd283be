"""What the usage log keeps. Times are whole milliseconds since the epoch, days whole days, UTC.

`links` and `link_events` are the record itself: rows are added, and go only when their time is over
or their person is erased. `links.outcome` and `links.failed` repeat the newest of a link's
link_events, so that a table of a million rows can be filtered by them. `days` and `mint_times` are
sums, made in the same transaction as the rows that they sum up; `app_days` sums up `days`, and
`people` has each person of `links` once: to count and find people among a million links takes long.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
)

from dashapp.database import metadata

links = Table(
    "usage_links",
    metadata,
    Column("link_id", Text, primary_key=True),
    Column("asked_at", BigInteger, nullable=False),
    Column("person", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("email", Text),
    Column("app", Text, nullable=False),
    Column("reason", Text),
    Column("attempt", Integer, nullable=False),
    Column("groups", Text, comment="JSON; null: Retool was not to be asked"),
    Column("metadata", Text, comment="JSON"),
    Column("environment", Text),
    Column("branch", Text),
    Column("release", Text),
    Column("session_minutes", Integer),
    Column("retool_ms", Float),
    Column("code", Text, nullable=False, comment="minted, or why not"),
    Column("outcome", Text, nullable=False, comment="the code, then ready, renewed or why not"),
    Column("failed", SmallInteger, nullable=False),
    Index("usage_links_by_time", "asked_at", "link_id"),
    Index("usage_links_by_app", "app", "asked_at"),
    Index("usage_links_by_person", "person", "asked_at"),
    Index("usage_links_by_outcome", "outcome", "asked_at"),
    Index("usage_links_by_failure", "failed", "asked_at"),
    Index("usage_links_by_retool_time", "retool_ms"),
)

link_events = Table(
    "usage_link_events",
    metadata,
    Column(
        "link_id", Text, ForeignKey("usage_links.link_id", ondelete="CASCADE"), primary_key=True
    ),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    # One report may count several events.
    Column(
        "name", Text, primary_key=True, comment="of an event; empty: what happened to the frame"
    ),
    Column("at", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("code", Text),
    Column("after_ms", BigInteger),
    Column("count", Integer, nullable=False),
)

last_seen = Table(
    "usage_last_seen",
    metadata,
    Column(
        "link_id", Text, ForeignKey("usage_links.link_id", ondelete="CASCADE"), primary_key=True
    ),
    Column("at", BigInteger, nullable=False),
    Index("usage_last_seen_by_time", "at"),
)

days = Table(
    "usage_days",
    metadata,
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("app", Text, primary_key=True),
    Column("person", Text, primary_key=True, comment="empty: nobody, or an erased one"),
    Column("opened", Integer, nullable=False),
    Column("renewed", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
)

app_days = Table(
    "usage_app_days",
    metadata,
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("app", Text, primary_key=True),
    Column("opened", Integer, nullable=False),
    Column("renewed", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("people", Integer, nullable=False, comment="how many of usage_days"),
)

people = Table(
    "usage_people",
    metadata,
    Column("person", Text, primary_key=True),
    Column("name", Text, nullable=False, comment="of the newest link, as the address"),
    Column("email", Text),
    Column("last_at", BigInteger, nullable=False),
)

mint_times = Table(
    "usage_mint_times",
    metadata,
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("app", Text, primary_key=True),
    Column("bucket", Integer, primary_key=True, autoincrement=False),
    Column("count", Integer, nullable=False),
)

losses = Table(
    "usage_losses",
    metadata,
    Column("id", Text, primary_key=True),
    Column("since", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("records", Integer, nullable=False),
    Column("why", Text, nullable=False),
)

writers = Table(
    "usage_writers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("batch", BigInteger, nullable=False, comment="the last one that counted refusals"),
    Column("at", BigInteger, nullable=False),
)

audit_entries = Table(
    "usage_audit",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("what", Text, nullable=False, comment="exported, erased"),
    Column("person_digest", Text, nullable=False, comment="SHA-256; the name itself is erased"),
    Column("by", Text, nullable=False),
    Column("records", Integer, nullable=False),
)
