"""Sign-in tokens: JSON Web Tokens with a shared secret, verified and, for the demo, issued."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

import jwt
from pydantic import SecretStr

from dashapp.identity.errors import TokenExpired, TokenInvalid
from dashapp.identity.user import User
from dashapp.settings.jwt_secret import check_jwt_secret

SUPPORTED_ALGORITHMS = frozenset({"HS256"})
MAX_TOKEN_CHARACTERS = 8_192
"""A cookie holds 4 KB and servers cut headers at about 8 KB; longer is not worth parsing."""


class TokenVerifier:
    """Turns a token into a `User` or refuses it."""

    def __init__(
        self,
        secret: SecretStr | str,
        algorithms: Sequence[str],
        audience: str,
        issuer: str | None = None,
        leeway_seconds: float = 30,
    ) -> None:
        """Describe the tokens that are accepted.

        Args:
            secret: what they are signed with.
            algorithms: of the signature.
            audience: the aud claim that a token must have.
            issuer: the iss claim that it must have; None: any or none.
            leeway_seconds: allows for clocks that differ.

        Raises:
            ValueError: the secret has under 32 bytes, or an algorithm is not supported.
        """
        if not algorithms or (unsupported := set(algorithms) - SUPPORTED_ALGORITHMS):
            names = ", ".join(sorted(unsupported)) if algorithms else "none"
            raise ValueError(f"Algorithms are {names}; supported: HS256")
        self._secret = check_jwt_secret(secret)
        self._algorithms = list(algorithms)
        self._audience = audience
        self._issuer = issuer
        self._leeway = leeway_seconds

    def verify(self, token: str) -> User:
        """Return who the token was issued to.

        The algorithm is the configured one, whatever the token's header says. exp, aud and sub
        must be there, and iss if an issuer is configured.

        Raises:
            TokenExpired, TokenInvalid: it is not accepted, and why.
        """
        if not isinstance(token, str) or not token.isascii():
            raise TokenInvalid("it is not text in ASCII")
        if len(token) > MAX_TOKEN_CHARACTERS:
            raise TokenInvalid(f"it is longer than {MAX_TOKEN_CHARACTERS} characters")
        return _user(self._claims(token))

    def _claims(self, token: str) -> dict[str, Any]:
        required = ["exp", "aud", "sub"] + (["iss"] if self._issuer else [])
        try:
            return jwt.decode(
                token,
                self._secret.get_secret_value(),
                algorithms=self._algorithms,
                audience=self._audience,
                issuer=self._issuer,
                leeway=self._leeway,
                # PyJWT wants sub to be text; _user has a rule of its own.
                options={"require": required, "verify_sub": False},
            )
        except jwt.ExpiredSignatureError:
            raise TokenExpired("The sign-in token has expired.") from None
        except jwt.InvalidTokenError as error:
            raise TokenInvalid(_reason(error)) from None
        # Older versions of PyJWT let a deeply nested header or an infinite time through.
        except (ValueError, OverflowError, RecursionError):
            raise TokenInvalid("it can't be read") from None


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
        {**claims, **own}, check_jwt_secret(secret).get_secret_value(), algorithm="HS256"
    )


def _user(claims: Mapping[str, Any]) -> User:
    return User(
        id=_identifier(claims["sub"]),
        email=_text(claims, "email"),
        first_name=_text(claims, "first_name") or _text(claims, "given_name"),
        last_name=_text(claims, "last_name") or _text(claims, "family_name"),
        roles=_roles(claims.get("roles")),
        claims=MappingProxyType(dict(claims)),
    )


def _identifier(sub: object) -> str:
    if isinstance(sub, str) and sub.strip():
        return sub
    if isinstance(sub, int) and not isinstance(sub, bool):
        return str(sub)
    raise TokenInvalid("its sub must be text that is not empty, or a whole number")


def _text(claims: Mapping[str, Any], name: str) -> str | None:
    value = claims.get(name)
    if value is not None and not isinstance(value, str):
        raise TokenInvalid(f"its {name} must be text")
    return value


def _roles(roles: object) -> frozenset[str]:
    if roles is None:
        return frozenset()
    # A lone string is refused: taken for a list, "admin" would be five roles of one letter.
    if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
        raise TokenInvalid("its roles must be a list of texts")
    return frozenset(roles)


def _reason(error: jwt.InvalidTokenError) -> str:
    """Return PyJWT's error in words of our own: its texts may repeat what the token says."""
    if isinstance(error, jwt.MissingRequiredClaimError):
        return f"it has no {error.claim}"
    reasons: tuple[tuple[type[jwt.InvalidTokenError], str], ...] = (
        (jwt.InvalidSignatureError, "its signature is wrong"),
        (jwt.InvalidAlgorithmError, "its algorithm is not the configured one"),
        (jwt.InvalidAudienceError, "it is for another audience"),
        (jwt.InvalidIssuerError, "it is from another issuer"),
        (jwt.ImmatureSignatureError, "it is from the future"),
    )
    return next((text for kind, text in reasons if isinstance(error, kind)), "it can't be read")
