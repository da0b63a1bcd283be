"""A turn at calling Retool: waited for, had, or put off."""

import threading
from dataclasses import dataclass, field

from dash_retool_embed.retool.waiting_list import Person


class BulkheadFull(Exception):
    """There is no place and no room to wait: `arrived` keeps the turn, and `seconds` is when."""

    def __init__(self, arrived: int, seconds: float) -> None:
        self.arrived = arrived
        self.seconds = seconds
        super().__init__(f"not yet: in {seconds:g} seconds")


@dataclass(eq=False, slots=True)
class Turn:
    """Somebody who waits for a place, or has one."""

    person: Person
    arrived: int
    begun: float | None = None
    answered: bool = False
    retry_in: float | None = None
    settled: threading.Event = field(default_factory=threading.Event)
