"""What there is to know after an attack: a line for each sign-in, sign-out and refusal."""

from dashapp.audit.events import Audit, Event, unaudited
from dashapp.audit.log import LOGGER, REQUEST_ID, AuditLog

__all__ = ["LOGGER", "REQUEST_ID", "Audit", "AuditLog", "Event", "unaudited"]
