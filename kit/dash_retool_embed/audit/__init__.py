"""Lines about people: what is told of refusals, and what a line calls somebody."""

from dash_retool_embed.audit.denials import ACCESS_REFUSED, Requester, audit_denials
from dash_retool_embed.audit.events import Audit, Event, unaudited
from dash_retool_embed.audit.naming import Names, Naming, as_it_is, person_digest
from dash_retool_embed.audit.who_asks import quoted, who_asks

__all__ = [
    "ACCESS_REFUSED",
    "Audit",
    "Event",
    "Names",
    "Naming",
    "Requester",
    "as_it_is",
    "audit_denials",
    "person_digest",
    "quoted",
    "unaudited",
    "who_asks",
]
