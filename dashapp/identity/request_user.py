"""Who sent this request."""

from typing import Protocol

from flask import Request

from dash_retool_embed.people import TokenInvalid, User
from dashapp.identity.cookie_header import CookieDoubtful, read_cookie
from dashapp.identity.errors import TokenMissing


class Verifier(Protocol):
    """What turns a token into a person, such as `TokenVerifier`."""

    def verify(self, token: str, /) -> User:
        """Return who it was issued to; raises NotSignedIn."""


def user_from_request(
    request: Request,
    verifier: Verifier,
    cookie_name: str,
    cookie_verifier: Verifier | None = None,
) -> User:
    """Return who the request's token was issued to.

    The token is looked for in `Authorization: Bearer`, then in the cookie. A bad bearer token is
    not excused by a good cookie: whoever sends one means it.

    Args:
        request: the request.
        verifier: of bearer tokens.
        cookie_name: where a browser has its token.
        cookie_verifier: of the cookie; None: the same as of bearer tokens.

    Raises:
        TokenMissing, TokenExpired, TokenInvalid: nobody is signed in, and why.
    """
    token = bearer_token(request)
    if token is not None:
        return verifier.verify(token)
    try:
        sent = read_cookie(request, cookie_name)
    except CookieDoubtful as doubt:
        raise TokenInvalid(str(doubt)) from None
    if not sent:
        raise TokenMissing(case="cookie")
    return (cookie_verifier or verifier).verify(sent)


def bearer_token(request: Request) -> str | None:
    """Return what comes after Bearer and one space, to the letter; None: something else is sent."""
    given = request.headers.get("Authorization", "")
    scheme, after = given[:6], given[6:]
    if scheme.lower() != "bearer":
        return None
    return after[1:] if after.startswith(" ") else ""
