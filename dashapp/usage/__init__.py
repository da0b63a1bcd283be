"""The usage log: who opened what, where that is kept, and what can be asked of it."""

from dashapp.usage.errors import StoreTooNew, StoreUnavailable, UsageError
from dashapp.usage.log import Status, UsageLog
from dashapp.usage.store import Store

__all__ = ["Status", "Store", "StoreTooNew", "StoreUnavailable", "UsageError", "UsageLog"]
