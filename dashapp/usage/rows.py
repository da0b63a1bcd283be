"""From what happened to the rows that keep it."""

import math
from dataclasses import dataclass, fields
from typing import Any, Self

from dash_retool_embed.http import Report
from dash_retool_embed.mint import MINTED, LinkRequest
from dash_retool_embed.people import User
from dashapp.database import text as database

MS_PER_HOUR = 60 * 60 * 1000
MS_PER_DAY = 24 * MS_PER_HOUR

RENEWAL = "renewal"

# Outcomes that a page can't give to a failure.
NO_FAILURES = frozenset({MINTED, "ready", "renewed"})

# Each bucket of times is so many times as wide as the one before: a median is off by 5 % at most.
BUCKET_RATIO = 1.1

Row = dict[str, Any]


@dataclass(slots=True)
class OverQuotaRequest(LinkRequest):
    """A request for a link that is in the sums and gets no row: its person has too many already."""

    @classmethod
    def of(cls, request: LinkRequest) -> Self:
        """Return the same request as one without a row."""
        return cls(**{field.name: getattr(request, field.name) for field in fields(request)})


@dataclass(frozen=True, slots=True)
class ReceivedReport:
    """A report of this person's page; when it was, and when it came, in ms since the epoch."""

    person: str
    report: Report
    at: int
    received: int

    @property
    def rows(self) -> int:
        """How many rows it adds at most; that a link is seen changes one."""
        return 0 if self.report.kind == "seen" else len(self.report.events or [None])


def person_storage_key(person: User | str) -> str:
    """Return what a person is called in the tables: the external identifier, as text."""
    return database.storage_key(person if isinstance(person, str) else person.id)


def link_event_rows(received: ReceivedReport) -> list[Row]:
    """Return the rows of a report: one, or one for each name of an event.

    What does not belong to the report's kind is left out: a page may say what it likes.
    """
    report = received.report
    row = {"link_id": report.link_id, "seq": report.seq, "at": received.at, "kind": report.kind}
    if report.kind == "events":
        counts = (report.events or {}).items()
        return [
            row | {"name": name, "code": None, "after_ms": None, "count": n} for name, n in counts
        ]
    code = report.code if report.kind == "failed" and report.code not in NO_FAILURES else None
    return [row | {"name": "", "code": code, "after_ms": report.after_ms, "count": 1}]


def day_of(ms: int) -> int:
    """Return the day, UTC, in days since the epoch."""
    return ms // MS_PER_DAY


def bucket_of(ms: float) -> int:
    """Return the bucket of a time; bucket n ends at BUCKET_RATIO ** n ms."""
    return max(0, math.ceil(math.log(max(ms, 1e-3), BUCKET_RATIO)))
