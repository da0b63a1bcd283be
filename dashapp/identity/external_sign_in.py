"""People who come with a token of another login: in a cookie, a header, or from a proxy."""

from flask import Blueprint, Request, redirect, render_template, request
from werkzeug.wrappers import Response

from dash_retool_embed.audit import Audit, Event
from dash_retool_embed.people import IdentityError, User
from dashapp.identity.cookie_header import CookieDoubtful, read_cookie
from dashapp.identity.errors import TokenMissing
from dashapp.identity.request_user import Verifier, bearer_token, user_from_request
from dashapp.identity.token_authenticator import TokenAuthenticator
from dashapp.sessions import Revocations, SessionRegistry
from dashapp.settings import Settings

NAME = "external_sign_in"


class ExternalSignIn:
    """Knows where a request's token is. The host can't end the login, but refuses the token."""

    begin: str | None = None

    def __init__(self, settings: Settings, registry: SessionRegistry, audit: Audit) -> None:
        """Read the configuration; nothing is fetched yet.

        Args:
            settings: what the tokens are, and where.
            registry: what this process knows of those that are no longer good.
            audit: told who signs out.
        """
        self._audit = audit
        auth = self._auth = settings.auth
        self._signed_out_at = settings.routes.sign_out
        self._tokens = TokenAuthenticator(auth, settings.jwt_secrets, Revocations(registry))
        self.blueprint = Blueprint(NAME, __name__, template_folder="templates")
        self.blueprint.add_url_rule(
            self._signed_out_at, "sign_out", self._sign_out, methods=["POST"]
        )
        self.blueprint.add_url_rule(self._signed_out_at, "signed_out", _signed_out, methods=["GET"])

    def cookie_name(self, asked: Request) -> str:  # noqa: ARG002 - the configuration decides
        """Return the name of the cookie with the login's token."""
        return self._auth.cookie

    def user(self, asked: Request, bearer: Verifier) -> User:
        """Return who sent the request.

        Behind a proxy only what the proxy sets counts: a cookie or another header could come from
        the client by another way.

        Raises:
            IdentityError: nobody, or nobody can tell.
        """
        if not self._auth.behind_proxy:
            return user_from_request(asked, bearer, self._auth.cookie)
        if not (token := self._of_proxy(asked)):
            raise TokenMissing(case="proxy")
        return bearer.verify(token)

    def _of_proxy(self, asked: Request) -> str | None:
        header = self._auth.token_header
        return bearer_token(asked) if header is None else asked.headers.get(header)

    def _sign_out(self) -> Response:
        response = redirect(self._signed_out_at, 303)
        try:
            self._audit(Event.SIGN_OUT, who=self._tokens.revoke(self._token() or "").id)
        except IdentityError as error:
            # Another one is good for nothing already.
            if error.transient:
                return _try_again(error)
        if not self._auth.behind_proxy:
            response.delete_cookie(self._auth.cookie)
        return response

    def _token(self) -> str | None:
        if self._auth.behind_proxy:
            return self._of_proxy(request)
        try:
            return bearer_token(request) or read_cookie(request, self._auth.cookie)
        except CookieDoubtful:
            return None


def _try_again(error: IdentityError) -> Response:
    page = render_template("not_signed_out.html")
    return Response(page, error.status, {"Retry-After": f"{error.retry_after or 1:.0f}"})


def _signed_out() -> str:
    return render_template("token_signed_out.html")
