"""Sessions of the host's own."""

import sqlalchemy
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables of sessions, and of what is refused after a sign-out."""
    text, number = sqlalchemy.Text, sqlalchemy.BigInteger
    op.create_table(
        "sessions",
        sqlalchemy.Column(
            "digest", text, primary_key=True, comment="SHA-256 of the id, which only browsers have"
        ),
        sqlalchemy.Column(
            "person", text, nullable=False, comment="external identifier; empty: erased"
        ),
        sqlalchemy.Column("issuer", text, nullable=False),
        sqlalchemy.Column("subject", text, nullable=False, comment="sub at the issuer"),
        sqlalchemy.Column("provider_session", text, comment="sid at the issuer"),
        sqlalchemy.Column("claims", text, nullable=False, comment="JSON"),
        sqlalchemy.Column("refresh_token", text, comment="encrypted"),
        sqlalchemy.Column(
            "id_token", text, comment="encrypted; the hint for signing out at the issuer"
        ),
        sqlalchemy.Column("began_at", number, nullable=False),
        sqlalchemy.Column("expires_at", number, nullable=False),
        sqlalchemy.Column(
            "checked_at", number, nullable=False, comment="when the issuer was last asked"
        ),
        sqlalchemy.Column(
            "checking_until", number, nullable=False, comment="one process asks at a time"
        ),
        sqlalchemy.Column("ended_at", number),
        sqlalchemy.Column("ended_by", text),
        sqlalchemy.Column("changed_at", number, nullable=False),
    )
    op.create_index("sessions_by_change", "sessions", ["changed_at"])
    op.create_index("sessions_by_person", "sessions", ["person"])
    op.create_index("sessions_by_subject", "sessions", ["subject"])
    op.create_index("sessions_by_expiry", "sessions", ["expires_at"])
    op.create_table(
        "session_refusals",
        sqlalchemy.Column("digest", text, primary_key=True, comment="SHA-256 of what is refused"),
        sqlalchemy.Column(
            "expires_at", number, nullable=False, comment="it is worth nothing after that"
        ),
        sqlalchemy.Column("changed_at", number, nullable=False),
    )
    op.create_index("session_refusals_by_change", "session_refusals", ["changed_at"])
    op.create_index("session_refusals_by_expiry", "session_refusals", ["expires_at"])
