"""Names of apps that there are none of: an author's mistake, told to the author."""

import logging
from collections.abc import Callable, Collection
from difflib import get_close_matches

from dash_retool_embed.audit import quoted
from dash_retool_embed.errors import UnknownApp

log = logging.getLogger(__name__)

MAX_TOLD = 100
"""Names of which the log has a line. A callback may take them from a person."""


class UnknownApps:
    """Says of each name once that it is none of the configured ones, and which it may be."""

    def __init__(self, names: Collection[str], is_debug: Callable[[], bool]) -> None:
        """Describe it.

        Args:
            names: of the configured apps.
            is_debug: whether a page may show its author's mistakes, and the names of all apps.
        """
        self._names = names
        self._is_debug = is_debug
        self._told: set[str] = set()

    def look(self, name: str) -> None:
        """Look at the name of an embed that is sent to a page."""
        if name in self._names or name in self._told or len(self._told) >= MAX_TOLD:
            return
        self._told.add(name)
        log.error("RetoolEmbed: %s", self._error(name))

    def error(self, name: str) -> UnknownApp:
        """Return why nobody can open an app of this name."""
        return self._error(name) if self._is_debug() else UnknownApp()

    def _error(self, name: str) -> UnknownApp:
        close = get_close_matches(name, self._names, 1)
        guess = f' Did you mean "{close[0]}"?' if close else ""
        there = ", ".join(self._names) or "none"
        # A callback may take it from a person, who must not begin a line of the log with it.
        return UnknownApp(case="registered", app=quoted(name[:100]), guess=guess, apps=there)
