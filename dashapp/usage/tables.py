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
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
)

from dashapp.database import metadata
from dashapp.usage.columns import COLUMNS

links = Table(
    "usage_links",
    metadata,
    *(
        Column(
            each.name,
            each.type,
            primary_key=each.name == "link_id",
            nullable=not each.is_required,
            comment=each.comment,
        )
        for each in COLUMNS
    ),
    *(
        Index(f"usage_links_by_{each.name}", each.name, *each.indexed_with)
        for each in COLUMNS
        if each.indexed_with is not None
    ),
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
