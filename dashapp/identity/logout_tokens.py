"""Logout tokens: a provider says who has signed out (OpenID Connect Back-Channel Logout 1.0)."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dash_retool_embed.people import TokenInvalid
from dashapp.identity.published_keys import PublishedKeys
from dashapp.identity.tokens import TokenVerifier
from dashapp.settings import ASYMMETRIC

EVENT = "http://schemas.openid.net/event/backchannel-logout"
MAX_AGE_SECONDS = 600.0
"""Older ones are refused even if they don't say when they end."""


@dataclass(frozen=True, slots=True)
class Logout:
    """Who has signed out at the provider: all of a subject's sessions, or one of them.

    ``id`` tells this notice from others; ``issued`` is in seconds since the epoch, as it says.
    """

    subject: str | None
    session: str | None
    id: str
    issued: float


class LogoutTokens:
    """Reads the provider's logout tokens. Threads may share it."""

    def __init__(self, client_id: str, issuer: str) -> None:
        """Describe them; no keys are fetched yet."""
        self._client_id = client_id
        self._issuer = issuer
        self._lock = threading.Lock()
        self._verifier: _LogoutVerifier | None = None

    def read(self, token: str, metadata: Mapping[str, Any]) -> Logout:
        """Return what a logout token says (section 2.6).

        Args:
            token: as it was sent.
            metadata: of the provider's discovery.

        Raises:
            TokenExpired, TokenInvalid: it is not accepted, and why.
            KeysUnavailable: nobody can tell now.
        """
        claims = self._verifier_by(metadata).claims(token)
        events, subject, session = (claims.get(name) for name in ("events", "sub", "sid"))
        if not isinstance(events, dict) or not isinstance(events.get(EVENT), dict):
            raise TokenInvalid("it is no logout token")
        # With it, it could be an ID token.
        if "nonce" in claims:
            raise TokenInvalid("it has a nonce")
        if any(each is not None and not isinstance(each, str) for each in (subject, session)):
            raise TokenInvalid("its sub and sid must be texts")
        if not subject and not session:
            raise TokenInvalid("it says nobody")
        if claims["iat"] < time.time() - MAX_AGE_SECONDS:
            raise TokenInvalid("it is too old")
        if not isinstance(claims["jti"], str):
            raise TokenInvalid("its jti must be text")
        return Logout(subject or None, session or None, claims["jti"], float(claims["iat"]))

    def _verifier_by(self, metadata: Mapping[str, Any]) -> "_LogoutVerifier":
        with self._lock:
            if self._verifier is None:
                named = metadata["id_token_signing_alg_values_supported"]
                algorithms = [name for name in named if name in ASYMMETRIC]
                keys = PublishedKeys(metadata["jwks_uri"], algorithms, few_wait=True)
                self._verifier = _LogoutVerifier(keys, algorithms, self._client_id, self._issuer)
            return self._verifier


class _LogoutVerifier(TokenVerifier):
    required = ("aud", "iat", "jti", "events")
