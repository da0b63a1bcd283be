"""What the host keeps of a sign-in with OpenID Connect: the claims it needs, signed by itself."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from pydantic import SecretStr

from dashapp.identity.claims import ClaimReader
from dashapp.identity.derived_key import derived_key
from dashapp.identity.errors import TokenInvalid
from dashapp.identity.tokens import TokenVerifier, issue_token
from dashapp.identity.user import User
from dashapp.settings import ClaimNames
from dashapp.settings.claim_path import parse_claim_path


class HostTokens:
    """Issues and verifies the tokens of one host; those of any other host are refused."""

    def __init__(
        self,
        secret: SecretStr,
        host_url: str,
        audience: str,
        keeps: Iterable[str],
        names: ClaimNames,
    ) -> None:
        """Describe the tokens.

        Args:
            secret: of the deployment; the tokens are signed with a key made of it.
            host_url: who issues them.
            audience: who they are for.
            keeps: names or dotted paths of claims to keep beside those that make a `User`.
            names: which claims make a `User`.
        """
        self._secret = derived_key(secret, f"sign-in for {audience} at {host_url}")
        self._host_url, self._audience = host_url, audience
        # sub is needed even if people are told apart by another claim.
        self._keeps = {"sub"} | {parse_claim_path(path)[0] for path in [*_paths(names), *keeps]}
        self._reader = ClaimReader(names)
        self._verifier = TokenVerifier(self._secret, ["HS256"], audience, host_url)

    def issue(self, claims: Mapping[str, Any], lifetime: timedelta) -> str:
        """Return a token for whom these verified claims are about.

        Raises:
            TokenInvalid: the claims describe nobody.
        """
        kept = {name: value for name, value in claims.items() if name in self._keeps}
        return issue_token(
            self._secret,
            sub=self._reader.user(kept).id,
            roles=(),
            lifetime=lifetime,
            audience=self._audience,
            issuer=self._host_url,
            claims=kept,
        )

    def verify(self, token: str) -> User:
        """Return who signed in.

        Raises:
            TokenExpired, TokenInvalid: it is not accepted, and why.
        """
        kept = self._verifier.verify(token).claims.get("claims")
        if not isinstance(kept, dict):
            raise TokenInvalid("it has no claims")
        return self._reader.user(kept)


def _paths(names: ClaimNames) -> list[str]:
    return [names.id, *names.email, *names.first_name, *names.last_name, *names.roles]
