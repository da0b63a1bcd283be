"""What stands for a token where it must not be kept itself."""

import hashlib


def token_digest(token: str) -> str:
    """Return SHA-256 of what a token's signature is over, in hexadecimal.

    Not of the signature: base64url spells the last bits of one in several ways, and ECDSA has two
    signatures for each, so that one token would have several digests.
    """
    return hashlib.sha256(token.rpartition(".")[0].encode()).hexdigest()
