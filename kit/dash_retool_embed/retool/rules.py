"""What Retool accepts in a request for an embed URL, as far as a configuration decides it.

One statement for both readers: the configuration, so that a mistake stops the start, and the
request itself. Source: Retool Embed quickstart, "POST request parameters".
"""

import json
import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationInfo

from dash_retool_embed.field_types import NonEmptyText

MIN_SESSION_MINUTES = 10
MAX_SESSION_MINUTES = 43_200
MAX_METADATA_BYTES = 1_024
INT64 = range(-(2**63), 2**63)


def check_metadata_value(value: object) -> object:
    """Return `value` if Retool takes it as a metadata value.

    Raises:
        ValueError: it doesn't.
    """
    if isinstance(value, str | bool):
        return value
    if isinstance(value, int) and value in INT64:
        return value
    raise ValueError("a string, a boolean or a whole number of at most 64 bits (int64)")


def check_session_minutes(minutes: object) -> int:
    """Return `minutes` if Retool takes it as the length of a session.

    Raises:
        ValueError: it doesn't.
    """
    if type(minutes) is int and MIN_SESSION_MINUTES <= minutes <= MAX_SESSION_MINUTES:
        return minutes
    raise ValueError(f"session_duration_minutes = {minutes!r}; allowed: {SESSION_ALLOWED}")


def check_api_key(text: str) -> str:
    """Return an access token without the white space that files and shells leave around it.

    Raises:
        ValueError: it can't be sent in a header; the text is without the token.
    """
    stripped = text.strip()
    if not re.fullmatch(r"[\x21-\x7e]+", stripped):
        raise ValueError("an access token: printable ASCII without spaces, not empty")
    return stripped


def check_metadata(metadata: dict[str, str | int | bool]) -> dict[str, str | int | bool]:
    """Return `metadata` if it is short enough as JSON.stringify would write it.

    Raises:
        ValueError: it is too long.
    """
    text = json.dumps(metadata, separators=(",", ":"), ensure_ascii=False)
    if (size := len(text.encode())) > MAX_METADATA_BYTES:
        raise ValueError(f"{METADATA_ALLOWED}, not {size}")
    return metadata


def check_release(release: str, info: ValidationInfo) -> str:
    """Return `release` if the field `branch` beside it, and before it, is not set.

    Raises:
        ValueError: it is, and Retool shows only one of both.
    """
    if (branch := info.data.get("branch")) is not None:
        raise ValueError(f"nothing, because branch is set too ({branch!r}): Retool shows one only")
    return release


MetadataValue = Annotated[str | int | bool, BeforeValidator(check_metadata_value)]
AppUuid = Annotated[
    str,
    StringConstraints(
        strict=True,
        pattern=r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
    ),
]
GroupId = Annotated[int, Field(strict=True)]

ReleaseVersion = Annotated[NonEmptyText, AfterValidator(check_release)]

APP_UUID_ALLOWED = "the app's UUID, such as 6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10"
GROUPS_ALLOWED = "a list of at least one permission group ID, each a whole number"
SESSION_ALLOWED = f"a whole number of minutes from {MIN_SESSION_MINUTES} to {MAX_SESSION_MINUTES}"
METADATA_ALLOWED = (
    "names with strings, booleans or 64-bit whole numbers, "
    f"at most {MAX_METADATA_BYTES} bytes as JSON"
)
ENVIRONMENT_ALLOWED = "the name of a Retool environment, not empty"
BRANCH_ALLOWED = "the name of a branch, not empty, and not together with a release version"
RELEASE_ALLOWED = 'a release such as "1.0.0" or "latest", not empty, and not together with a branch'
