"""Why the usage log can't be read or written."""


class UsageError(Exception):
    """The base; `str(error)` says what happened and what to do, without the database's password."""


class StoreUnavailable(UsageError):
    """The database does not answer, or not in time."""


class StoreTooNew(UsageError):
    """A newer version of dashapp has changed the database, and this one does not know it."""
