"""Sign-in with OpenID Connect: the pages around it, and who has signed in."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from flask import Blueprint, Request, Response, redirect, render_template, request
from werkzeug.wrappers import Response as WerkzeugResponse

from dashapp.identity.back_channel import BackChannel, sid_digest
from dashapp.identity.cookies import Cookie
from dashapp.identity.errors import IdentityError, SessionEnded, SessionUnknown, TokenInvalid
from dashapp.identity.kept_claims import KeptClaims
from dashapp.identity.own_path import own_path
from dashapp.identity.pending import PendingSignIns
from dashapp.identity.provider import Granted, Provider
from dashapp.identity.rechecking import Recheck
from dashapp.identity.request_user import Verifier, user_from_request
from dashapp.identity.sign_in_errors import (
    AnswerNotTrusted,
    SignInExpired,
    SignInFailed,
    SignInNotKept,
)
from dashapp.identity.user import User
from dashapp.identity.user_info import completed
from dashapp.sessions import Process, Refusals, Sessions, SessionsUnavailable, SignedIn
from dashapp.settings import CLAIM_PREFIX, AppSettings, Settings

NAME = "oidc_sign_in"
RETRY_SECONDS = 30
SIGN_OUT, CALLBACK = "/sign-out", "/sign-in/callback"

logger = logging.getLogger(__name__)

Answer = str | Response | WerkzeugResponse


class OidcSignIn:
    """Signs people in at their company's provider, and knows them by a session of the host's own.

    `blueprint` has the pages.
    """

    begin: str | None = f"{NAME}.choose"

    def __init__(self, settings: Settings, process: Process) -> None:
        """Describe the sign-in; nothing is asked of the provider yet.

        Args:
            settings: the provider, and who this host is there; whose metadata need which claims.
            process: what this process knows of sessions.

        Raises:
            ValueError: there is no provider, or no secret to make keys of.
        """
        oidc, secrets = settings.oidc, settings.jwt_secrets
        if oidc is None or not secrets:
            raise ValueError("Sign-in with OpenID Connect needs [oidc] and a secret")
        self._settings = oidc
        self._lifetime = timedelta(minutes=oidc.session_minutes)
        secure = oidc.host_url.startswith("https://")
        self._kept = KeptClaims(settings.auth.claims, [*oidc.claims, *_claims_of(settings.apps)])
        self._told_missing: set[str] = set()
        pending = PendingSignIns("dashapp_signing_in", secrets, secure=secure)
        self._provider = Provider(oidc, pending, f"{oidc.host_url}{CALLBACK}")
        self._sessions = sessions_of(settings, process)
        self._refusals = Refusals(process)
        self._recheck = Recheck(self._provider, self._sessions, self._kept, oidc.recheck_minutes)
        self._cookie = Cookie(settings.auth.cookie, secure)
        self.blueprint = self._blueprint()

    def _blueprint(self) -> Blueprint:
        blueprint = Blueprint(NAME, __name__, template_folder="templates")
        blueprint.add_url_rule("/sign-in", "choose", self._begin)
        blueprint.add_url_rule(CALLBACK, "callback", self._finish)
        blueprint.add_url_rule(SIGN_OUT, "sign_out", self._sign_out, methods=["POST"])
        blueprint.add_url_rule(SIGN_OUT, "signed_out", self._signed_out, methods=["GET"])
        BackChannel(self._settings, self._provider, self._sessions, self._refusals).serve(blueprint)
        blueprint.register_error_handler(SignInFailed, _failed)
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
        return user_from_request(asked, bearer, self._cookie.name, self)

    def verify(self, id_: str) -> User:
        """Return whose session has this id.

        Raises:
            SessionEnded: it goes on no more.
            SessionUnknown: nobody can tell now.
        """
        try:
            session = self._sessions.get(id_)
        except SessionsUnavailable as error:
            raise SessionUnknown(f"The session can't be looked up: {error}") from None
        if session is None:
            raise SessionEnded("The session has ended, or is none of this host's.")
        return self._kept.user(self._recheck.current(id_, session).claims)

    def cookie_name(self, asked: Request) -> str:  # noqa: ARG002 - the configuration decides
        """Return the name of the cookie that a browser is known by."""
        return self._cookie.name

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
        id_ = self._session_of(self._provider.finish())
        if former := self._cookie.sent_in(request):
            self._sessions.end(former, "signed in again")
        response = redirect(wanted)
        self._cookie.put(response, id_, self._lifetime.total_seconds())
        return response

    def _session_of(self, granted: Granted) -> str:
        claims = completed(self._provider, granted, self._kept)
        self._tell_missing(claims)
        kept = self._kept.of(claims)
        try:
            person = self._kept.user(kept).id
        except TokenInvalid as error:
            raise AnswerNotTrusted(str(error)) from None
        sid = claims.get("sid")
        provider_session = sid if isinstance(sid, str) else None
        signed_in = SignedIn(
            person=person,
            issuer=self._settings.issuer,
            subject=str(claims["sub"]),
            provider_session=provider_session,
            claims=kept,
            refresh_token=granted.refresh_token,
            id_token=granted.id_token,
        )
        try:
            if provider_session and self._refusals.has(
                sid_digest(self._settings.issuer, provider_session)
            ):
                raise SignInExpired("The provider has ended this sign-in meanwhile.")
            return self._sessions.begin(signed_in, self._lifetime)
        except SessionsUnavailable as error:
            raise SignInNotKept(f"No session: {error}") from None

    def _tell_missing(self, claims: dict[str, object]) -> None:
        for name in self._kept.missing(claims):
            # Once: everybody who signs in would say it again.
            if name not in self._told_missing:
                self._told_missing.add(name)
                logger.warning(
                    "Neither the ID token nor the userinfo endpoint says %s. If everybody needs "
                    "it, have the provider add it to what this client or its scopes get.",
                    name,
                )

    def _sign_out(self) -> Answer:
        id_ = self._cookie.sent_in(request)
        hint = self._hint(id_) if id_ else None
        if id_:
            self._sessions.end(id_, "signed out")
        back = f"{self._settings.host_url}{SIGN_OUT}"
        try:
            url = self._provider.end_session_url(hint, back)
        except SignInFailed as error:
            logger.warning("Signed out here, but not at the provider: %s", error)
            url = None
        # A page, not a redirect: a form may not lead to another site where the CSP says so.
        page = render_template("signing_out.html", url=url) if url else ""
        response = Response(page) if url else redirect(SIGN_OUT, 303)
        self._cookie.remove(response)
        return response

    def _hint(self, id_: str) -> str | None:
        try:
            session = self._sessions.get(id_)
        except SessionsUnavailable:
            return None
        return None if session is None else self._sessions.id_token(session)

    def _signed_out(self) -> Answer:
        return redirect("/") if self._is_signed_in() else render_template("signed_out.html")

    def _is_signed_in(self) -> bool:
        try:
            user_from_request(request, self, self._cookie.name)
        except IdentityError:
            return False
        return True


def sessions_of(settings: Settings, process: Process) -> Sessions:
    """Return the sessions of this host.

    Raises:
        ValueError: people don't sign in here.
    """
    if settings.oidc is None:
        raise ValueError("There are sessions only with [oidc]")
    host = f"{settings.auth.audience} at {settings.oidc.host_url}"
    return Sessions(process, settings.jwt_secrets, host)


def _claims_of(apps: Iterable[AppSettings]) -> list[str]:
    values = [value for app in apps for value in app.metadata.values() if isinstance(value, str)]
    return [v.removeprefix(CLAIM_PREFIX) for v in values if v.startswith(CLAIM_PREFIX)]


def _failed(error: SignInFailed) -> Response:
    logger.warning("Nobody signed in (%s): %s", error.code, error)
    page = render_template(
        "sign_in_failed.html",
        sentence=error.person_message,
        status=error.status,
        code=error.code,
    )
    headers = {"Retry-After": str(RETRY_SECONDS)} if error.status == 503 else None
    return Response(page, error.status, headers)


def _keep_private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
