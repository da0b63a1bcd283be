"""Who is asking: from a request to a `User`."""

from dashapp.identity.errors import KeysUnavailable, TokenMissing
from dashapp.identity.request_user import user_from_request
from dashapp.identity.sign_in import SignInPages
from dashapp.identity.token_sign_in import TokenSignIn
from dashapp.identity.tokens import TokenVerifier, issue_token
from dashapp.identity.verifiers import TokenSignIns

__all__ = [
    "KeysUnavailable",
    "SignInPages",
    "TokenMissing",
    "TokenSignIn",
    "TokenSignIns",
    "TokenVerifier",
    "issue_token",
    "user_from_request",
]
