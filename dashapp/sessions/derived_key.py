"""Keys made of the one secret that an operator sets, each good for one purpose."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import SecretStr


def derived_key(secret: SecretStr, purpose: str) -> SecretStr:
    """Return 32 bytes as hexadecimal text (HKDF, RFC 5869) that tell nothing about `secret`.

    Args:
        secret: long and random.
        purpose: other words make another key.
    """
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"dashapp: {purpose}".encode())
    return SecretStr(kdf.derive(secret.get_secret_value().encode()).hex())
