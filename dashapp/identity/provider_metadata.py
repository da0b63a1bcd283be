"""A provider's discovery, asked for once."""

import time
from collections.abc import Callable
from typing import Any

import requests

from dashapp.identity.bounded_lock import BoundedLock
from dashapp.identity.discovery import validate_discovery
from dashapp.identity.sign_in_errors import AnswerNotTrusted, ProviderUnavailable

# Anybody may begin a sign-in, so a provider that fails is not asked by each, and holds few threads.
QUIET_SECONDS = 2.0
PATIENCE_SECONDS = 1.0


class ProviderMetadata:
    """What an issuer says of itself (OpenID Connect Discovery 1.0), as far as it is needed."""

    def __init__(self, issuer: str, new_session: Callable[[], requests.Session]) -> None:
        """Describe it; nothing is asked yet.

        Args:
            issuer: whose it is.
            new_session: makes what asks, by the rules of this host.
        """
        self._issuer = issuer
        self._new_session = new_session
        self._said: dict[str, Any] = {}
        self._asking = BoundedLock()
        self._quiet_until = time.monotonic()

    def get(self) -> dict[str, Any]:
        """Return it.

        Raises:
            ProviderUnavailable, AnswerNotTrusted: it can't be had, or breaks a rule.
        """
        if self._said:
            return self._said
        if not self._asking.acquire(timeout=PATIENCE_SECONDS):
            raise ProviderUnavailable(case="discovery_pending", retry_after=QUIET_SECONDS)
        try:
            if not self._said:
                if time.monotonic() < self._quiet_until:
                    raise ProviderUnavailable(case="discovery_failed", retry_after=QUIET_SECONDS)
                self._quiet_until = time.monotonic() + QUIET_SECONDS
                self._said = self._discovered()
            return self._said
        finally:
            self._asking.release()

    def _discovered(self) -> dict[str, Any]:
        url = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            with self._new_session() as http:
                # Authlib's own word: there is no token yet.
                answer = http.request("GET", url, withhold_token=True)  # type: ignore[call-arg]
                answer.raise_for_status()
                said = answer.json()
        except RecursionError:
            raise AnswerNotTrusted(case="discovery_depth") from None
        except requests.RequestException as error:
            raise ProviderUnavailable(
                case="no_discovery", reason=type(error).__name__, retry_after=QUIET_SECONDS
            ) from None
        return validate_discovery(said, self._issuer)
