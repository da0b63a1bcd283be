"""From what a provider grants to a session of the host's own, and from its id to a `User`."""

import logging
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from dash_retool_embed.apps import CLAIM_PREFIX
from dash_retool_embed.people import SessionEnded, TokenInvalid, User
from dashapp.identity.back_channel import REMEMBERED_SECONDS, sid_digest, sub_digest
from dashapp.identity.errors import SessionUnknown
from dashapp.identity.kept_claims import KeptClaims
from dashapp.identity.provider import Provider
from dashapp.identity.provider_answers import TokenResponse
from dashapp.identity.rechecking import Recheck
from dashapp.identity.sign_in_errors import AnswerNotTrusted, SignInExpired, SignInNotKept
from dashapp.identity.user_info import completed
from dashapp.sessions import (
    Revocations,
    Session,
    SessionRegistry,
    Sessions,
    SessionsUnavailable,
    SignedIn,
)
from dashapp.settings import AppSettings, OidcSettings, Settings

log = logging.getLogger(__name__)


class HostSessions:
    """The sessions of people who have signed in at the provider."""

    def __init__(
        self, settings: Settings, oidc: OidcSettings, provider: Provider, registry: SessionRegistry
    ) -> None:
        """Describe them; the database is not asked before somebody comes.

        Args:
            settings: whose apps' metadata say which claims are kept.
            oidc: how long a session lasts, and how often the provider is asked again.
            provider: who is asked.
            registry: what this process knows of sessions.
        """
        self._issuer = oidc.issuer
        self.lifetime = timedelta(minutes=oidc.session_minutes)
        self._provider = provider
        self._kept = KeptClaims(settings.auth.claims, [*oidc.claims, *_claims_of(settings.apps)])
        self._told_missing: set[str] = set()
        self.sessions = sessions_of(settings, registry)
        self.revocations = Revocations(registry)
        self._recheck = Recheck(provider, self.sessions, self._kept, oidc.recheck_minutes)

    def begin(self, token_response: TokenResponse) -> tuple[str, str]:
        """Begin a session; return its id, which only the browser is to keep, and whose it is.

        Raises:
            SignInFailed: what was granted is about nobody, is over already, or can't be kept.
        """
        claims = completed(self._provider, token_response, self._kept)
        self._tell_missing(claims)
        kept = self._kept.of(claims)
        try:
            person = self._kept.user(kept).id
        except TokenInvalid as error:
            raise AnswerNotTrusted(case="claims", reason=error) from None
        sid = claims.get("sid")
        signed_in = SignedIn(
            person=person,
            issuer=self._issuer,
            subject=str(claims["sub"]),
            provider_session=sid if isinstance(sid, str) else None,
            claims=kept,
            refresh_token=token_response.refresh_token,
            id_token=token_response.id_token,
        )
        try:
            id_ = self.sessions.begin(signed_in, self.lifetime)
            # Now that a logout would find it: one may have come before.
            if self._has_ended(signed_in, claims):
                self.sessions.end(id_, "provider")
                raise SignInExpired(case="ended")
        except SessionsUnavailable as error:
            raise SignInNotKept(case="session", reason=error) from None
        return id_, person

    def verify(self, id_: str) -> User:
        """Return whose session has this id.

        Raises:
            SessionEnded: it goes on no more.
            SessionUnknown: nobody can tell now.
        """
        try:
            session = self.sessions.get(id_)
        except SessionsUnavailable as error:
            # Why is for the log: an answer to a program has the error's text.
            raise SessionUnknown(case="lookup") from error
        if session is None:
            raise SessionEnded
        return self._kept.user(self._recheck.current(id_, session).claims)

    def goes_on(self, id_: str) -> bool:
        """Tell whether a session goes on, as far as it is known; the provider is not asked."""
        return self._known(id_) is not None

    def end(self, id_: str) -> tuple[str | None, str | None]:
        """End a session; return whose it was, and the hint for signing out at the provider."""
        session = self._known(id_)
        self.sessions.end(id_, "signed out")
        if session is None:
            return None, None
        return session.person, self.sessions.id_token(session)

    def _known(self, id_: str) -> Session | None:
        try:
            return self.sessions.get(id_)
        except SessionsUnavailable:
            return None

    def _has_ended(self, signed_in: SignedIn, claims: Mapping[str, Any]) -> bool:
        issuer, sid, issued = self._issuer, signed_in.provider_session, claims.get("iat")
        if sid is not None and self.revocations.until(sid_digest(issuer, sid)) is not None:
            return True
        until = self.revocations.until(sub_digest(issuer, signed_in.subject))
        if until is None or not isinstance(issued, int | float):
            return False
        # Both times are the provider's. Whoever has signed in since is welcome.
        return issued <= until - REMEMBERED_SECONDS

    def _tell_missing(self, claims: Mapping[str, object]) -> None:
        for name in self._kept.missing(claims):
            # Once: everybody who signs in would say it again.
            if name not in self._told_missing:
                self._told_missing.add(name)
                log.warning(
                    "Neither the ID token nor the userinfo endpoint says %s. If everybody needs "
                    "it, have the provider add it to what this client or its scopes get.",
                    name,
                )


def sessions_of(settings: Settings, registry: SessionRegistry) -> Sessions:
    """Return the sessions of this host.

    Raises:
        ValueError: people don't sign in here.
    """
    if settings.oidc is None:
        raise ValueError("There are sessions only with [oidc]")
    host = f"{settings.auth.audience} at {settings.host_url}"
    return Sessions(registry, settings.jwt_secrets, host)


def _claims_of(apps: Iterable[AppSettings]) -> list[str]:
    values = [value for app in apps for value in app.metadata.values() if isinstance(value, str)]
    return [v.removeprefix(CLAIM_PREFIX) for v in values if v.startswith(CLAIM_PREFIX)]
