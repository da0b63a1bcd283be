"""What there is to know after an attack: a line for each sign-in, sign-out and refusal."""

from dashapp.audit.log import LOGGER, AuditLog
from dashapp.audit.request_id import REQUEST_ID, request_id

__all__ = ["LOGGER", "REQUEST_ID", "AuditLog", "request_id"]
