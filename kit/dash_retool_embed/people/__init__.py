"""Who is asking, as far as the kit has to know."""

from dash_retool_embed.people.claim_path import claim_at
from dash_retool_embed.people.errors import (
    IdentityError,
    NotSignedIn,
    SessionEnded,
    TokenExpired,
    TokenInvalid,
)
from dash_retool_embed.people.user import User

__all__ = [
    "IdentityError",
    "NotSignedIn",
    "SessionEnded",
    "TokenExpired",
    "TokenInvalid",
    "User",
    "claim_at",
]
