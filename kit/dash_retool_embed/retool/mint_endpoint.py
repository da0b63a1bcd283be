"""The address at Retool that makes embed URLs: how it is called, and why it may not answer."""

from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from pydantic import SecretStr

from dash_retool_embed.deadlines import DeadlineAdapter, timeout_within
from dash_retool_embed.retool.errors import RetoolUnavailable, UnintelligibleAnswer

PATH = "/api/embed-url/external-user"

MAX_ANSWER_BYTES = 16_384
"""An answer is one link or one sentence; more is some other server's, and is not read."""


class _Bearer(requests.auth.AuthBase):
    """The token as an auth object: given one, requests leaves an operator's .netrc alone."""

    def __init__(self, token: SecretStr) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token.get_secret_value()}"
        return request


class MintEndpoint:
    """Posts to it, over pooled connections. Threads may share it."""

    def __init__(
        self, origin: str, token: SecretStr, timeouts: tuple[float, float], *, connections: int
    ) -> None:
        """Describe it; nothing is sent yet.

        Args:
            origin: Retool's.
            token: goes with each request.
            timeouts: to connect, and to read the whole answer, in seconds.
            connections: how many are kept.
        """
        self._origin = origin
        self._timeouts = timeouts
        self._session = _session(token, connections)
        # The proxy and the certificates of the environment, read once: for each call it costs a
        # fifth of the call.
        self._environment = self._session.merge_environment_settings(
            origin + PATH, {}, True, None, None
        )

    def close(self) -> None:
        """Close the pooled connections."""
        self._session.close()

    def post(
        self, body: dict[str, Any]
    ) -> tuple[int, requests.structures.CaseInsensitiveDict[str], bytes]:
        """Return the status, the headers and the body of the answer.

        Raises:
            RetoolUnavailable: there is none.
            UnintelligibleAnswer: it is not encoded as it says.
        """
        try:
            asked = requests.Request("POST", self._origin + PATH, json=body)
            response = self._session.send(
                self._session.prepare_request(asked),
                timeout=timeout_within(*self._timeouts),
                # A redirect would take the token to an address that nobody configured.
                allow_redirects=False,
                **self._environment,
            )
            with response:
                return response.status_code, response.headers, _read(response)
        except requests.RequestException as error:
            failure = self._failure(error)
        # Outside of the except clause: requests' exceptions carry the request with its headers,
        # and an error reporter that follows __context__ would send the token along.
        raise failure

    def _failure(
        self, error: requests.RequestException
    ) -> RetoolUnavailable | UnintelligibleAnswer:
        connect, read = self._timeouts
        if isinstance(error, requests.ConnectTimeout):
            return RetoolUnavailable(case="connect_timeout", retool=self._origin, seconds=connect)
        # Of a time-out in the middle of the body requests makes a lost connection.
        reason = getattr(error.args[0], "__context__", None) if error.args else None
        if isinstance(error, requests.Timeout) or isinstance(reason, TimeoutError):
            return RetoolUnavailable(case="read_timeout", retool=self._origin, seconds=read)
        if isinstance(error, requests.exceptions.SSLError):
            return RetoolUnavailable(case="tls", retool=self._origin)
        if isinstance(error, requests.exceptions.ContentDecodingError):
            return UnintelligibleAnswer(case="encoding", retool=self._origin)
        return RetoolUnavailable(case="connection", retool=self._origin)


def _read(response: requests.Response) -> bytes:
    body = bytearray()
    for part in response.iter_content(MAX_ANSWER_BYTES):
        body += part
        if len(body) > MAX_ANSWER_BYTES:
            break
    return bytes(body)


def _session(token: SecretStr, connections: int) -> requests.Session:
    session = requests.Session()
    session.auth = _Bearer(token)
    # Nothing that Retool sets for one person may go out with the request for the next.
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    adapter = DeadlineAdapter(pool_connections=1, pool_maxsize=connections)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session
