"""What tokens are verified with: a shared secret, or the public keys of a login."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from pydantic import SecretStr

from dash_retool_embed.people import TokenInvalid
from dashapp.identity.json_text import read_json
from dashapp.settings import KEY_KINDS, SHARED_SECRET, check_jwt_secret

MIN_RSA_BITS = 2048
"""RFC 7518, section 3.3: a key of this size or larger."""

Key = jwt.PyJWK | EllipticCurvePublicKey
KeySet = Mapping[tuple[str, str], Key]
"""Keys by kid and algorithm."""


class Keys(Protocol):
    """Where a verifier gets its keys from."""

    def key(self, kid: object, algorithm: str) -> Any:
        """Return the key that a token with this kid is verified with.

        Args:
            kid: as the token says it, so it may be anything.
            algorithm: a configured one.

        Raises:
            TokenInvalid: there is no such key.
            KeysUnavailable: it can't be known now.
        """


class SharedSecret:
    """One secret for all tokens, whatever kid they name."""

    def __init__(self, secret: SecretStr | str) -> None:
        """Keep the secret.

        Raises:
            ValueError: it is too short, or looks like half of a key pair.
        """
        self._secret = check_jwt_secret(secret)
        try:
            jwt.get_algorithm_by_name(SHARED_SECRET).prepare_key(self._secret.get_secret_value())
        except jwt.InvalidKeyError:
            raise ValueError("a secret that is no PEM, SSH or JSON key") from None

    def key(self, kid: object, algorithm: str) -> str:  # noqa: ARG002
        """Return the secret."""
        return self._secret.get_secret_value()


def check_algorithms(algorithms: Sequence[str], supported: Sequence[str]) -> list[str]:
    """Return the algorithms as a list.

    Raises:
        ValueError: there is none, or one that is not supported.
    """
    if not algorithms or (unsupported := set(algorithms).difference(supported)):
        names = ", ".join(sorted(unsupported)) if algorithms else "none"
        raise ValueError(f"Algorithms are {names}; supported: {', '.join(sorted(supported))}")
    return list(algorithms)


def check_kid(kid: object) -> str:
    """Return a token's kid.

    Raises:
        TokenInvalid: there is none, or it is no text.
    """
    if not isinstance(kid, str) or not kid:
        raise TokenInvalid("it doesn't name its key: a kid must be text")
    return kid


def read_key_set(document: bytes, algorithms: Sequence[str]) -> KeySet:
    """Return the keys of a JWK Set that verify one of these algorithms (RFC 7517).

    What else is in it is passed over, as section 5 asks: among it symmetric and private keys, which
    anybody has who can read the set, and keys for another use.

    Raises:
        ValueError, RecursionError: it is no JWK Set.
    """
    found = read_json(document)
    listed = found.get("keys") if isinstance(found, dict) else None
    if not isinstance(listed, list):
        raise ValueError("it is no JWK Set")
    keys: dict[tuple[str, str], jwt.PyJWK] = {}
    for entry in listed:
        for algorithm in algorithms:
            if isinstance(entry, dict) and _fits(entry, algorithm):
                key = _read_key(entry, algorithm)
                if key is not None:
                    keys.setdefault((entry["kid"], algorithm), key)
    return keys


def _fits(entry: dict[str, Any], algorithm: str) -> bool:
    kty, crv = KEY_KINDS[algorithm]
    operations = entry.get("key_ops")
    return (
        isinstance(entry.get("kid"), str)
        and entry.get("kty") == kty
        and (crv is None or entry.get("crv") == crv)
        and entry.get("alg", algorithm) == algorithm
        and entry.get("use", "sig") == "sig"
        and (operations is None or (isinstance(operations, list) and "verify" in operations))
        and not entry.keys() & {"d", "k"}
        and all(isinstance(entry.get(part, ""), str) for part in ("n", "e", "x", "y"))
    )


def _read_key(entry: dict[str, Any], algorithm: str) -> jwt.PyJWK | None:
    try:
        key = jwt.PyJWK(entry, algorithm)
    except (jwt.PyJWTError, UnsupportedAlgorithm, ValueError, TypeError, KeyError):
        return None
    if isinstance(key.key, RSAPublicKey) and key.key.key_size < MIN_RSA_BITS:
        return None
    return key
