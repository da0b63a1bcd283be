"""Whose outage it is when links can't be had: one app's, or Retool's as a whole."""

import threading

from dashapp.flood import Outages
from dashapp.retool import RateLimited, RetoolError
from dashapp.retool.breaker import SEVERAL_APPS

RETOOL = "Retool as a whole"


class RetoolOutages:
    """Tells the log of them, as the circuit breaker counts. Threads may share it."""

    def __init__(self, outages: Outages) -> None:
        """Describe it; `outages` writes the lines."""
        self._outages = outages
        self._lock = threading.Lock()
        # That began to fail since the last answer. Apps that were sick before are no evidence.
        self._new: set[str] = set()

    def failed(self, app: str, error: RetoolError, first: str) -> None:
        """Note that there was no link for this app.

        Args:
            app: a configured one.
            error: the cause.
            first: who asked, in which request.
        """
        with self._lock:
            self._outages.failed(self._subject(app, error), error, first=first)

    def answered(self, app: str) -> None:
        """Note that Retool has answered for this app, be it with a refusal."""
        with self._lock:
            self._new.clear()
            self._outages.over(RETOOL)
            self._outages.over(_subject_of(app))

    def _subject(self, app: str, error: RetoolError) -> str:
        # A limit is of the whole organization.
        if isinstance(error, RateLimited) or self._outages.is_on(RETOOL):
            return RETOOL
        own = _subject_of(app)
        if not self._outages.is_on(own):
            self._new.add(app)
        return RETOOL if len(self._new) >= SEVERAL_APPS else own


def _subject_of(app: str) -> str:
    return f"app {app}"
