"""What the log says of links: which app, whose, in which request."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from dash_retool_embed.audit import ACCESS_REFUSED, Labels, quoted, who_asks
from dash_retool_embed.client_network import network_of
from dash_retool_embed.errors import (
    BadRequest,
    EmbedError,
    MayNotOpen,
    MetadataFailed,
    TooLarge,
    TooManyRequests,
    http_status,
)
from dash_retool_embed.log_throttling import BoundedLog, Outages
from dash_retool_embed.mint.recording import UNEXPECTED, LinkRequest
from dash_retool_embed.mint.retool_outages import RetoolOutages
from dash_retool_embed.people import IdentityError
from dash_retool_embed.request_context import current_request
from dash_retool_embed.retool import (
    InvalidEmbedRequest,
    RateLimited,
    RetoolBusy,
    RetoolError,
    RetoolUnavailable,
)

log = logging.getLogger(__name__)

COUNTED = "request for a link refused", "requests for links refused"

# Whatever else refuses a link takes somebody who changes the configuration, a claim or a page.
_OF_WHO_ASKS = BadRequest, MayNotOpen, TooLarge, TooManyRequests


class LinkLog:
    """Writes a line for each refusal, a bounded number of them, and two for each outage."""

    def __init__(self, labels: Labels | None = None, *, audited: bool = False) -> None:
        """Describe it.

        Args:
            labels: what to call people and requests.
            audited: an audit log has lines about those who may not open an app.
        """
        self._labels = labels or Labels()
        self._audited = audited
        self._lines = BoundedLog(log)
        self._outages = RetoolOutages(Outages(log, counted=COUNTED))

    @contextmanager
    def log_outcome(self, request: LinkRequest) -> Iterator[None]:
        """Write what becomes of this request for a link."""
        try:
            yield
        except RetoolError as error:
            self._tell_of_retool(request, error)
            raise
        except EmbedError as error:
            self._tell_of_host(request, error)
            raise
        # A sign-in that is missing is nothing to see to. If it can't be checked, that has lines.
        except IdentityError:
            raise
        except Exception as error:
            if http_status(error) is not None:
                raise
            # What it says may be a secret, and the traceback is in the framework's own line.
            self._refused(logging.ERROR, request, UNEXPECTED, type(error).__qualname__)
            raise
        else:
            self._outages.answered(request.app)
            log.info("Embed URL minted: %s", self._of(request))

    def _tell_of_retool(self, request: LinkRequest, error: RetoolError) -> None:
        if isinstance(error, RetoolUnavailable | RateLimited):
            self._outages.failed(request.app, error, self._of(request))
            return
        if isinstance(error, RetoolBusy):
            # A ticket is nothing that went wrong.
            self._refused(logging.DEBUG, request, error.code, error)
            return
        if not isinstance(error, InvalidEmbedRequest):
            self._outages.answered(request.app)
        # Operators need Retool's own words; the person gets a sentence without them.
        self._refused(logging.WARNING, request, error.code, error)

    def _tell_of_host(self, request: LinkRequest, error: EmbedError) -> None:
        if isinstance(error, MetadataFailed):
            self._refused(logging.ERROR, request, error.code, error)
        elif not (self._audited and isinstance(error, ACCESS_REFUSED)):
            level = logging.INFO if isinstance(error, _OF_WHO_ASKS) else logging.WARNING
            self._refused(level, request, error.code, error)

    def _refused(self, level: int, request: LinkRequest, code: str, reason: object) -> None:
        context = current_request()
        source = network_of(context.address if context else None)
        text = "No embed URL: %s: %s: %s"
        said = "".join(each if each.isprintable() else "?" for each in str(reason))
        self._lines.write(level, code, source, text, self._of(request), code, said)

    def _of(self, request: LinkRequest) -> str:
        # Where nobody names requests, the record of this one has a name.
        return (
            f"app {quoted(request.app)}, {who_asks(request.person, self._labels, request.link_id)}"
        )
