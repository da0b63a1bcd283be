"""What is written together."""

from dataclasses import dataclass, field
from typing import NamedTuple

from dash_retool_embed.errors import TooManyRequests
from dash_retool_embed.mint import LinkRequest
from dashapp.usage.rows import OverQuotaRequest, ReceivedReport, Row


class Stamp(NamedTuple):
    """Which batch of which writer it is, counted from 1."""

    writer: str
    batch: int


@dataclass(slots=True)
class Batch:
    """What waits to be written, in the order in which it happened."""

    requests: list[LinkRequest] = field(default_factory=list)
    reports: list[ReceivedReport] = field(default_factory=list)
    losses: list[Row] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.requests) + len(self.reports)

    def parts(self) -> list["Batch"]:
        """Return the same in two batches, still in order, or nothing if that can't be."""
        if len(self) and self.losses:
            return [Batch(self.requests, self.reports), Batch(losses=self.losses)]
        if len(self) < 2:
            return []
        at = len(self) // 2
        rest = max(at - len(self.requests), 0)
        return [
            Batch(self.requests[:at], self.reports[:rest]),
            Batch(self.requests[at:], self.reports[rest:]),
        ]


def is_kept(request: LinkRequest) -> bool:
    """Return whether a request for a link gets a row of its own, or is only counted."""
    # Who is nobody, or asks without end, gets no row for each try: they could fill the disk.
    if request.person is None or isinstance(request, OverQuotaRequest):
        return False
    return request.code != TooManyRequests.code
