"""What sessions need of the deployment's secret: ids that can't be invented, tokens kept closed."""

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from pydantic import SecretStr

from dashapp.sessions.derived_key import derived_key

_RANDOM, _MAC = 43, 22
"""Characters of base64url: 256 bits, and 128 bits of HMAC-SHA256 (RFC 2104)."""

_FORM = re.compile(rf"[A-Za-z0-9_-]{{{_RANDOM + _MAC}}}")


class SessionKeys:
    """Makes and checks ids of sessions, and encrypts what is stored with them.

    An id is random, and signed, so that an invented one never reaches the database.
    """

    def __init__(self, deployment_secrets: Sequence[SecretStr], host: str) -> None:
        """Derive the keys.

        Args:
            deployment_secrets: the one in use, then those that were before it and still count.
            host: which host they are for.
        """
        self._signing = [_bytes(each, f"ids of sessions, {host}") for each in deployment_secrets]
        self._fernet = MultiFernet(
            Fernet(urlsafe_b64encode(_bytes(each, f"tokens of sessions, {host}")))
            for each in deployment_secrets
        )

    def new_id(self) -> str:
        """Return an id for a new session; only the browser keeps it."""
        random = secrets.token_urlsafe(32)
        return random + _mac(self._signing[0], random)

    def digest(self, id_: str) -> str | None:
        """Return what stands for an id in the database; None: the host never gave it out."""
        if not _FORM.fullmatch(id_):
            return None
        random, given = id_[:_RANDOM], id_[_RANDOM:]
        if not any(hmac.compare_digest(_mac(key, random), given) for key in self._signing):
            return None
        # Not of the MAC, which differs by the secret.
        return hashlib.sha256(random.encode()).hexdigest()

    def encrypt(self, token: str | None) -> str | None:
        """Return a token as it may be stored."""
        return None if token is None else self._fernet.encrypt(_encoded(token)).decode()

    def decrypt(self, stored: str | None) -> str | None:
        """Return a token that was stored; None: there is none, or its secret is gone."""
        try:
            return (
                None
                if stored is None
                else self._fernet.decrypt(stored).decode(errors="surrogatepass")
            )
        except InvalidToken:
            return None


def _encoded(token: str) -> bytes:
    # JSON may hold half an emoji.
    return token.encode(errors="surrogatepass")


def _bytes(secret: SecretStr, purpose: str) -> bytes:
    return bytes.fromhex(derived_key(secret, purpose).get_secret_value())


def _mac(key: bytes, random: str) -> str:
    mac = hmac.digest(key, random.encode(), "sha256")[:16]
    return urlsafe_b64encode(mac).decode().rstrip("=")
