"""How sign-in tokens may be signed (RFC 7518, section 3.1; RFC 8037)."""

from collections.abc import Mapping

SHARED_SECRET = "HS256"  # noqa: S105  # the algorithm, not a secret

_RSA = ("RSA", None)
KEY_KINDS: Mapping[str, tuple[str, str | None]] = {
    "RS256": _RSA,
    "RS384": _RSA,
    "RS512": _RSA,
    "PS256": _RSA,
    "PS384": _RSA,
    "PS512": _RSA,
    "ES256": ("EC", "P-256"),
    "ES384": ("EC", "P-384"),
    "ES512": ("EC", "P-521"),
    "EdDSA": ("OKP", "Ed25519"),
}
"""The kty and crv of the key of each algorithm with a key pair."""

ASYMMETRIC = tuple(KEY_KINDS)
"""The names of these."""


def check_algorithm(name: str) -> str:
    """Return the name of an algorithm.

    Raises:
        ValueError: there is none of this name here; the setting's description says which there are.
    """
    if name not in (SHARED_SECRET, *ASYMMETRIC):
        raise ValueError
    return name
