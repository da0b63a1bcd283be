"""Retool over HTTP: one request for one single-use embed URL."""

from dash_retool_embed.retool.circuit_breaker import MIN_FAILED_APPS
from dash_retool_embed.retool.client import RetoolClient
from dash_retool_embed.retool.errors import (
    EmbeddingNotEnabled,
    InvalidEmbedRequest,
    OriginNotAllowed,
    RateLimited,
    RequestRejected,
    RetoolBusy,
    RetoolError,
    RetoolFailed,
    RetoolUnavailable,
    TokenRejected,
    UnintelligibleAnswer,
    UnknownAppOrGroup,
    Violation,
)
from dash_retool_embed.retool.link import EmbedUrl
from dash_retool_embed.retool.origin import parse_retool_origin
from dash_retool_embed.retool.request import PARAMETERS_OF_APP, EmbedRequest, UserInfo, UserInfoKeys
from dash_retool_embed.retool.rules import (
    check_metadata,
    check_metadata_value,
    check_session_minutes,
)
from dash_retool_embed.retool.tickets import TICKET_PATTERN

__all__ = [
    "MIN_FAILED_APPS",
    "PARAMETERS_OF_APP",
    "TICKET_PATTERN",
    "EmbedRequest",
    "EmbedUrl",
    "EmbeddingNotEnabled",
    "InvalidEmbedRequest",
    "OriginNotAllowed",
    "RateLimited",
    "RequestRejected",
    "RetoolBusy",
    "RetoolClient",
    "RetoolError",
    "RetoolFailed",
    "RetoolUnavailable",
    "TokenRejected",
    "UnintelligibleAnswer",
    "UnknownAppOrGroup",
    "UserInfo",
    "UserInfoKeys",
    "Violation",
    "check_metadata",
    "check_metadata_value",
    "check_session_minutes",
    "parse_retool_origin",
]
