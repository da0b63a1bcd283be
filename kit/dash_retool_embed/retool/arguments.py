"""What a `RetoolClient` is given, refused where it is given. No text shows an address or a key."""

from collections.abc import Collection, Iterable, Mapping

from pydantic import SecretStr

from dash_retool_embed.callables import kind_of
from dash_retool_embed.retool.origin import parse_retool_origin
from dash_retool_embed.retool.rules import check_api_key


def origin(name: str, url: object, allow_insecure_http: bool) -> str:
    """Return an argument as the origin that it says.

    Raises:
        TypeError: it is no text.
        ValueError: it is no origin, or not safe.
    """
    if not isinstance(url, str):
        raise TypeError(
            f'RetoolClient({name}=…): an address such as "https://retool.example.com" is needed, '
            f"not {kind_of(url)}"
        )
    try:
        return parse_retool_origin(url, allow_insecure_http=allow_insecure_http)
    except ValueError as error:
        raise ValueError(f"RetoolClient({name}=…): {error}") from None


def origins(name: str, urls: object, allow_insecure_http: bool) -> list[str]:
    """Return an argument as the origins that it says.

    Raises:
        TypeError: it is no list of text, such as one text alone, whose characters would be taken.
        ValueError: one is no origin, or not safe.
    """
    if isinstance(urls, str | bytes | Mapping) or not isinstance(urls, Iterable):
        raise TypeError(
            f"RetoolClient({name}=…): a list of addresses is needed, not {kind_of(urls)}"
        )
    return [origin(f"{name}[{place}]", url, allow_insecure_http) for place, url in enumerate(urls)]


def token(name: str, key: object) -> SecretStr:
    """Return an argument as an access token.

    Raises:
        TypeError: it is no text and no `SecretStr`.
        ValueError: it can't be sent in a header.
    """
    text = key.get_secret_value() if isinstance(key, SecretStr) else key
    if not isinstance(text, str):
        raise TypeError(
            f"RetoolClient({name}=…): an access token is needed, text or a SecretStr, "
            f"not {kind_of(text)}"
        )
    try:
        return SecretStr(check_api_key(text))
    except ValueError as error:
        raise ValueError(f"RetoolClient({name}=…): {error}") from None


def check_choice(name: str, value: object, choices: Collection[str]) -> None:
    """Refuse what is none of the choices.

    Raises:
        ValueError: it is none.
    """
    if value not in choices:
        allowed = " or ".join(map(repr, choices))
        raise ValueError(f"RetoolClient({name}={value!r}): {allowed} is needed")


def check_seconds(name: str, value: object) -> None:
    """Refuse what is no time that a call could take.

    Raises:
        TypeError: it is no number.
        ValueError: it is not above 0.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(
            f"RetoolClient({name}=…): a number of seconds is needed, not {kind_of(value)}"
        )
    if not value > 0:
        raise ValueError(f"RetoolClient({name}={value!r}): a number above 0 is needed")


def check_count(name: str, value: object, *, least: int = 1) -> None:
    """Refuse what is no number of calls.

    Raises:
        TypeError: it is no whole number.
        ValueError: it is too small.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"RetoolClient({name}=…): a whole number is needed, not {kind_of(value)}")
    if value < least:
        or_none = "" if least else "0 or "
        raise ValueError(f"RetoolClient({name}={value!r}): {or_none}a number above 0 is needed")


def check_switch(name: str, value: object) -> None:
    """Refuse what is no boolean: Python takes the text "false" for true.

    Raises:
        TypeError: it is something else.
    """
    if not isinstance(value, bool):
        raise TypeError(f"RetoolClient({name}=…): True or False is needed, not {kind_of(value)}")
