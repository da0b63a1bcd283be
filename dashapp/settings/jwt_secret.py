"""What a secret that sign-in tokens are signed with must be."""

from pydantic import SecretStr

MIN_HS256_SECRET_BYTES = 32
"""RFC 7518, section 3.2: a key as long as the hash output, or longer."""


def check_jwt_secret(secret: SecretStr | str) -> SecretStr:
    """Return the secret if it is long enough for HS256.

    Raises:
        ValueError: it is not; the text is without the secret.
    """
    secret = secret if isinstance(secret, SecretStr) else SecretStr(secret)
    if (size := len(secret.get_secret_value().encode())) < MIN_HS256_SECRET_BYTES:
        raise ValueError(
            f"a secret of at least {MIN_HS256_SECRET_BYTES} bytes for HS256 (RFC 7518, 3.2), "
            f"not {size}"
        )
    return secret
