"""The host's database, SQLite or PostgreSQL: connections to it, and its tables' versions."""

from dashapp.database.errors import StoreError, StoreNotReady, StoreTooNew, StoreUnavailable
from dashapp.database.migrating import migrate
from dashapp.database.opening import check_ready
from dashapp.database.store import Store

__all__ = [
    "Store",
    "StoreError",
    "StoreNotReady",
    "StoreTooNew",
    "StoreUnavailable",
    "check_ready",
    "migrate",
]
