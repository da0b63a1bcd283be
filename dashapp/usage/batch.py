"""What is written together."""

from dataclasses import dataclass, field
from typing import NamedTuple

from dash_retool_embed.errors import TooManyRequests
from dash_retool_embed.mint import LinkAsked
from dashapp.usage.rows import Row, Told, Unlisted


class Stamp(NamedTuple):
    """Which batch of which writer it is, counted from 1."""

    writer: str
    batch: int


@dataclass(slots=True)
class Batch:
    """What waits to be written, in the order in which it happened."""

    asked: list[LinkAsked] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    losses: list[Row] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.asked) + len(self.told)

    def parts(self) -> list["Batch"]:
        """Return the same in two batches, still in order, or nothing if that can't be."""
        if len(self) and self.losses:
            return [Batch(self.asked, self.told), Batch(losses=self.losses)]
        if len(self) < 2:
            return []
        at = len(self) // 2
        rest = max(at - len(self.asked), 0)
        return [
            Batch(self.asked[:at], self.told[:rest]),
            Batch(self.asked[at:], self.told[rest:]),
        ]


def is_kept(asked: LinkAsked) -> bool:
    """Return whether a request for a link gets a row of its own, or is only counted."""
    # Who is nobody, or asks without end, gets no row for each try: they could fill the disk.
    if asked.person is None or isinstance(asked, Unlisted):
        return False
    return asked.code != TooManyRequests.code
