"""Fetching a login's keys: in time, no more than a set of keys may be, and from nowhere else."""

from http.cookiejar import DefaultCookiePolicy

import requests

from dash_retool_embed.deadlines import DeadlineAdapter, timeout_within

CONNECT_SECONDS = 3.05
READ_SECONDS = 3.0
"""For the whole answer: somebody's request waits for it."""

MAX_KEY_SET_BYTES = 256 * 1024
"""A login has a handful of keys of some 500 bytes, or with certificates some kilobytes each."""


class NoKeys(Exception):
    """There is no answer that can be read. `status` is that of HTTP, if there was one."""

    def __init__(self, reason: str, status: int | None = None) -> None:
        self.status = status
        super().__init__(reason)


class KeyServer:
    """One connection's worth of HTTP to where keys are. Only GET, without cookies or redirects."""

    def __init__(
        self, connect_seconds: float = CONNECT_SECONDS, read_seconds: float = READ_SECONDS
    ) -> None:
        """Describe it; nothing is sent yet."""
        self._timeout = timeout_within(connect_seconds, read_seconds)
        self._session = requests.Session()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        # Compressed, a small answer could become a large one.
        self._session.headers["Accept-Encoding"] = "identity"
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, DeadlineAdapter())

    def get(self, url: str) -> bytes:
        """Return what is at `url`.

        Raises:
            NoKeys: nothing came in time, too much, or an answer with another status than 200.
        """
        try:
            # A redirect would let another address say which keys count.
            with self._session.get(
                url, timeout=self._timeout, allow_redirects=False, stream=True
            ) as answer:
                if answer.status_code != requests.codes.ok:
                    raise NoKeys(f"status {answer.status_code}", answer.status_code)
                return _body(answer)
        except requests.RequestException as error:
            raise NoKeys(type(error).__name__) from error


def _body(answer: requests.Response) -> bytes:
    body = bytearray()
    for part in answer.iter_content(8_192):
        body += part
        if len(body) > MAX_KEY_SET_BYTES:
            raise NoKeys(f"more than {MAX_KEY_SET_BYTES} bytes")
    return bytes(body)
