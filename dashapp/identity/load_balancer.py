"""What AWS's Application Load Balancer says of people: not quite a JWT, and one address per key.

Source: "Authenticate users using an Application Load Balancer", Elastic Load Balancing
documentation, "User claims encoding and signature verification".
"""

import logging
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from dash_retool_embed.log_throttling import Outage
from dash_retool_embed.people import IdentityError, TokenExpired, TokenInvalid
from dashapp.identity.errors import KeysUnavailable
from dashapp.identity.key_server import KeyServer, NoKeys
from dashapp.identity.keys import Key, KeySet, check_kid
from dashapp.identity.published_keys import FETCH_INTERVAL_SECONDS, PublishedKeys
from dashapp.identity.tokens import TokenVerifier, is_time

ALGORITHM = "ES256"
NEW_KEYS_PER_INTERVAL = 5
"""So many kids that were not seen before are looked up in `FETCH_INTERVAL_SECONDS`, at most."""

_log = logging.getLogger(__name__)

# Nothing else may become a part of an address.
_KID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NO_SUCH_KEY = frozenset({403, 404})
# Its parts have the padding that RFC 7515 leaves out.
_PADDED = re.compile(r"([A-Za-z0-9_-]+={0,2}\.){2}[A-Za-z0-9_-]+={0,2}")


class LoadBalancerKeys:
    """The keys of a region's load balancers. Threads may share it."""

    def __init__(
        self,
        url: str,
        *,
        server: KeyServer | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Describe the keys; nothing is fetched yet.

        Args:
            url: below which each key has its address.
            server: fetches them.
            clock: in seconds, from any moment on.
        """
        self._url = url
        self._server = _PemServer(server or KeyServer())
        self._clock = clock
        self._lock = threading.Lock()
        # One: each key has an address of its own.
        self._outage = Outage(_log, f"keys from {url}", clock=clock)
        self._known: dict[str, PublishedKeys] = {}
        self._looked_up: deque[float] = deque(maxlen=NEW_KEYS_PER_INTERVAL)

    def key(self, kid: object, algorithm: str) -> Key:
        """Return the key for this kid.

        Raises:
            TokenInvalid: AWS has no such key.
            KeysUnavailable: it doesn't say, or was asked for too many others just now.
        """
        name = check_kid(kid)
        if not _KID.fullmatch(name):
            raise TokenInvalid("its kid is not a load balancer's")
        published = self._published(name)
        try:
            return published.key(name, algorithm)
        except IdentityError:
            # Invented kids are not remembered, and so push no good one out.
            with self._lock:
                self._known.pop(name, None)
            raise

    def _published(self, kid: str) -> PublishedKeys:
        with self._lock:
            if (known := self._known.get(kid)) is not None:
                return known
            now = self._clock()
            full = len(self._looked_up) == NEW_KEYS_PER_INTERVAL
            if full and now - self._looked_up[0] < FETCH_INTERVAL_SECONDS:
                raise KeysUnavailable(case="too_many")
            self._looked_up.append(now)
            self._known[kid] = published = PublishedKeys(
                f"{self._url}/{kid}",
                [ALGORITHM],
                server=self._server,
                read=lambda document, _: read_pem(kid, document),
                outage=self._outage,
                clock=self._clock,
            )
            return published


class _PemServer(KeyServer):
    """Answers with nothing for a key that isn't there."""

    def __init__(self, server: KeyServer) -> None:
        self._inner = server

    def get(self, url: str) -> bytes:
        try:
            return self._inner.get(url)
        except NoKeys as error:
            if error.status in _NO_SUCH_KEY:
                return b""
            raise


def read_pem(kid: str, document: bytes) -> KeySet:
    """Return the key in a PEM file, by its kid; none for an empty file.

    Raises:
        ValueError: it holds something else.
    """
    if not document:
        return {}
    try:
        key = load_pem_public_key(document)
    except UnsupportedAlgorithm:
        raise ValueError("it is another kind of key") from None
    if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
        raise ValueError("it is another kind of key")
    return {(kid, ALGORITHM): key}


class LoadBalancerVerifier(TokenVerifier):
    """Verifies what one load balancer signs: there is no aud, and the header says the most."""

    form = _PADDED
    required = ("sub",)

    def __init__(
        self, keys: LoadBalancerKeys, signer: str, client: str, issuer: str | None, **options: Any
    ) -> None:
        """Describe the tokens that are accepted.

        Args:
            keys: of the region.
            signer: the load balancer's ARN; any other one's tokens are as well signed.
            client: the client ID that it has at the login.
            issuer: the login; None: any.
            **options: as of `TokenVerifier`.
        """
        super().__init__(keys, [ALGORITHM], client, **options)
        self._expected: Sequence[tuple[str, str | None]] = (
            ("signer", signer),
            ("client", client),
            ("iss", issuer),
        )

    def check_header(self, header: Mapping[str, Any]) -> None:
        """Refuse what another load balancer signed, or for another client, and what is too old."""
        for name, expected in self._expected:
            if expected is not None and header.get(name) != expected:
                raise TokenInvalid(f"its header has another {name}")
        exp = header.get("exp")
        if not is_time(exp):
            raise TokenInvalid("its header has no exp")
        if float(exp or 0) <= datetime.now(UTC).timestamp() - self.leeway_seconds:
            raise TokenExpired(case="exp")

    def check_claims(self, claims: Mapping[str, Any]) -> None:
        """Refuse claims from another login than the header names."""
        issuer = dict(self._expected)["iss"]
        if issuer is not None and claims.get("iss", issuer) != issuer:
            raise TokenInvalid("it is from another issuer")
