"""Retool over HTTP: one request for one single-use embed URL."""

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
from dash_retool_embed.retool.request import EmbedRequest, UserInfo, UserInfoKeys
from dash_retool_embed.retool.tickets import TICKET_PATTERN

__all__ = [
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
]
