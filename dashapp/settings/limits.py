"""How often links may be asked for, and where it is counted."""

from typing import Annotated

from limits import RateLimitItem, parse_many
from limits.errors import ConfigurationError
from limits.storage import Storage, storage_from_string
from pydantic import AfterValidator, Field, SecretStr

from dashapp.settings.section import Section

# Counted are calls to Retool, not requests that wait for a turn or for a Retool that is left alone.
# A person with five tabs of twenty frames each, all of which are opened again, makes 100, with some
# to spare for those that fail. A script that never stops reaches the limit, and leaves everybody
# else 180 of the 300 a minute that a self-hosted Retool answers unless it is told otherwise.
PER_PERSON = "120 per minute"
# An office, or a proxy that this server was not told about: more than Retool would answer.
PER_ADDRESS = "2000 per 20 seconds"

RATE_ALLOWED = f'a number for a time, such as "{PER_PERSON}" or "1000 per hour"'
STORE_ALLOWED = (
    "the URL of a store that the package limits knows, such as redis://redis.example.com, "
    "whose client is installed"
)
STORE_SECONDS = 1.0
"""A store that answers later than this counts as out of order."""


def parse_rate(text: str) -> RateLimitItem:
    """Read how often something may be done.

    Raises:
        ValueError: it says nothing, never, or several things.
    """
    try:
        rates = parse_many(text)
    except ValueError:
        rates = []
    if len(rates) != 1 or rates[0].amount < 1:
        raise ValueError(RATE_ALLOWED)
    return rates[0]


def open_store(url: str) -> Storage:
    """Return the store at this URL, without a connection to it yet.

    Raises:
        ValueError: there is no such store, or its client is not installed; without the URL.
    """
    patience = {"socket_timeout": STORE_SECONDS, "socket_connect_timeout": STORE_SECONDS}
    options = patience if url.startswith(("redis", "valkey")) else {}
    try:
        store = storage_from_string(url, wrap_exceptions=True, **options)
    except (ConfigurationError, ValueError, TypeError):
        store = None
    if not isinstance(store, Storage):
        raise ValueError(STORE_ALLOWED)
    return store


def _check_rate(text: str) -> str:
    parse_rate(text)
    return text


def _check_store(url: SecretStr) -> SecretStr:
    open_store(url.get_secret_value())
    return url


Rate = Annotated[str, AfterValidator(_check_rate)]


class LimitsSettings(Section):
    """How often links are minted, at most."""

    per_person: Rate = Field(default=PER_PERSON, description=RATE_ALLOWED)
    per_address: Rate = Field(default=PER_ADDRESS, description=RATE_ALLOWED)
    store_url: Annotated[SecretStr, AfterValidator(_check_store)] = Field(
        default=SecretStr("memory://"), description=STORE_ALLOWED
    )
