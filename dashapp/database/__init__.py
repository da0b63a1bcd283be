"""The host's database, SQLite or PostgreSQL: connections to it, and its tables' versions."""

from dashapp.database.errors import StoreError, StoreNotReady, StoreTooNew, StoreUnavailable
from dashapp.database.metadata import metadata
from dashapp.database.migrating import migrate
from dashapp.database.opening import check_ready
from dashapp.database.store import Store
from dashapp.database.text import MAX_TEXT, storable, storage_key

__all__ = [
    "MAX_TEXT",
    "Store",
    "StoreError",
    "StoreNotReady",
    "StoreTooNew",
    "StoreUnavailable",
    "check_ready",
    "metadata",
    "migrate",
    "storable",
    "storage_key",
]
