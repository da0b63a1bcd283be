"""What there is to know after an attack: a line for each sign-in, sign-out and refusal."""

from dashapp.audit.events import Audit, Event, unaudited
from dashapp.audit.log import LOGGER, AuditLog
from dashapp.audit.naming import REQUEST_ID, Naming, as_it_is, digest_of, request_id

__all__ = [
    "LOGGER",
    "REQUEST_ID",
    "Audit",
    "AuditLog",
    "Event",
    "Naming",
    "as_it_is",
    "digest_of",
    "request_id",
    "unaudited",
]
