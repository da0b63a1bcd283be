"""Why the database can't be read or written."""


class StoreError(Exception):
    """The base; `str(error)` says what happened and what to do, without the database's password."""


class StoreUnavailable(StoreError):
    """The database does not answer, or not in time."""


class StoreTooNew(StoreError):
    """A newer version of dashapp has changed the database, and this one does not know it."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The database ({where}) was made by a newer version of dashapp. "
            "Run that version, or name another database in DASHAPP_DATABASE_URL."
        )


class StoreNotReady(StoreError):
    """Its tables are not there yet, or are as an older version of dashapp made it."""
