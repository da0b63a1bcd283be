"""Who is asking: from a request to a `User`."""

from dashapp.identity.errors import (
    IdentityError,
    KeysUnavailable,
    NotSignedIn,
    TokenExpired,
    TokenInvalid,
    TokenMissing,
)
from dashapp.identity.request_user import user_from_request
from dashapp.identity.sign_in import SignIn, SignInPages
from dashapp.identity.tokens import TokenVerifier, issue_token
from dashapp.identity.user import User

__all__ = [
    "IdentityError",
    "KeysUnavailable",
    "NotSignedIn",
    "SignIn",
    "SignInPages",
    "TokenExpired",
    "TokenInvalid",
    "TokenMissing",
    "TokenVerifier",
    "User",
    "issue_token",
    "user_from_request",
]
