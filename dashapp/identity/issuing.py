"""Signing a token: for the demo, and for trying out."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from pydantic import SecretStr

from dashapp.settings import SHARED_SECRET, check_jwt_secret


def issue_token(
    secret: SecretStr | str,
    *,
    sub: str,
    roles: Iterable[str],
    lifetime: timedelta,
    audience: str,
    issuer: str | None = None,
    **claims: Any,
) -> str:
    """Return a token that `TokenVerifier` accepts, for the demo and for trying out.

    Args:
        secret: signs it.
        sub: who it is for.
        roles: of the person.
        lifetime: from now.
        audience: the aud claim.
        issuer: the iss claim; None: left out.
        **claims: further claims such as email or store_id.

    Raises:
        ValueError: the secret has under 32 bytes, or a claim has a parameter of its own.
    """
    now = datetime.now(UTC)
    own = {"sub": sub, "roles": sorted(roles), "aud": audience, "iat": now, "exp": now + lifetime}
    if issuer is not None:
        own["iss"] = issuer
    if twice := sorted(own.keys() & claims.keys()):
        raise ValueError(f"Claims that are set already: {', '.join(twice)}")
    return jwt.encode(
        {**claims, **own}, check_jwt_secret(secret).get_secret_value(), algorithm=SHARED_SECRET
    )
