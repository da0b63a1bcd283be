"""What the usage log keeps, how long, and who may read it."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from sqlalchemy import URL, create_engine, make_url
from sqlalchemy.exc import ArgumentError

from dash_retool_embed.apps import Section, not_boolean
from dash_retool_embed.field_types import NonEmptyText

DATABASE_URL = "sqlite:///dashapp-usage.sqlite3"
DATABASE_ALLOWED = "sqlite:/// and a file's path, or postgresql://user:password@db.example.com/name"

# What people write, and providers of databases hand out, for what is installed here.
DRIVERS = {
    "sqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}

MAX_RETENTION_DAYS = 3650


def parse_database_url(text: str) -> URL:
    """Read where the usage log is kept.

    Raises:
        ValueError: it is neither a file of SQLite nor a database of PostgreSQL; without the URL.
    """
    try:
        url = make_url(text)
        driver = DRIVERS[url.drivername]
        # Finds mistakes behind the question mark, too; nothing connects yet.
        create_engine(url := url.set(drivername=driver)).dialect.create_connect_args(url)
    except (ArgumentError, KeyError, ValueError):
        raise ValueError(DATABASE_ALLOWED) from None
    # SQLite's own addresses may name memory, which ends with the process.
    if url.database in (None, "", ":memory:") or (driver == "sqlite" and url.query):
        raise ValueError(DATABASE_ALLOWED)
    # An @ of the password that is not written as %40: the rest of it would be read as the host.
    if driver != "sqlite" and "@" in f"{url.host}{url.database}":
        raise ValueError(DATABASE_ALLOWED)
    return url


def check_database_url(url: SecretStr) -> SecretStr:
    """Return the URL if a usage log can be kept there.

    Raises:
        ValueError: it can't.
    """
    parse_database_url(url.get_secret_value())
    return url


DatabaseUrl = Annotated[SecretStr, AfterValidator(check_database_url)]


class UsageSettings(Section):
    """Who may see who opened what, and for how long it is kept."""

    roles: list[NonEmptyText] = Field(
        default_factory=list, description="a list of role names that see /usage; none: nobody does"
    )
    retention_days: Annotated[int, BeforeValidator(not_boolean)] = Field(
        default=365,
        ge=1,
        le=MAX_RETENTION_DAYS,
        description=f"a whole number of days from 1 to {MAX_RETENTION_DAYS}",
    )
