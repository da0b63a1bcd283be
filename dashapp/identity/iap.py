"""What Google's Identity-Aware Proxy says of people.

Source: "Securing your app with signed headers", Identity-Aware Proxy documentation, "Verify the
JWT payload".
"""

from collections.abc import Mapping
from typing import Any

from dash_retool_embed.people import TokenInvalid
from dashapp.identity.tokens import TokenVerifier

MAX_LIFETIME_SECONDS = 600
"""From iat to exp, with the leeway at both ends."""


class IapVerifier(TokenVerifier):
    """Verifies the proxy's assertions."""

    required = ("exp", "iat", "aud", "sub")

    def check_claims(self, claims: Mapping[str, Any]) -> None:
        """Refuse what is for several audiences, or for longer than the proxy's assertions are."""
        if not isinstance(claims["aud"], str):
            raise TokenInvalid("it is for another audience")
        if claims["exp"] - claims["iat"] > MAX_LIFETIME_SECONDS + 2 * self.leeway_seconds:
            raise TokenInvalid("it is valid for too long")
