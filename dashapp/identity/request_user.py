"""Who sent this request."""

from flask import Request

from dashapp.identity.errors import TokenMissing
from dashapp.identity.tokens import TokenVerifier
from dashapp.identity.user import User


def user_from_request(request: Request, verifier: TokenVerifier, cookie_name: str) -> User:
    """Return who the request's token was issued to.

    The token is looked for in `Authorization: Bearer`, then in the cookie. A bad bearer token is
    not excused by a good cookie: whoever sends one means it.

    Raises:
        TokenMissing, TokenExpired, TokenInvalid: nobody is signed in, and why.
    """
    given = request.authorization
    if given is not None and given.type == "bearer":
        return verifier.verify(given.token or "")
    token = request.cookies.get(cookie_name)
    if not token:
        raise TokenMissing("The request has no bearer token and no sign-in cookie.")
    return verifier.verify(token)
