"""Retool over HTTP: one request for one single-use embed URL."""

from dashapp.retool.client import RetoolClient
from dashapp.retool.errors import (
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
from dashapp.retool.link import EmbedUrl
from dashapp.retool.request import EmbedRequest, UserInfo, UserInfoKeys
from dashapp.retool.tickets import TICKET_PATTERN

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
