"""The audit log: one JSON object a line, on a logger of its own."""

import json
import logging
import time
import weakref
from collections.abc import Callable
from datetime import UTC, datetime

from flask import has_request_context, request

from dash_retool_embed.audit import Event, PersonLabel, raw_id
from dash_retool_embed.client_network import network_of
from dash_retool_embed.log_throttling import LeftOut, Quota
from dashapp.audit.request_id import request_id

LOGGER = "dashapp.audit"

PER_SOURCE = 30
STRANGERS_IN_ALL = 120
PEOPLE_IN_ALL = 1_000
"""Lines of one kind in a minute: an office that signs in at nine gets all of its own."""

MAX_CHARACTERS = 250
"""Of a value: some are chosen by whoever is audited."""

NO_REFUSALS = frozenset({Event.SIGN_IN, Event.SIGN_OUT})

_log = logging.getLogger(LOGGER)


class AuditLog:
    """Writes the events of one host, a bounded number of them. Threads may share it.

    Refusals are warnings, sign-ins and sign-outs are information. A person, or an address if
    nobody is known, gets `PER_SOURCE` lines of a kind in a minute, and all of them together get no
    more than a few times as many. What is left out is counted, and told in a line of its own.
    """

    def __init__(
        self, *, person_label: PersonLabel = raw_id, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Describe the log.

        Args:
            person_label: what lines call a person.
            clock: in seconds, from any moment on.
        """
        self._person_label = person_label
        # Strangers are without number: what they do leaves the lines of people alone.
        self._people = Quota(PER_SOURCE, PEOPLE_IN_ALL, clock=clock)
        self._strangers = Quota(PER_SOURCE, STRANGERS_IN_ALL, clock=clock)
        weakref.finalize(
            self, _tell_left_out, self._people, self._strangers, person_label, now=True
        )

    def __call__(
        self,
        event: Event,
        /,
        *,
        who: str | None = None,
        code: str | None = None,
        app: str | None = None,
        detail: str | None = None,
    ) -> None:
        """Write an event of the current request; see `Audit`."""
        self.tell_left_out()
        address = request.remote_addr if has_request_context() else None
        if who is None:
            is_admitted = self._strangers.admits(event, network_of(address))
        else:
            is_admitted = self._people.admits(event, who)
        if is_admitted:
            _write(
                logging.INFO if event in NO_REFUSALS else logging.WARNING,
                event,
                who=None if who is None else self._person_label(who),
                address=address,
                code=code,
                app=app,
                request_id=request_id(),
                **({} if detail is None else {"detail": detail}),
            )

    def tell_left_out(self) -> None:
        """Write how many events got no line, if their minute is over; cheap if it is not."""
        _tell_left_out(self._people, self._strangers, self._person_label)


def _tell_left_out(
    people: Quota, strangers: Quota, person_label: PersonLabel, *, now: bool = False
) -> None:
    for each in people.take_left_out(now=now):
        who = None if each.source is None else person_label(each.source)
        _write_left_out(each, who=who, address=None)
    for each in strangers.take_left_out(now=now):
        _write_left_out(each, who=None, address=each.source)


def _write_left_out(left_out: LeftOut, *, who: str | None, address: str | None) -> None:
    _write(
        logging.WARNING,
        left_out.kind,
        who=who,
        address=address,
        code=None,
        app=None,
        request_id=None,
        left_out=left_out.count,
    )


def _write(level: int, event: str, **fields: str | int | None) -> None:
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    said = {name: v[:MAX_CHARACTERS] if isinstance(v, str) else v for name, v in fields.items()}
    # In ASCII, so that nothing in it controls a terminal or begins another line.
    _log.log(level, "%s", json.dumps({"time": now, "event": event, **said}, ensure_ascii=True))
