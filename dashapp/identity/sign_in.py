"""Who signs in how: the configuration's choice, for one host."""

from flask import Request
from pydantic import SecretStr

from dashapp.identity.published_keys import PublishedKeys
from dashapp.identity.request_user import user_from_request
from dashapp.identity.tokens import TokenVerifier
from dashapp.identity.user import User
from dashapp.settings import AuthSettings


class SignIn:
    """Knows where a request's token is, and what it must be."""

    def __init__(self, auth: AuthSettings, secret: SecretStr | None) -> None:
        """Read the configuration; nothing is fetched yet.

        Raises:
            ValueError: there is neither a secret nor an address of keys.
        """
        self._cookie = auth.cookie
        self.verifier = _verifier(auth, secret)

    def user(self, request: Request) -> User:
        """Return who sent the request.

        Raises:
            IdentityError: nobody, or nobody can tell.
        """
        return user_from_request(request, self.verifier, self._cookie)


def _verifier(auth: AuthSettings, secret: SecretStr | None) -> TokenVerifier:
    keys = secret if auth.jwks_url is None else PublishedKeys(auth.jwks_url, auth.algorithms)
    if keys is None:
        raise ValueError("Tokens with HS256 need a secret")
    return TokenVerifier(keys, auth.algorithms, auth.audience, auth.issuer, claims=auth.claims)
