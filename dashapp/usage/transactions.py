"""Work that is kept together or not at all, however many write at the same time."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from dashapp.database import Store, StoreUnavailable

# Who writes at the same time may be in the way, or win when two wait for each other.
ATTEMPTS = 10
PASSING = ("40P01", "SQLITE_BUSY")

Result = TypeVar("Result")


def run_in_transaction(store: Store, work: Callable[[Connection], Result]) -> Result:
    """Work in one transaction, and again if another one was in the way.

    Raises:
        StoreUnavailable: the database does not take it.
    """
    for attempts_left in reversed(range(ATTEMPTS)):
        try:
            with store.writing() as connection:
                return work(connection)
        except OperationalError as error:
            if not attempts_left or not will_pass(error.orig):
                raise StoreUnavailable(store.reason(error)) from None
        except SQLAlchemyError as error:
            raise StoreUnavailable(store.reason(error)) from None
    raise AssertionError("the last try returns or raises")


def will_pass(error: BaseException | None) -> bool:
    """Tell whether the database says no only because somebody else is writing."""
    said = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None)
    return said in PASSING
