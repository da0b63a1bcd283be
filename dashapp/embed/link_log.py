"""What the log says of links: which app, whose, in which request."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from flask import request

from dashapp.audit import Naming, digest_of, request_id
from dashapp.embed.errors import MetadataFailed, TooManyRequests
from dashapp.embed.recording import LinkAsked
from dashapp.embed.retool_outages import RetoolOutages
from dashapp.flood import BoundedLog, Outages, network_of
from dashapp.retool import (
    InvalidEmbedRequest,
    RateLimited,
    RetoolBusy,
    RetoolError,
    RetoolUnavailable,
)

log = logging.getLogger(__name__)

COUNTED = "request for a link refused", "requests for links refused"

MAX_CHARACTERS = 250
"""Of a name: some are chosen by whoever asks."""


class LinkLog:
    """Writes a line for each refusal, a bounded number of them, and two for each outage."""

    def __init__(self, naming: Naming = digest_of) -> None:
        """Describe it; `naming` says what to call a person."""
        self._naming = naming
        self._lines = BoundedLog(log)
        self._outages = RetoolOutages(Outages(log, counted=COUNTED))

    @contextmanager
    def told(self, asked: LinkAsked) -> Iterator[None]:
        """Write what becomes of this request for a link."""
        try:
            yield
        except (RetoolUnavailable, RateLimited) as error:
            self._outages.failed(asked.app, error, self._of(asked))
            raise
        except RetoolBusy as error:
            # A ticket is nothing that went wrong.
            self._refused(logging.DEBUG, asked, error.code, error)
            raise
        except RetoolError as error:
            if not isinstance(error, InvalidEmbedRequest):
                self._outages.answered(asked.app)
            # Operators need Retool's own words; the person gets a sentence without them.
            self._refused(logging.WARNING, asked, error.code, error)
            raise
        except MetadataFailed as error:
            self._refused(logging.ERROR, asked, error.code, error.reason)
            raise
        except TooManyRequests as error:
            self._refused(logging.INFO, asked, error.code, error)
            raise
        else:
            self._outages.answered(asked.app)
            log.info("Embed URL minted: %s", self._of(asked))

    def _refused(self, level: int, asked: LinkAsked, code: str, reason: object) -> None:
        source = network_of(request.remote_addr)
        text = "No embed URL: %s: %s: %s"
        self._lines.write(level, code, source, text, self._of(asked), code, reason)

    def _of(self, asked: LinkAsked) -> str:
        person = "nobody"
        if asked.person is not None:
            person = _quoted(self._naming(asked.person.id))
        # Where nobody names requests, the record of this one has a name.
        name = request_id() or asked.id
        return f"app {_quoted(asked.app)}, person {person}, request {_quoted(name)}"


def _quoted(name: str) -> str:
    # In ASCII, so that nothing in it controls a terminal or begins another line.
    return json.dumps(name[:MAX_CHARACTERS])
