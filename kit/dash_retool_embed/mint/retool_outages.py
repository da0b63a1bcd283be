"""Whose outage it is when links can't be had: one app's, or Retool's as a whole."""

import threading

from dash_retool_embed.log_throttling import Outages
from dash_retool_embed.retool import MIN_FAILED_APPS, RateLimited, RetoolError

RETOOL = "Retool as a whole"


class RetoolOutages:
    """Tells the log of them, as the circuit breaker counts. Threads may share it.

    When Retool is found to be out of order, so are the apps that led to it: their outages become
    parts of Retool's, and end with it, whichever app is asked for next.
    """

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
            subject = self._subject(app, error)
            self._outages.failed(subject, error, first=first)
            if subject == RETOOL:
                self._outages.move(map(_subject_of, self._new), RETOOL)
                self._new.clear()

    def answered(self, app: str) -> None:
        """Note that Retool has answered for this app, be it with a refusal."""
        with self._lock:
            self._new.clear()
            self._outages.resolved(RETOOL)
            self._outages.resolved(_subject_of(app))

    def _subject(self, app: str, error: RetoolError) -> str:
        own = _subject_of(app)
        # A limit is of the whole organization.
        if isinstance(error, RateLimited):
            return RETOOL
        # It was before Retool was, or is the second or third failure of one of the new.
        if self._outages.is_on(own):
            return own
        if self._outages.is_on(RETOOL):
            return RETOOL
        self._new = {each for each in self._new if self._outages.is_on(_subject_of(each))}
        self._new.add(app)
        return RETOOL if len(self._new) >= MIN_FAILED_APPS else own


def _subject_of(app: str) -> str:
    return f"app {app}"
