"""Sign-in tokens: JSON Web Tokens, verified and, for the demo, issued."""

import base64
import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import jwt
from pydantic import SecretStr

from dash_retool_embed.people import TokenExpired, TokenInvalid, User
from dashapp.identity.claims import ClaimReader
from dashapp.identity.json_text import read_json
from dashapp.identity.keys import Keys, SharedSecret, check_algorithms
from dashapp.settings import ASYMMETRIC, SHARED_SECRET, ClaimNames

LEEWAY_SECONDS = 30.0
"""For clocks that differ."""

MAX_TOKEN_CHARACTERS = 8_192
"""A cookie holds 4 KB and servers cut headers at about 8 KB; longer is not worth parsing."""

_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")
_DATES = ("exp", "nbf", "iat")
_LAST_TIME = 2**53


class TokenVerifier:
    """Turns a token into a `User` or refuses it."""

    form: ClassVar[re.Pattern[str]] = _COMPACT
    """What a token looks like (RFC 7515, section 7.1): one spelling only for each."""

    required: ClassVar[tuple[str, ...]] = ("exp", "aud", "sub")
    """Claims that must be there, whatever is configured."""

    def __init__(
        self,
        keys: SecretStr | str | Keys,
        algorithms: Sequence[str],
        audience: str,
        issuer: str | None = None,
        leeway_seconds: float = LEEWAY_SECONDS,
        claims: ClaimNames | None = None,
        trusts_email: bool = False,
    ) -> None:
        """Describe the tokens that are accepted.

        Args:
            keys: the secret that they are signed with, or where the keys are.
            algorithms: of the signature: HS256 with a secret, any others with keys.
            audience: the aud claim that a token must have.
            issuer: the iss claim that it must have; None: any or none.
            leeway_seconds: allows for clocks that differ.
            claims: which claims make a `User`; None: the usual ones.
            trusts_email: as of `ClaimReader`.

        Raises:
            ValueError: the secret has under 32 bytes, or an algorithm is not supported.
        """
        shared = isinstance(keys, SecretStr | str | SharedSecret)
        self._algorithms = check_algorithms(algorithms, [SHARED_SECRET] if shared else ASYMMETRIC)
        self._keys = SharedSecret(keys) if isinstance(keys, SecretStr | str) else keys
        self._audience = audience
        self._issuer = issuer
        self.leeway_seconds = leeway_seconds
        self._reader = ClaimReader(claims or ClaimNames(), trusts_email=trusts_email)

    def verify(self, token: str) -> User:
        """Return who the token was issued to.

        The algorithm is a configured one, and the key is a configured one or the login's, whatever
        else the token's header names. exp, aud and sub must be there, and iss if an issuer is
        configured.

        Raises:
            TokenExpired, TokenInvalid: it is not accepted, and why.
            KeysUnavailable: nobody can tell now.
        """
        return self._reader.user(self.claims(token))

    def claims(self, token: str) -> Mapping[str, Any]:
        """Return what a token that is accepted says.

        Raises:
            TokenExpired, TokenInvalid, KeysUnavailable: as from `verify`.
        """
        if not isinstance(token, str) or not token.isascii():
            raise TokenInvalid("it is not text in ASCII")
        if len(token) > MAX_TOKEN_CHARACTERS:
            raise TokenInvalid(f"it is longer than {MAX_TOKEN_CHARACTERS} characters")
        if not self.form.fullmatch(token):
            raise TokenInvalid("it can't be read")
        header = _read_part(token, 0)
        algorithm = header.get("alg")
        if not isinstance(algorithm, str) or algorithm not in self._algorithms:
            raise TokenInvalid("its algorithm is not the configured one")
        # Extensions that must be understood (RFC 7515, section 4.1.11): none is here.
        if "crit" in header or "b64" in header:
            raise TokenInvalid("its header asks for an extension")
        self.check_header(header)
        self._check_signature_and_claims(token, algorithm, header.get("kid"))
        claims = _read_part(token, 1)
        self._check_dates(claims)
        self.check_claims(claims)
        return claims

    def check_header(self, header: Mapping[str, Any]) -> None:
        """Refuse a header, before the signature is known to be good.

        Raises:
            TokenInvalid: as from `verify`.
        """

    def check_claims(self, claims: Mapping[str, Any]) -> None:
        """Refuse claims that are signed, in time, and for this audience from this issuer.

        Raises:
            TokenInvalid: as from `verify`.
        """

    def _check_signature_and_claims(self, token: str, algorithm: str, kid: object) -> None:
        key = self._keys.key(kid, algorithm)
        audience = self._audience if "aud" in self.required else None
        try:
            jwt.decode(
                token,
                key,
                algorithms=[algorithm],
                audience=audience,
                issuer=self._issuer,
                leeway=self.leeway_seconds,
                options={
                    "require": [*self.required, *(["iss"] if self._issuer else [])],
                    # sub has a rule of our own, and jti says nothing here.
                    "verify_sub": False,
                    "verify_jti": False,
                    "verify_aud": audience is not None,
                },
            )
        except jwt.ExpiredSignatureError:
            raise TokenExpired(case="exp") from None
        except jwt.InvalidTokenError as error:
            raise TokenInvalid(_reason(error)) from None
        except (jwt.PyJWTError, ValueError, OverflowError, RecursionError):
            raise TokenInvalid("it can't be read") from None

    def _check_dates(self, claims: Mapping[str, Any]) -> None:
        # PyJWT takes true and "1700000000" for times too (RFC 7519, section 2: a number).
        for name in _DATES:
            if name in claims and not is_time(claims[name]):
                raise TokenInvalid(f"its {name} can't be read as a time")


def is_time(value: object) -> bool:
    """Return whether a claim is a NumericDate (RFC 7519, section 2)."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    # Not a number is in no range; and what is in this one, floats can hold.
    return -_LAST_TIME < value < _LAST_TIME


def _read_part(token: str, index: int) -> dict[str, Any]:
    part = token.split(".")[index].rstrip("=")
    try:
        read = read_json(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, RecursionError):
        raise TokenInvalid("it can't be read") from None
    if not isinstance(read, dict):
        raise TokenInvalid("it can't be read")
    return read


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
