"""What every way of signing in has in common, for the host."""

from typing import Protocol

from flask import Blueprint, Request

from dash_retool_embed.people import User
from dashapp.identity.request_user import Verifier


class SignInPages(Protocol):
    """A way of signing in, and the pages of the host that belong to it.

    `blueprint` has the pages, that of signing out among them. `begin` is the endpoint to which
    people without a sign-in are sent; None: it begins elsewhere, which they are told.
    """

    blueprint: Blueprint
    begin: str | None

    def cookie_name(self, asked: Request, /) -> str:
        """Return the name of the cookie that the browser behind a request is known by."""

    def user(self, asked: Request, bearer: Verifier, /) -> User:
        """Return who sent a request.

        Args:
            asked: the request.
            bearer: of bearer tokens.

        Raises:
            IdentityError: nobody, or nobody can tell.
        """
