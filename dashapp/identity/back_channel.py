"""Where the provider says that somebody has signed out there."""

import hashlib
import logging

from flask import Blueprint, Response, jsonify, request

from dash_retool_embed.audit import Audit, Event
from dash_retool_embed.client_network import network_of
from dash_retool_embed.log_throttling import BoundedLog
from dash_retool_embed.people import IdentityError, TokenInvalid
from dashapp.errors import CATALOGUE
from dashapp.identity.errors import KeysUnavailable
from dashapp.identity.logout_tokens import MAX_AGE_SECONDS, LogoutTokens
from dashapp.identity.provider import Provider
from dashapp.identity.sign_in_errors import SignInFailed
from dashapp.sessions import Revocations, Sessions, SessionsUnavailable
from dashapp.settings import OidcSettings

RETRY_SECONDS = 5
REMEMBERED_SECONDS = 2 * MAX_AGE_SECONDS
"""As long as a logout token may still be sent, and as a sign-in takes that began before it."""

REFUSED = CATALOGUE["logout_token_invalid"]

log = logging.getLogger(__name__)


class BackChannel:
    """Ends sessions that the provider has ended. Its answers: section 2.8 of the specification."""

    def __init__(
        self,
        settings: OidcSettings,
        provider: Provider,
        sessions: Sessions,
        revocations: Revocations,
        audit: Audit,
    ) -> None:
        """Describe it; nothing is asked of the provider yet."""
        self._audit = audit
        self._lines = BoundedLog(log)
        self._issuer = settings.issuer
        self._provider = provider
        self._sessions = sessions
        self._revocations = revocations
        self._tokens = LogoutTokens(settings.client_id, settings.issuer)

    def serve(self, blueprint: Blueprint, address: str) -> None:
        """Answer what the provider posts to this address."""
        blueprint.add_url_rule(address, "back_channel", self._sign_out, methods=["POST"])

    def _sign_out(self) -> Response:
        where = network_of(request.remote_addr)
        try:
            self._end(request.form.get("logout_token", ""))
        except (SessionsUnavailable, KeysUnavailable, SignInFailed) as error:
            # Strangers can bring this about, for nobody can tell yet whether the token is good.
            text = "The provider has signed somebody out, which is not done yet: %s"
            self._lines.write(logging.WARNING, "sign-out not done yet", where, text, error)
            return _answer(503, "temporarily_unavailable")
        except IdentityError as error:
            self._audit(Event.TOKEN_REFUSED, code=REFUSED.code, detail=str(error))
            return _answer(400, "invalid_request")
        return _answer(200)

    def _end(self, token: str) -> None:
        logout = self._tokens.read(token, self._provider.load_server_metadata())
        sent = _digest("logout", self._issuer, logout.id)
        if self._revocations.until(sent) is not None:
            raise TokenInvalid("it was sent before")
        # A sign-in that is under way comes to nothing: of this session, or begun before.
        until = logout.issued + REMEMBERED_SECONDS
        if logout.session is not None:
            self._revocations.add(sid_digest(self._issuer, logout.session), until)
        elif logout.subject is not None:
            self._revocations.add(sub_digest(self._issuer, logout.subject), until)
        ended = self._sessions.end_at_provider(self._issuer, logout.subject, logout.session)
        # Last: what could not be done is sent again.
        self._revocations.add(sent, until)
        self._audit(
            Event.SIGN_OUT, who=logout.subject, detail=f"at the provider; sessions: {ended}"
        )


def sid_digest(issuer: str, session: str) -> str:
    """Return what stands for a session of the provider's among what is refused."""
    return _digest("sid", issuer, session)


def sub_digest(issuer: str, subject: str) -> str:
    """Return the same for all sessions of a subject of the provider's."""
    return _digest("sub", issuer, subject)


def _digest(kind: str, issuer: str, said: str) -> str:
    return hashlib.sha256(f"{kind} {issuer} {said}".encode(errors="surrogatepass")).hexdigest()


def _answer(status: int, error: str | None = None) -> Response:
    response = jsonify({} if error is None else {"error": error})
    response.status_code = status
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response
