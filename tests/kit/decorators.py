"""Decorators as a library has them: they know nothing of the types that handlers name."""

from collections.abc import Callable
from functools import wraps


def logged(function: Callable[..., None]) -> Callable[..., None]:
    @wraps(function)
    def wrapper(*args: object) -> None:
        function(*args)

    return wrapper


def with_user(function: Callable[..., None]) -> Callable[..., None]:
    @wraps(function)
    def wrapper(order: object) -> None:
        function("jane", order)

    return wrapper
