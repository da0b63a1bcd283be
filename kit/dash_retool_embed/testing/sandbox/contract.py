"""The rules of a mint request (Retool Embed quickstart, POST request parameters)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn, TypeGuard

from dash_retool_embed.testing.sandbox.catalogue import (
    ADMIN_GROUP,
    APPS_OF_GROUP,
    App,
    app_with_uuid,
)

MetadataValue = str | int | bool

SESSION_MINUTES_MIN = 10
SESSION_MINUTES_MAX = 43_200
SESSION_MINUTES_DEFAULT = 1_440
METADATA_BYTES_MAX = 1_024
INT64_MIN = -(2**63)
INT64_MAX = 2**63 - 1

KNOWN_FIELDS = frozenset(
    {
        "landingPageUuid",
        "groupIds",
        "externalIdentifier",
        "sessionDurationMinutes",
        "userInfo",
        "metadata",
        "environment",
        "branch",
        "releaseVersion",
    }
)


class ContractViolationError(Exception):
    """A mint request that Retool refuses.

    `status` is the HTTP status of the answer; `message` names the field and the rule.
    """

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


@dataclass(frozen=True, slots=True)
class MintRequest:
    """A mint request that kept every rule. `groups` is without the admin group."""

    body: Mapping[str, object]
    app: App
    groups: tuple[int, ...]
    user: str
    session_minutes: int
    user_info: Mapping[str, str]
    metadata: Mapping[str, MetadataValue]
    unknown_fields: tuple[str, ...]


def read_mint_request(raw: bytes) -> MintRequest:
    """Read the JSON body of a mint request.

    Fields that the table doesn't have are let through, since the contract is silent about them;
    `unknown_fields` keeps their names, so that a test can see a misspelt one.

    Raises:
        ContractViolationError: for the first rule that the body breaks.

    """
    body = _read_object(raw)
    uuid = _required(body, "landingPageUuid")
    if not isinstance(uuid, str):
        _refuse("landingPageUuid", "must be a string")
    group_ids = _group_ids(_required(body, "groupIds"))
    user = _external_identifier(_required(body, "externalIdentifier"))
    minutes = _session_minutes(body.get("sessionDurationMinutes", SESSION_MINUTES_DEFAULT))
    user_info = _user_info(body.get("userInfo", {}))
    metadata = _metadata(body.get("metadata", {}))
    _version(body)
    app = app_with_uuid(uuid)
    if app is None:
        raise ContractViolationError("Page does not belong to organization", status=403)
    return MintRequest(
        body=body,
        app=app,
        groups=tuple(group for group in group_ids if group != ADMIN_GROUP),
        user=user,
        session_minutes=minutes,
        user_info=user_info,
        metadata=metadata,
        unknown_fields=tuple(sorted(body.keys() - KNOWN_FIELDS)),
    )


def _refuse(field: str, rule: str) -> NoReturn:
    raise ContractViolationError(f"{field} {rule}")


def _read_object(raw: bytes) -> dict[str, object]:
    try:
        body = json.loads(raw, parse_constant=_no_constant)
        # A lone surrogate is legal in a JSON escape, yet no database or page could hold it.
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise ContractViolationError("Request body must be valid JSON") from None
    if not isinstance(body, dict):
        raise ContractViolationError("Request body must be a JSON object")
    return body


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _required(body: dict[str, object], field: str) -> object:
    if field not in body:
        _refuse(field, "is required")
    return body[field]


def _is_int(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _group_ids(value: object) -> list[int]:
    if not isinstance(value, list):
        _refuse("groupIds", "must be an array of integers")
    for group in value:
        if not _is_int(group):
            _refuse("groupIds", f"must be an array of integers, not {json.dumps(group)}")
        if group not in APPS_OF_GROUP:
            _refuse("groupIds", f"has {group}, which is no group of this organization")
    return value


def _external_identifier(value: object) -> str:
    if not isinstance(value, str) and not _is_int(value):
        _refuse("externalIdentifier", "must be a string or an integer")
    if value == "":
        _refuse("externalIdentifier", "must not be empty")
    return str(value)


def _session_minutes(value: object) -> int:
    if not _is_int(value):
        _refuse("sessionDurationMinutes", "must be an integer")
    if not SESSION_MINUTES_MIN <= value <= SESSION_MINUTES_MAX:
        _refuse(
            "sessionDurationMinutes",
            f"must be from {SESSION_MINUTES_MIN} to {SESSION_MINUTES_MAX}, not {value}",
        )
    return value


def _user_info(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        _refuse("userInfo", "must be an object")
    for name, text in value.items():
        if not isinstance(text, str):
            _refuse(f"userInfo.{name}", "must be a string")
    return value


def _metadata(value: object) -> dict[str, MetadataValue]:
    if not isinstance(value, dict):
        _refuse("metadata", "must be an object")
    for name, item in value.items():
        if not isinstance(item, str | int):
            _refuse(f"metadata.{name}", "must be a string, an integer or a boolean")
        if isinstance(item, int) and not INT64_MIN <= item <= INT64_MAX:
            _refuse(f"metadata.{name}", "must fit into 64 bits")
    size = len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
    if size > METADATA_BYTES_MAX:
        _refuse("metadata", f"must be at most {METADATA_BYTES_MAX} bytes of JSON, not {size}")
    return value


def _version(body: dict[str, object]) -> None:
    for field in ("environment", "branch", "releaseVersion"):
        if not isinstance(body.get(field, ""), str):
            _refuse(field, "must be a string")
    if "branch" in body and "releaseVersion" in body:
        _refuse("branch", "and releaseVersion can't both be given")
