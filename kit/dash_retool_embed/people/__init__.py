"""Who is asking, as far as the kit has to know."""

from dash_retool_embed.people.claim_path import CLAIM_PATH_ALLOWED, claim_at, parse_claim_path
from dash_retool_embed.people.errors import (
    IdentityError,
    NotSignedIn,
    SessionEnded,
    TokenExpired,
    TokenInvalid,
)
from dash_retool_embed.people.user import User

__all__ = [
    "CLAIM_PATH_ALLOWED",
    "IdentityError",
    "NotSignedIn",
    "SessionEnded",
    "TokenExpired",
    "TokenInvalid",
    "User",
    "claim_at",
    "parse_claim_path",
]
