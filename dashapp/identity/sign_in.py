"""Who signs in how: the configuration's choice, for one host."""

from typing import Protocol

from flask import Blueprint, Request
from pydantic import SecretStr

from dashapp.audit import Audit
from dashapp.identity.errors import TokenMissing
from dashapp.identity.iap import IapVerifier
from dashapp.identity.load_balancer import LoadBalancerKeys, LoadBalancerVerifier
from dashapp.identity.published_keys import PublishedKeys
from dashapp.identity.request_user import Verifier, bearer_token, user_from_request
from dashapp.identity.tokens import TokenVerifier
from dashapp.identity.user import User
from dashapp.settings import AuthSettings


class SignInPages(Protocol):
    """A sign-in on pages of the host itself.

    `blueprint` has the pages: `choose`, to which people without a sign-in are sent, and
    ``/sign-out``. `audit` is told who signs in and out; the host sets it.
    """

    blueprint: Blueprint
    audit: Audit

    def cookie_name(self, asked: Request, /) -> str:
        """Return the name of the cookie that the browser behind a request is known by."""

    def user(self, asked: Request, bearer: Verifier, /) -> User:
        """Return who sent a request, with a cookie of these pages or a bearer token.

        Raises:
            IdentityError: nobody, or nobody can tell.
        """


class SignIn:
    """Knows where a request's token is, and what it must be."""

    def __init__(self, auth: AuthSettings, secret: SecretStr | None) -> None:
        """Read the configuration; nothing is fetched yet.

        Raises:
            ValueError: there is neither a secret nor an address of keys.
        """
        self._auth = auth
        self.verifier = _verifier(auth, secret)

    def user(self, request: Request) -> User:
        """Return who sent the request.

        Behind a proxy only what the proxy sets counts: a cookie or another header could come from
        the client by another way.

        Raises:
            IdentityError: nobody, or nobody can tell.
        """
        auth = self._auth
        if not auth.behind_proxy:
            return user_from_request(request, self.verifier, auth.cookie)
        header = auth.token_header
        token = bearer_token(request) if header is None else request.headers.get(header)
        if not token:
            raise TokenMissing("The request has no token of the proxy: it came by another way.")
        return self.verifier.verify(token)


def _verifier(auth: AuthSettings, secret: SecretStr | None) -> TokenVerifier:
    if auth.jwks_url is None:
        if secret is None:
            raise ValueError("Tokens with HS256 need a secret")
        return TokenVerifier(
            secret, auth.algorithms, auth.audience, auth.issuer, claims=auth.claims
        )
    if auth.proxy == "aws-alb":
        keys = LoadBalancerKeys(auth.jwks_url)
        return LoadBalancerVerifier(
            keys, auth.signer or "", auth.audience, auth.issuer, claims=auth.claims
        )
    kind = IapVerifier if auth.proxy == "google-iap" else TokenVerifier
    published = PublishedKeys(auth.jwks_url, auth.algorithms)
    return kind(published, auth.algorithms, auth.audience, auth.issuer, claims=auth.claims)
