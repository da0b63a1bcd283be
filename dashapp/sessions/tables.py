"""What is kept of sessions. Times are whole milliseconds since the epoch.

`changed_at` is by the database's clock, so that processes on machines whose clocks differ miss
nothing; all other times are by the clock of the process that wrote them.
"""

from sqlalchemy import BigInteger, Column, Index, Table, Text

from dashapp.database import metadata

sessions = Table(
    "sessions",
    metadata,
    Column("digest", Text, primary_key=True, comment="SHA-256 of the id, which only browsers have"),
    Column("person", Text, nullable=False, comment="external identifier; empty: erased"),
    Column("issuer", Text, nullable=False),
    Column("subject", Text, nullable=False, comment="sub at the issuer"),
    Column("provider_session", Text, comment="sid at the issuer"),
    Column("claims", Text, nullable=False, comment="JSON"),
    Column("refresh_token", Text, comment="encrypted"),
    Column("id_token", Text, comment="encrypted; the hint for signing out at the issuer"),
    Column("began_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("checked_at", BigInteger, nullable=False, comment="when the issuer was last asked"),
    Column("checking_until", BigInteger, nullable=False, comment="one process asks at a time"),
    Column("ended_at", BigInteger),
    Column("ended_by", Text),
    Column("changed_at", BigInteger, nullable=False),
    Index("sessions_by_change", "changed_at"),
    Index("sessions_by_person", "person"),
    Index("sessions_by_subject", "subject"),
    Index("sessions_by_expiry", "expires_at"),
)

refusals = Table(
    "session_refusals",
    metadata,
    Column("digest", Text, primary_key=True, comment="SHA-256 of what is refused"),
    Column("expires_at", BigInteger, nullable=False, comment="it is worth nothing after that"),
    Column("changed_at", BigInteger, nullable=False),
    Index("session_refusals_by_change", "changed_at"),
    Index("session_refusals_by_expiry", "expires_at"),
)
