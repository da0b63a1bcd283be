"""Why the usage log can't be read or written."""


class UsageError(Exception):
    """The base; `str(error)` says what happened and what to do, without the database's password."""


class StoreUnavailable(UsageError):
    """The database does not answer, or not in time."""


class StoreTooNew(UsageError):
    """A newer version of dashapp has changed the database, and this one does not know it."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The usage log's database ({where}) was made by a newer version of dashapp. "
            "Run that version, or name another database in DASHAPP_DATABASE_URL."
        )


class StoreNotReady(UsageError):
    """There is no usage log yet, or it is as an older version of dashapp made it."""
