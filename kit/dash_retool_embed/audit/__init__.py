"""Lines about people: what is told of refusals, and what a line calls somebody."""

from dash_retool_embed.audit.denials import ACCESS_REFUSED, Requester, audit_denials
from dash_retool_embed.audit.events import Audit, Event, no_audit
from dash_retool_embed.audit.labels import Labels, PersonLabel, person_digest, raw_id
from dash_retool_embed.audit.who_asks import quoted, who_asks

__all__ = [
    "ACCESS_REFUSED",
    "Audit",
    "Event",
    "Labels",
    "PersonLabel",
    "Requester",
    "audit_denials",
    "no_audit",
    "person_digest",
    "quoted",
    "raw_id",
    "who_asks",
]
