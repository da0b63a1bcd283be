"""How often links may be asked for, and where it is counted."""

from typing import Annotated

from limits.errors import ConfigurationError
from limits.storage import Storage, storage_from_string
from pydantic import AfterValidator, Field, SecretStr

from dash_retool_embed.apps import Section
from dash_retool_embed.limits import PER_ADDRESS, PER_PERSON, RATE_ALLOWED, parse_rate

# Sign-ins that the provider refused after it was asked. An honest one succeeds, and is not counted.
FAILED_SIGN_INS = "20 per 10 seconds"

IN_MEMORY = "memory"
STORE_ALLOWED = (
    "the URL of a store that the package limits knows, such as redis://redis.example.com, "
    "whose client is installed"
)
STORE_SECONDS = 1.0
"""A store that answers later than this counts as out of order."""


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
