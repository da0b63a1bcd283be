"""What a secret that sign-in tokens are signed with must be."""

from pydantic import SecretStr

MIN_HS256_SECRET_BYTES = 32
"""RFC 7518, section 3.2: a key as long as the hash output, or longer."""


MIN_CHARACTERS = 8
"""So many different ones. Of 32 random hexadecimal digits, one secret in 10 million has less."""


def check_jwt_secret(secret: SecretStr | str) -> SecretStr:
    """Return the secret if it is long enough for HS256, and no letter or word again and again.

    Raises:
        ValueError: it is not; the text is without the secret.
    """
    secret = secret if isinstance(secret, SecretStr) else SecretStr(secret)
    if (size := len(secret.get_secret_value().encode())) < MIN_HS256_SECRET_BYTES:
        raise ValueError(
            f"a secret of at least {MIN_HS256_SECRET_BYTES} bytes for HS256 (RFC 7518, 3.2), "
            f"not {size}"
        )
    text = secret.get_secret_value()
    # A text that repeats itself is found in itself before its end.
    if len(set(text)) < MIN_CHARACTERS or text in (text + text)[1:-1]:
        raise ValueError("a random secret, not a few characters or a word again and again")
    return secret
