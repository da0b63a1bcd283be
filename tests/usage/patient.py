"""A usage log that waits for its database however busy the machine is."""

from pkgutil import resolve_name

from tests.patience import PATIENCE_SECONDS

BOUNDS = (
    "dashapp.usage.log.CLOSING_SECONDS",
    "dashapp.database.store.CONNECT_SECONDS",
    "dashapp.database.store.STATEMENT_SECONDS",
    "dashapp.usage.retry.FORK_SECONDS",
    "dashapp.usage.retry.SILENCE_SECONDS",
)


# PostgreSQL takes whole seconds.
SECONDS = int(PATIENCE_SECONDS)


def be_patient() -> None:
    """Do it for as long as this process lives; tests undo it, see `conftest`."""
    for bound in BOUNDS:
        module, _, name = bound.rpartition(".")
        setattr(resolve_name(module), name, SECONDS)
