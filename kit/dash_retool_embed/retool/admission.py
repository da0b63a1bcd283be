"""Who may call Retool now: a few at a time, people in turns, and nobody what keeps failing.

Without it, a Retool that hangs would take every thread of the host, and one person all of Retool.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from dash_retool_embed.retool.bulkhead import Bulkhead
from dash_retool_embed.retool.circuit_breaker import CircuitBreaker
from dash_retool_embed.retool.errors import RetoolBusy
from dash_retool_embed.retool.tickets import Tickets
from dash_retool_embed.retool.turn import BulkheadFull, Turn
from dash_retool_embed.retool.waiting_list import Person


class AdmissionControl:
    """Lets calls to one Retool pass, has a few wait, and gives the others a ticket."""

    def __init__(self, bulkhead: Bulkhead, breaker: CircuitBreaker, tickets: Tickets) -> None:
        self._bulkhead = bulkhead
        self._breaker = breaker
        self._tickets = tickets

    @contextmanager
    def admit(self, person: Person, app: str, ticket: str | None) -> Iterator[Turn]:
        """Hold a place for the call in the `with` block, and note how it ends.

        Args:
            person: whose call it is.
            app: what it is for.
            ticket: from RetoolBusy; one that is not good for this person and app counts for
                nothing.

        Raises:
            RetoolUnavailable: the app, or Retool, failed repeatedly, and is left alone for now.
            RateLimited: Retool has asked for a pause.
            RetoolBusy: it is not this call's turn; with a ticket that keeps it.
        """
        # Before anything else: who is refused says nothing about Retool, and takes no place.
        self._breaker.check(app)
        arrived = None if ticket is None else self._tickets.read(ticket, person, app)
        try:
            with self._bulkhead.slot(person, arrived) as turn, self._breaker.call(app):
                yield turn
        except BulkheadFull as full:
            kept, seconds = self._tickets.issue(full.arrived, person, app), full.seconds
        else:
            return
        raise RetoolBusy(ticket=kept, retry_after=seconds)
