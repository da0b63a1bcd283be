"""Sign-in with OpenID Connect: the pages around it, and who has signed in."""

import random

from flask import Blueprint, Request, Response, redirect, render_template, request
from werkzeug.wrappers import Response as WerkzeugResponse

from dash_retool_embed.audit import Audit, Event
from dash_retool_embed.http import NO_STORE
from dash_retool_embed.people import User
from dashapp.identity.back_channel import BackChannel
from dashapp.identity.cookies import Cookie
from dashapp.identity.host_sessions import HostSessions
from dashapp.identity.pending import PendingSignIns
from dashapp.identity.provider import Provider
from dashapp.identity.request_user import Verifier, user_from_request
from dashapp.identity.safe_redirect import safe_redirect
from dashapp.identity.sign_in_errors import (
    SignInExpired,
    SignInFailed,
    SignInWaits,
    TooManyFailedSignIns,
)
from dashapp.identity.token_calls import TokenCalls
from dashapp.sessions import SessionRegistry
from dashapp.settings import Settings

NAME = "oidc_sign_in"
RETRY_SECONDS = 30

Answer = str | Response | WerkzeugResponse


class OidcSignIn:
    """Signs people in at their company's provider, and knows them by a session of the host's own.

    `blueprint` has the pages.
    """

    begin: str | None = f"{NAME}.choose"

    def __init__(self, settings: Settings, registry: SessionRegistry, audit: Audit) -> None:
        """Describe the sign-in; nothing is asked of the provider yet.

        Args:
            settings: the provider, and who this host is there; whose metadata need which claims.
            registry: what this process knows of sessions.
            audit: told who signs in and out.

        Raises:
            ValueError: there is no provider, no address to come back to, or no secret to make
                keys of.
        """
        oidc, secrets = settings.oidc, settings.jwt_secrets
        if oidc is None or not secrets or settings.host_url is None:
            raise ValueError("Sign-in with OpenID Connect needs [oidc], host_url and a secret")
        self._settings = oidc
        self._audit = audit
        routes = self._routes = settings.routes
        secure = settings.host_url.startswith("https://")
        pending = PendingSignIns(Cookie("dashapp_signing_in", secure, routes.prefix), secrets)
        calls = TokenCalls(settings.limits.failed_sign_ins)
        self._provider = Provider(oidc, pending, routes.complete(routes.sign_in_callback), calls)
        self._own = HostSessions(settings, oidc, self._provider, registry)
        self._cookie = Cookie(settings.auth.cookie, secure, routes.prefix)
        self.blueprint = self._blueprint()

    def _blueprint(self) -> Blueprint:
        blueprint = Blueprint(NAME, __name__, template_folder="templates")
        routes, own = self._routes, self._own
        blueprint.add_url_rule(routes.sign_in, "choose", self._begin)
        blueprint.add_url_rule(routes.sign_in_callback, "callback", self._finish)
        blueprint.add_url_rule(routes.sign_out, "sign_out", self._sign_out, methods=["POST"])
        blueprint.add_url_rule(routes.sign_out, "signed_out", self._signed_out, methods=["GET"])
        BackChannel(
            self._settings, self._provider, own.sessions, own.revocations, self._audit
        ).serve(blueprint, routes.back_channel_logout)
        blueprint.register_error_handler(SignInFailed, self._failed)
        blueprint.after_request(_keep_private)
        return blueprint

    def user(self, asked: Request, bearer: Verifier) -> User:
        """Return who sent the request: by a bearer token, or by the cookie of a session.

        Args:
            asked: the request.
            bearer: of bearer tokens.

        Raises:
            IdentityError: nobody, or nobody can tell.
        """
        return user_from_request(asked, bearer, self._cookie.name, self._own)

    def cookie_name(self, asked: Request) -> str:  # noqa: ARG002 - the configuration decides
        """Return the name of the cookie that a browser is known by."""
        return self._cookie.name

    def _begin(self) -> Answer:
        wanted = safe_redirect(request.args.get("next"), self._routes)
        # Who is signed in and comes here again would go round in circles.
        return redirect(wanted if self._is_signed_in() else self._provider.begin(wanted))

    def _finish(self) -> Answer:
        try:
            wanted = safe_redirect(self._provider.pending()["next"], self._routes)
        except SignInExpired:
            # Back and reload lead here again, when all is done.
            if self._is_signed_in():
                return redirect(self._routes.start)
            raise
        id_, person = self._provider.finish(self._own.begin)
        if former := self._cookie.sent_in(request):
            self._own.sessions.end(former, "signed in again")
        self._audit(Event.SIGN_IN, who=person)
        response = redirect(wanted)
        self._cookie.put(response, id_, self._own.lifetime.total_seconds())
        return response

    def _sign_out(self) -> Answer:
        id_ = self._cookie.sent_in(request)
        who, hint = self._own.end(id_) if id_ else (None, None)
        back, here_only = self._routes.complete(self._routes.sign_out), None
        try:
            url = self._provider.end_session_url(hint, back)
        except SignInFailed as error:
            here_only = f"Signed out here, but not at the provider: {error}"
            url = None
        self._audit(Event.SIGN_OUT, who=who, detail=here_only)
        # A page, not a redirect: a form may not lead to another site where the CSP says so.
        page = render_template("signing_out.html", url=url) if url else ""
        response = Response(page) if url else redirect(self._routes.sign_out, 303)
        self._cookie.remove(response)
        return response

    def _signed_out(self) -> Answer:
        if self._is_signed_in():
            return redirect(self._routes.start)
        return render_template("signed_out.html")

    def _is_signed_in(self) -> bool:
        id_ = self._cookie.sent_in(request)
        return id_ is not None and self._own.goes_on(id_)

    def _failed(self, error: SignInFailed) -> Response:
        if isinstance(error, TooManyFailedSignIns):
            self._audit(Event.RATE_LIMITED, code=error.code)
        # Who is only told to wait is not refused.
        elif not isinstance(error, SignInWaits):
            self._audit(Event.SIGN_IN_REFUSED, code=error.code, detail=str(error))
        return _page_of(error)


def _page_of(error: SignInFailed) -> Response:
    again = None if error.retry_after is None else _soon(error.retry_after)
    page = render_template(
        "sign_in_failed.html",
        sentence=error.person_message,
        status=error.status,
        code=error.code,
        again=again,
    )
    response = Response(page, error.status)
    if again or error.status == 503:
        response.headers["Retry-After"] = str(again or RETRY_SECONDS)
    return response


def _soon(seconds: float) -> int:
    # Those who are told to wait at the same moment don't come back at the same moment.
    return max(1, round(seconds + random.random()))  # noqa: S311 - it is no secret


def _keep_private(response: Response) -> Response:
    response.headers.update(NO_STORE)
    return response
