"""Why the database can't be read or written."""

from dash_retool_embed.errors import CodedError
from dashapp.errors import CATALOGUE


class StoreError(CodedError):
    """The base; its text says what happened and what to do, without the database's password."""

    entry = CATALOGUE["store_unavailable"]


class StoreUnavailable(StoreError):
    """The database does not answer, or not in time."""


class StoreTooNew(StoreError):
    """A newer version of dashapp has changed the database, and this one does not know it."""

    entry = CATALOGUE["store_too_new"]

    def __init__(self, where: str) -> None:
        super().__init__(case="tables", where=where)


class StoreNotReady(StoreError):
    """Its tables are not there yet, or are as an older version of dashapp made it."""

    entry = CATALOGUE["store_not_ready"]
