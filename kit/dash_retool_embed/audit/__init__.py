"""Lines about people: what is told of refusals, and what a line calls somebody."""

from dash_retool_embed.audit.events import Audit, Event, unaudited
from dash_retool_embed.audit.naming import Names, Naming, as_it_is, digest_of
from dash_retool_embed.audit.refusals import ACCESS_REFUSED, Asker, audited
from dash_retool_embed.audit.who_asks import quoted, who_asks

__all__ = [
    "ACCESS_REFUSED",
    "Asker",
    "Audit",
    "Event",
    "Names",
    "Naming",
    "as_it_is",
    "audited",
    "digest_of",
    "quoted",
    "unaudited",
    "who_asks",
]
