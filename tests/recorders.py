"""Recorders for tests."""

import threading
from collections.abc import Sequence

from dash_retool_embed.http.embed_reports import Report
from dash_retool_embed.mint import LinkRequest
from dash_retool_embed.people import User


class Collector:
    """A recorder that keeps what it is told, from whatever thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._links: list[LinkRequest] = []
        self._told: list[tuple[str, Report]] = []

    def record_request(self, request: LinkRequest) -> None:
        with self._lock:
            self._links.append(request)

    def record_reports(self, person: User, reports: Sequence[Report]) -> None:
        with self._lock:
            self._told += [(person.id, report) for report in reports]

    @property
    def links(self) -> list[LinkRequest]:
        """The requests for a link so far."""
        with self._lock:
            return list(self._links)

    @property
    def told(self) -> list[tuple[str, Report]]:
        """The reports so far, each with its person's identifier."""
        with self._lock:
            return list(self._told)

    def kinds(self, link_id: str | None = None) -> list[str]:
        """Return what happened to a link, or to all, in the order of its numbers."""
        reports = [report for _, report in self.told if link_id in (None, report.link_id)]
        return [report.kind for report in sorted(reports, key=lambda each: each.seq)]


class Broken:
    """A recorder that fails."""

    def record_request(self, _request: LinkRequest) -> None:
        raise RuntimeError("no room")

    def record_reports(self, _person: User, _reports: Sequence[Report]) -> None:
        raise RuntimeError("no room")
