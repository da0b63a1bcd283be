"""Sign-in with OpenID Connect: the pages around it, and who has signed in."""

import random
import time
from collections.abc import Callable, Iterable
from datetime import timedelta

from flask import Blueprint, Request, Response, redirect, render_template, request
from pydantic import SecretStr
from werkzeug.wrappers import Response as WerkzeugResponse

from dashapp.audit import Audit, Event, unaudited
from dashapp.identity.cookies import Cookie
from dashapp.identity.errors import NotSignedIn, TokenInvalid
from dashapp.identity.host_tokens import HostTokens
from dashapp.identity.own_path import own_path
from dashapp.identity.pending import PendingSignIns
from dashapp.identity.provider import Provider
from dashapp.identity.request_user import Verifier, user_from_request
from dashapp.identity.sign_in_errors import (
    AnswerNotTrusted,
    SignInExpired,
    SignInFailed,
    SignInWaits,
    TooManyClaims,
    TooManyFailedSignIns,
)
from dashapp.identity.token_calls import TokenCalls
from dashapp.identity.user import User
from dashapp.settings import CLAIM_PREFIX, AppSettings, AuthSettings
from dashapp.settings.limits import FAILED_SIGN_INS
from dashapp.settings.oidc import OidcSettings

NAME = "oidc_sign_in"
RETRY_SECONDS = 30
SIGN_OUT, CALLBACK = "/sign-out", "/sign-in/callback"

Answer = str | Response | WerkzeugResponse


class OidcSignIn:
    """Signs people in at their company's provider, and knows them by a cookie of the host's own.

    `blueprint` has the pages.
    """

    def __init__(
        self,
        settings: OidcSettings,
        secret: SecretStr | None,
        auth: AuthSettings,
        apps: Iterable[AppSettings],
        failed_sign_ins: str = FAILED_SIGN_INS,
    ) -> None:
        """Describe the sign-in; nothing is asked of the provider yet.

        Args:
            settings: the provider, and who this host is there.
            secret: of the deployment; keys of its own are made of it.
            auth: the audience of the host's tokens, and the name of its cookie.
            apps: whose metadata says which claims are kept.
            failed_sign_ins: how many of one address the provider may refuse, then it waits.

        Raises:
            ValueError: there is no secret.
        """
        if secret is None:
            raise ValueError("The host signs its own tokens with a secret")
        secure = settings.host_url.startswith("https://")
        keeps = [*settings.claims, *_claims_of(apps)]
        self._settings = settings
        self._tokens = HostTokens(secret, settings.host_url, auth.audience, keeps, auth.claims)
        pending = PendingSignIns("dashapp_signing_in", secret, secure=secure)
        calls = TokenCalls(failed_sign_ins)
        self._provider = Provider(settings, pending, f"{settings.host_url}{CALLBACK}", calls)
        self._token = Cookie(auth.cookie, secure)
        self._hint = Cookie("dashapp_id_token", secure, path=SIGN_OUT)
        self.audit: Audit = unaudited
        self.verify: Callable[[str], User] = self._tokens.verify
        self.blueprint = self._blueprint()

    def _blueprint(self) -> Blueprint:
        blueprint = Blueprint(NAME, __name__, template_folder="templates")
        blueprint.add_url_rule("/sign-in", "choose", self._begin)
        blueprint.add_url_rule(CALLBACK, "callback", self._finish)
        blueprint.add_url_rule(SIGN_OUT, "sign_out", self._sign_out, methods=["POST"])
        blueprint.add_url_rule(SIGN_OUT, "signed_out", self._signed_out, methods=["GET"])
        blueprint.register_error_handler(SignInFailed, self._failed)
        blueprint.after_request(_keep_private)
        return blueprint

    def user(self, asked: Request, bearer: Verifier) -> User:
        """Return who sent the request: by a bearer token, or by the cookie of a sign-in here.

        Args:
            asked: the request.
            bearer: of bearer tokens.

        Raises:
            IdentityError: nobody, or nobody can tell.
        """
        return user_from_request(asked, bearer, self._token.name, self)

    def cookie_name(self, asked: Request) -> str:  # noqa: ARG002 - the configuration decides
        """Return the name of the cookie that a browser is known by."""
        return self._token.name

    def _begin(self) -> Answer:
        wanted = own_path(request.args.get("next"))
        # Who is signed in and comes here again would go round in circles.
        return redirect(wanted if self._is_signed_in() else self._provider.begin(wanted))

    def _finish(self) -> Answer:
        try:
            wanted = own_path(self._provider.pending()["next"])
        except SignInExpired:
            # Back and reload lead here again, when all is done.
            if self._is_signed_in():
                return redirect("/")
            raise
        claims, id_token = self._provider.finish()
        lifetime = self._lifetime(claims["exp"])
        try:
            token = self._tokens.issue(claims, lifetime)
        except TokenInvalid as error:
            raise AnswerNotTrusted(str(error)) from None
        if not self._token.fits(token):
            raise TooManyClaims(f"The claims to keep make a cookie of {len(token)} characters.")
        self.audit(Event.SIGN_IN, who=self._tokens.verify(token).id)
        response = redirect(wanted)
        self._token.put(response, token, lifetime.total_seconds())
        if self._hint.fits(id_token):
            self._hint.put(response, id_token, lifetime.total_seconds())
        return response

    def _lifetime(self, expires: float) -> timedelta:
        now = time.time()
        seconds = min(expires, now + self._settings.session_minutes * 60) - now
        if seconds < 1:
            raise SignInExpired("The ID token has expired.")
        return timedelta(seconds=seconds)

    def _sign_out(self) -> Answer:
        back, here_only = f"{self._settings.host_url}{SIGN_OUT}", None
        try:
            url = self._provider.end_session_url(self._hint.sent_in(request), back)
        except SignInFailed as error:
            here_only = f"Signed out here, but not at the provider: {error}"
            url = None
        self.audit(Event.SIGN_OUT, who=self._who(), detail=here_only)
        # A page, not a redirect: a form may not lead to another site where the CSP says so.
        page = render_template("signing_out.html", url=url) if url else ""
        response = Response(page) if url else redirect(SIGN_OUT, 303)
        self._token.remove(response)
        self._hint.remove(response)
        return response

    def _signed_out(self) -> Answer:
        return redirect("/") if self._is_signed_in() else render_template("signed_out.html")

    def _is_signed_in(self) -> bool:
        return self._who() is not None

    def _who(self) -> str | None:
        try:
            return user_from_request(request, self, self._token.name).id
        except NotSignedIn:
            return None

    def _failed(self, error: SignInFailed) -> Response:
        if isinstance(error, TooManyFailedSignIns):
            self.audit(Event.RATE_LIMITED, code=error.code)
        # Who is only told to wait is not refused.
        elif not isinstance(error, SignInWaits):
            self.audit(Event.SIGN_IN_REFUSED, code=error.code, detail=str(error))
        return _page_of(error)


def _claims_of(apps: Iterable[AppSettings]) -> list[str]:
    values = [value for app in apps for value in app.metadata.values() if isinstance(value, str)]
    return [v.removeprefix(CLAIM_PREFIX) for v in values if v.startswith(CLAIM_PREFIX)]


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
    response.headers["Cache-Control"] = "no-store"
    return response
