"""${message}."""

import sqlalchemy
from alembic import op

revision = "${up_revision}"
down_revision = "${down_revision}"


def upgrade() -> None:
    """${message}."""
${"\n".join(line for line in upgrades.splitlines() if "###" not in line)}
