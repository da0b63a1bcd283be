"""Who is asking: from a request to a `User`."""

from dashapp.identity.demo import DemoSignIn, demo_secret
from dashapp.identity.errors import KeysUnavailable, TokenMissing
from dashapp.identity.external_sign_in import ExternalSignIn
from dashapp.identity.issuing import issue_token
from dashapp.identity.oidc import OidcSignIn
from dashapp.identity.request_user import user_from_request
from dashapp.identity.safe_redirect import safe_redirect
from dashapp.identity.sign_in import SignInPages
from dashapp.identity.token_authenticator import TokenAuthenticator
from dashapp.identity.tokens import TokenVerifier

__all__ = [
    "DemoSignIn",
    "ExternalSignIn",
    "KeysUnavailable",
    "OidcSignIn",
    "SignInPages",
    "TokenAuthenticator",
    "TokenMissing",
    "TokenVerifier",
    "demo_secret",
    "issue_token",
    "safe_redirect",
    "user_from_request",
]
