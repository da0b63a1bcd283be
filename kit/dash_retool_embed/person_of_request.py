"""Who sends the current request, as the function `user` of an app's author says."""

from collections.abc import Callable

from dash_retool_embed.callables import accepts_one_argument
from dash_retool_embed.people import User
from dash_retool_embed.request_context import current_request


def person_of_request(user: Callable[..., User]) -> Callable[[], User]:
    """Return what returns the person of the current request.

    Args:
        user: returns it, and is given the request if it takes an argument.

    Raises:
        TypeError: by what is returned: `user` returned something else than a `User`.
    """
    if not accepts_one_argument(user):
        return lambda: _checked(user())

    def of_request() -> User:
        context = current_request()
        return _checked(user(context.native if context else None))

    return of_request


def _checked(person: object) -> User:
    if isinstance(person, User):
        return person
    raise TypeError(
        f"the user of register_embeds returned {type(person).__qualname__}, no User: "
        "for nobody, raise IdentityError"
    )
