"""What the host may record of its embeds: each link asked for, and what became of it."""

import logging
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from dash_retool_embed.errors import CATALOGUE, EmbedError
from dash_retool_embed.http import Report
from dash_retool_embed.log_throttling import Outage
from dash_retool_embed.people import IdentityError, User
from dash_retool_embed.retool import EmbedRequest, RetoolBusy, RetoolError

log = logging.getLogger(__name__)

MINTED = "minted"
"""The code of a link that was handed out; every other one is the code of an error."""

UNEXPECTED = CATALOGUE["internal_error"].code


@dataclass(slots=True)
class LinkRequest:
    """One request for a link, filled in on its way. The link itself is no part of it.

    ``link_id`` is what the browser calls it when it reports; ``at`` is in seconds since the epoch.
    ``app`` is what was asked for, which need not exist. ``reason`` and ``attempt`` are the page's
    words: "first shown", "retry", "renewal", "frame lost" or "reload", and which try this is, from
    1. ``person`` is None if nobody who is signed in asked, ``request`` if Retool was not to be
    asked, and ``retool_seconds`` if it was not.
    """

    link_id: str = field(default_factory=lambda: secrets.token_hex(16))
    at: float = field(default_factory=time.time)
    app: str = ""
    reason: str | None = None
    attempt: int = 1
    person: User | None = None
    request: EmbedRequest | None = None
    retool_seconds: float | None = None
    code: str = MINTED


class Recorder(Protocol):
    """Who is told. Both are called on the way of an answer, and have to return at once."""

    def record_request(self, request: LinkRequest) -> None:
        """Take a request for a link, answered or refused."""

    def record_reports(self, person: User, reports: Sequence[Report]) -> None:
        """Take what this person's browser says became of links."""


class SafeRecorder:
    """A recorder that stops nothing: what the one within raises is logged, as an outage."""

    def __init__(self, recorder: Recorder) -> None:
        """Describe it."""
        self._recorder = recorder
        self._outage = Outage(log, "the recorder of embeds")

    def record_request(self, request: LinkRequest) -> None:
        """Tell it of a request for a link."""
        self._tell(lambda: self._recorder.record_request(request))

    def record_reports(self, person: User, reports: Sequence[Report]) -> None:
        """Tell it of reports."""
        self._tell(lambda: self._recorder.record_reports(person, reports))

    def _tell(self, telling: Callable[[], None]) -> None:
        try:
            telling()
        # It is the caller's code, and an embed does not fail for it.
        except Exception as error:  # noqa: BLE001
            self._outage.failed(type(error).__name__, exc_info=True)
        else:
            self._outage.resolved()


@contextmanager
def recorded(recorder: Recorder | None) -> Iterator[LinkRequest]:
    """Hand what happens within to the recorder, with its outcome.

    An answer that is only a ticket is no outcome: its holder comes back.
    """
    request = LinkRequest()
    try:
        yield request
    except RetoolBusy:
        recorder = None
        raise
    except (IdentityError, EmbedError, RetoolError) as error:
        request.code = error.code
        raise
    except Exception:
        request.code = UNEXPECTED
        raise
    finally:
        if recorder is not None:
            recorder.record_request(request)
