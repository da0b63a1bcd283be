"""Asks the provider again about somebody who is signed in: whether still, and in which roles."""

import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dash_retool_embed.log_throttling import Outage
from dash_retool_embed.people import SessionEnded, TokenInvalid
from dashapp.database import storage_key
from dashapp.identity.kept_claims import KeptClaims
from dashapp.identity.provider import Provider
from dashapp.identity.provider_answers import TokenResponse
from dashapp.identity.sign_in_errors import SignInExpired, SignInFailed
from dashapp.identity.user_info import completed
from dashapp.sessions import Session, Sessions

AT_A_TIME = 2
"""So many requests wait for the provider, at most: it may hang."""

AGAIN_SECONDS = 30.0
"""A provider that could not say is asked again after so long."""

log = logging.getLogger(__name__)


class Recheck:
    """Has each session's claims checked from time to time, where there is a refresh token."""

    def __init__(
        self, provider: Provider, sessions: Sessions, kept: KeptClaims, minutes: int
    ) -> None:
        """Describe it.

        Args:
            provider: who is asked.
            sessions: where the answer is kept.
            kept: what of it is.
            minutes: how old what is known may become.
        """
        self._provider = provider
        self._sessions = sessions
        self._kept = kept
        self._milliseconds = minutes * 60 * 1000
        self._turns = threading.BoundedSemaphore(AT_A_TIME)
        self._outage = Outage(log, "checking sessions at the provider")

    def current(self, id_: str, session: Session) -> Session:
        """Return the session as the provider knows it now, if it is time to ask and it answers.

        One request asks; what comes meanwhile goes on with what was known. So do all while the
        provider can't be reached.

        Args:
            id_: of the session.
            session: as it is known.

        Raises:
            SessionEnded: the provider has ended it.
        """
        if time.time() * 1000 - session.checked_at < self._milliseconds:
            return session
        refresh_token = self._sessions.refresh_token(session)
        if refresh_token is None or not self._turns.acquire(blocking=False):
            return session
        try:
            if not self._sessions.take_check(session, AGAIN_SECONDS):
                return session
            return self._asked(id_, session, refresh_token)
        finally:
            self._turns.release()

    def _asked(self, id_: str, session: Session, refresh_token: str) -> Session:
        try:
            token_response = self._provider.refresh(refresh_token)
        except SignInExpired as error:
            self._outage.resolved()
            raise self._ended(id_, str(error)) from None
        except SignInFailed as error:
            self._unchecked(error)
            return session
        try:
            claims = self._claims(token_response, session)
        except TokenInvalid as error:
            self._outage.resolved()
            raise self._ended(id_, str(error)) from None
        except SignInFailed as error:
            self._unchecked(error)
            claims = None
        else:
            self._outage.resolved()
        # Whatever became of the claims: the refresh token before may be used up.
        renewed = self._sessions.renew(
            session,
            claims,
            refresh_token=token_response.refresh_token,
            id_token=token_response.id_token,
        )
        if renewed is None:
            raise SessionEnded(case="meanwhile")
        return renewed

    def _claims(self, token_response: TokenResponse, session: Session) -> Mapping[str, Any]:
        if token_response.id_token is None:
            said = self._provider.user_info(token_response.access_token)
            # That there was an answer says no more than that the session goes on.
            claims = self._kept.of(said) if said else session.claims
        else:
            verified = replace(token_response, claims=self._provider.claims_of(token_response))
            claims = self._kept.of(completed(self._provider, verified, self._kept))
        if storage_key(str(claims.get("sub"))) != session.subject:
            raise TokenInvalid("the refresh token is somebody else's")
        if storage_key(self._kept.user(claims).id) != session.person:
            raise TokenInvalid("the person has another identifier now")
        return claims

    def _unchecked(self, error: SignInFailed) -> None:
        self._outage.failed(f"sessions go on without it: {error}")

    def _ended(self, id_: str, why: str) -> SessionEnded:
        log.warning("A session has ended at the provider: %s", why)
        self._sessions.end(id_, "provider")
        return SessionEnded(case="provider")
