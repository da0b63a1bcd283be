"""What a token of another login must be: the configuration's choice, for one host."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import SecretStr

from dash_retool_embed.people import SessionEnded, TokenInvalid, User
from dashapp.identity.iap import IapVerifier
from dashapp.identity.load_balancer import LoadBalancerKeys, LoadBalancerVerifier
from dashapp.identity.published_keys import PublishedKeys
from dashapp.identity.token_digest import token_digest
from dashapp.identity.tokens import LEEWAY_SECONDS, TokenVerifier
from dashapp.sessions import Revocations
from dashapp.settings import PRESETS, SHARED_SECRET, AuthSettings

CLOCKS_SECONDS = 60.0
"""By so much the clocks of two processes may differ."""

LONGEST_SECONDS = 24 * 60 * 60.0
"""For how long a token is refused that does not say when it ends: a load balancer's are shorter."""


class TokenAuthenticator:
    """Knows whose a token is, and refuses those with which somebody has signed out."""

    def __init__(
        self, auth: AuthSettings, deployment_secrets: Sequence[SecretStr], revocations: Revocations
    ) -> None:
        """Read the configuration; nothing is fetched yet.

        Args:
            auth: what a token must be.
            deployment_secrets: any of which may have signed it; none with a login's own keys.
            revocations: tokens that are no longer good.

        Raises:
            ValueError: there is neither a secret nor an address of keys.
        """
        self._verifiers = _verifiers(auth, deployment_secrets)
        self._revocations = revocations

    def verify(self, token: str) -> User:
        """Return who the token was issued to.

        Raises:
            TokenExpired, TokenInvalid, SessionEnded: it is not accepted, and why.
            KeysUnavailable: nobody can tell now.
        """
        user = self._read(token)
        if token_digest(token) in self._revocations:
            raise SessionEnded(case="token")
        return user

    def revoke(self, token: str) -> User:
        """Accept a token no more, until it would end by itself; return whose it is.

        Raises:
            IdentityError: it isn't accepted now.
        """
        user = self.verify(token)
        self._revocations.add(token_digest(token), _end_of(user.claims))
        return user

    def _read(self, token: str) -> User:
        *others, last = self._verifiers
        for verifier in others:
            try:
                return verifier.verify(token)
            except TokenInvalid:
                continue
        return last.verify(token)


def _end_of(claims: Mapping[str, Any]) -> float:
    exp = claims.get("exp")
    if exp is None:
        return time.time() + LONGEST_SECONDS
    # It is accepted a little longer than it says.
    return float(exp) + LEEWAY_SECONDS + CLOCKS_SECONDS


def _verifiers(auth: AuthSettings, deployment_secrets: Sequence[SecretStr]) -> list[TokenVerifier]:
    if auth.jwks_url is not None:
        return [_verifier_by_keys(auth, auth.jwks_url)]
    if not deployment_secrets:
        raise ValueError(f"Tokens with {SHARED_SECRET} need a secret")
    return [
        TokenVerifier(each, auth.algorithms, auth.audience, auth.issuer, claims=auth.claims)
        for each in deployment_secrets
    ]


def _verifier_by_keys(auth: AuthSettings, url: str) -> TokenVerifier:
    if auth.proxy == "aws-alb":
        return LoadBalancerVerifier(
            LoadBalancerKeys(url),
            auth.signer or "",
            auth.audience,
            auth.issuer,
            claims=auth.claims,
        )
    kind = IapVerifier if auth.proxy == "google-iap" else TokenVerifier
    return kind(
        PublishedKeys(url, auth.algorithms),
        auth.algorithms,
        auth.audience,
        auth.issuer,
        claims=auth.claims,
        trusts_email=auth.proxy is not None and PRESETS[auth.proxy].verifies_email,
    )
