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
# Requests that nobody who is signed in sent, such as those of pages whose sign-in has just ended:
# all windows of an office at the same moment.
PER_ADDRESS = "1000 per 20 seconds"
# Sign-ins that the provider refused after it was asked. An honest one succeeds, and is not counted.
FAILED_SIGN_INS = "20 per 10 seconds"

IN_MEMORY = "memory"
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


def open_store(url: str) -> Storage | None:
    """Return the store at this URL, without a connection to it yet; None: this process's memory.

    Raises:
        ValueError: there is no such store, or its client is not installed; without the URL.
    """
    if url.startswith(f"{IN_MEMORY}:"):
        return None
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
    """How often links are minted, and sign-ins may fail, at most.

    `per_person` is for who is signed in, wherever they are. The other two are for strangers, by
    address: `per_address` for requests for links, `failed_sign_ins` for sign-ins at the provider.
    """

    per_person: Rate = Field(default=PER_PERSON, description=RATE_ALLOWED)
    per_address: Rate = Field(default=PER_ADDRESS, description=RATE_ALLOWED)
    failed_sign_ins: Rate = Field(default=FAILED_SIGN_INS, description=RATE_ALLOWED)
    store_url: Annotated[SecretStr, AfterValidator(_check_store)] = Field(
        default=SecretStr(f"{IN_MEMORY}://"), description=STORE_ALLOWED
    )
