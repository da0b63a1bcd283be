"""The one HTTP call to Retool that a host needs: mint an embed URL."""

import hmac
from collections.abc import Callable, Iterable
from typing import get_args

from pydantic import SecretStr
from typing_extensions import Self

from dash_retool_embed.retool.admission import AdmissionControl
from dash_retool_embed.retool.answer import read_link
from dash_retool_embed.retool.arguments import (
    check_choice,
    check_count,
    check_seconds,
    check_switch,
    origin,
    origins,
    token,
)
from dash_retool_embed.retool.bulkhead import Bulkhead
from dash_retool_embed.retool.circuit_breaker import CircuitBreaker
from dash_retool_embed.retool.link import EmbedUrl, check_link
from dash_retool_embed.retool.mint_endpoint import MintEndpoint
from dash_retool_embed.retool.request import EmbedRequest, UserInfoKeys
from dash_retool_embed.retool.tickets import Tickets


class RetoolClient:
    """Mints embed URLs at one Retool instance. Threads may share it; it pools its connections."""

    def __init__(
        self,
        url: str,
        api_key: SecretStr | str,
        *,
        embed_origins: Iterable[str] = (),
        allow_insecure_http: bool = False,
        user_info_keys: UserInfoKeys = "snake_case",
        connect_timeout: float = 3.05,
        read_timeout: float = 10.0,
        max_in_flight: int = 4,
        max_waiting: int = 2,
        failures_in_a_row: int = 5,
        pause_seconds: float = 5.0,
    ) -> None:
        """Describe the client; nothing is sent yet.

        Args:
            url: Retool's origin, where a bare host means https.
            api_key: an access token with the scope "App: Embed".
            embed_origins: the origins that an embed URL may have beside that of `url`.
            allow_insecure_http: take http:// in both outside of this machine too, although anyone
                on the way can read the token and the links.
            user_info_keys: how Retool spells first and last names; see `EmbedRequest.to_json`.
            connect_timeout: in seconds. Both time-outs together are the longest that a call takes,
                apart from looking up the host's name.
            read_timeout: in seconds, for the whole answer.
            max_in_flight: how many threads may call Retool at the same time, two of them for one
                person. At most half of the threads that serve the host.
            max_waiting: how many more may wait for their turn, one for each person; 0 or more. The
                others are told to come back (`RetoolBusy`). At most a quarter of the threads.
            failures_in_a_row: after so many calls for one app without an answer, none is made for
                it for a while; nor for any app, if three apps or more failed in this row.
            pause_seconds: how long; then one call tries.

        Raises:
            ValueError: `url` or one of `embed_origins` is no origin or not safe, `api_key` no
                token, `user_info_keys` neither of both, or one of the last six too small.
            TypeError: one of them is something else, such as None for a variable that is not set.
        """
        check_switch("allow_insecure_http", allow_insecure_http)
        self.origin = origin("url", url, allow_insecure_http)
        others = origins("embed_origins", embed_origins, allow_insecure_http)
        self.allowed_origins = tuple(dict.fromkeys([self.origin, *others]))
        self._token = token("api_key", api_key)
        check_choice("user_info_keys", user_info_keys, get_args(UserInfoKeys))
        check_seconds("connect_timeout", connect_timeout)
        check_seconds("read_timeout", read_timeout)
        check_count("max_in_flight", max_in_flight)
        check_count("max_waiting", max_waiting, least=0)
        check_count("failures_in_a_row", failures_in_a_row)
        check_seconds("pause_seconds", pause_seconds)
        self._user_info_keys = user_info_keys
        self._endpoint = MintEndpoint(
            self.origin, self._token, (connect_timeout, read_timeout), connections=max_in_flight
        )
        self._admission = AdmissionControl(
            Bulkhead(max_in_flight, max_waiting),
            CircuitBreaker(
                self.origin, failures_in_a_row=failures_in_a_row, pause_seconds=pause_seconds
            ),
            Tickets(self.derived_key("tickets of the queue")),
        )

    def __repr__(self) -> str:
        return f"RetoolClient({self.origin!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def derived_key(self, purpose: str) -> bytes:
        """Return 32 bytes that every process with this API key has, and that tell nothing of it.

        Args:
            purpose: other words make another key.
        """
        # HMAC-SHA256 as a pseudorandom function; the key is Retool's, long and random.
        return hmac.digest(self._token.get_secret_value().encode(), purpose.encode(), "sha256")

    def close(self) -> None:
        """Close the pooled connections."""
        self._endpoint.close()

    def mint(
        self,
        request: EmbedRequest,
        *,
        ticket: str | None = None,
        before_call: Callable[[], object] = lambda: None,
    ) -> EmbedUrl:
        """Ask Retool for a single-use link. Source: Retool Embed quickstart, step 3.

        It may wait for its turn first, for some seconds.

        Args:
            request: who opens which app; it is within the contract already.
            ticket: from the RetoolBusy that this person got for this app.
            before_call: called when it is this call's turn; if it raises, Retool is not asked.

        Raises:
            TokenRejected, UnknownAppOrGroup, EmbeddingNotEnabled, RequestRejected, RateLimited,
            RetoolFailed, UnintelligibleAnswer: Retool's answer, or what came in its place.
            RetoolUnavailable: there is no answer, or was none so often that the app, or Retool, is
                left alone.
            RetoolBusy: other calls come first; it has a ticket.
            OriginNotAllowed: the link leads to an origin that nobody has allowed.
        """
        person, app = request.external_identifier, request.landing_page_uuid
        with self._admission.admit(person, app, ticket) as turn:
            before_call()
            status, headers, body = self._endpoint.post(request.to_json(self._user_info_keys))
            turn.answered = True
            link = read_link(status, headers, body, self._token.get_secret_value())
        url, origin = check_link(link, self.allowed_origins)
        return EmbedUrl(url, origin, request.session_duration_minutes * 60)
