"""Lines about people: what is told of refusals, and what a line calls somebody."""

from dash_retool_embed.audit.events import Audit, Event, unaudited
from dash_retool_embed.audit.naming import Names, Naming, as_it_is, digest_of

__all__ = [
    "Audit",
    "Event",
    "Names",
    "Naming",
    "as_it_is",
    "digest_of",
    "unaudited",
]
