"""Who is asking: from a request to a `User`."""

from dashapp.identity.errors import (
    IdentityError,
    KeysUnavailable,
    NotSignedIn,
    SessionEnded,
    TokenExpired,
    TokenInvalid,
    TokenMissing,
)
from dashapp.identity.request_user import user_from_request
from dashapp.identity.sign_in import SignInPages
from dashapp.identity.token_sign_in import TokenSignIn
from dashapp.identity.tokens import TokenVerifier, issue_token
from dashapp.identity.user import User
from dashapp.identity.verifiers import TokenSignIns

__all__ = [
    "IdentityError",
    "KeysUnavailable",
    "NotSignedIn",
    "SessionEnded",
    "SignInPages",
    "TokenExpired",
    "TokenInvalid",
    "TokenMissing",
    "TokenSignIn",
    "TokenSignIns",
    "TokenVerifier",
    "User",
    "issue_token",
    "user_from_request",
]
