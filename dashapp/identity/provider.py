"""The company's OpenID Connect provider, by Authlib: discovery, the two redirects, the ID token."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import requests
from authlib.common.security import generate_token
from authlib.integrations.flask_client import FlaskOAuth2App
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from flask import request, session

from dash_retool_embed.deadlines import DeadlineAdapter, timeout_within
from dashapp.identity.pending import PendingSignIns
from dashapp.identity.provider_answers import (
    TokenResponse,
    check_redirect,
    token_response,
    translate_provider_errors,
    user_info_in,
)
from dashapp.identity.provider_metadata import ProviderMetadata
from dashapp.identity.sign_in_errors import SignInExpired, SignInFailed
from dashapp.identity.token_calls import TokenCalls
from dashapp.settings import OidcSettings

CONNECT_SECONDS, READ_SECONDS = 3.0, 5.0
LEEWAY_SECONDS = 30

Result = TypeVar("Result")


class Provider(FlaskOAuth2App):  # type: ignore[misc]  # Authlib has no types
    """One provider as one client of it sees it."""

    def __init__(
        self, settings: OidcSettings, pending: PendingSignIns, callback: str, calls: TokenCalls
    ) -> None:
        """Describe the provider; nothing is asked of it before somebody signs in.

        Args:
            settings: the issuer, and who this host is there.
            pending: keeps what is between the two redirects.
            callback: the complete address that the provider sends people back to.
            calls: says who may have it asked for a token.
        """
        super().__init__(
            pending,
            pending.name,
            client_id=settings.client_id,
            client_secret=settings.client_secret.get_secret_value(),
            client_kwargs={
                "scope": settings.scopes,
                "default_timeout": timeout_within(CONNECT_SECONDS, READ_SECONDS),
            },
        )
        self._issuer = settings.issuer
        self._callback = callback
        self._claims_options = {
            "iss": {"essential": True, "value": self._issuer},
            "aud": {"essential": True, "value": self.client_id},
        }
        self._calls = calls
        self._metadata = ProviderMetadata(settings.issuer, self._get_session)

    def begin(self, wanted: str) -> str:
        """Return where to send somebody to sign in, for then reaching the path `wanted`.

        Raises:
            ProviderUnavailable, AnswerNotTrusted: its discovery can't be had.
        """
        # Given by hand: Authlib itself would write the verifier to its log.
        verifier = generate_token(48)
        begun = self.create_authorization_url(
            self._callback,
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
        )
        url = str(begun.pop("url"))
        self.save_authorize_data(**begun, code_verifier=verifier, next=wanted)
        return url

    def pending(self) -> Mapping[str, Any]:
        """Return what this browser kept for the answer in the current request.

        Raises:
            SignInExpired: it kept nothing for it.
        """
        state = request.args.get("state")
        data: Mapping[str, Any] | None = self.framework.get_state_data(session, state)
        if data is None:
            raise SignInExpired(case="no_state")
        return data

    def finish(self, begin: Callable[[TokenResponse], Result]) -> Result:
        """Return what is begun with what the current request's code is good for.

        Args:
            begin: may ask the provider for more; it is part of the same turn.

        Raises:
            SignInFailed: there is none, or not now.
        """
        try:
            check_redirect(request.args, self.load_server_metadata(), self._issuer)
        except SignInFailed as error:
            # The code has not been shown yet, and is still good when the provider is back.
            if error.retry_after is None:
                self.framework.clear_state_data(session, request.args.get("state"))
            raise
        with self._calls.turn(request.remote_addr, request.args["state"]):
            return begin(self._redeem())

    def _redeem(self) -> TokenResponse:
        with translate_provider_errors():
            token = self.authorize_access_token(
                redirect_uri=self._callback,
                claims_options=self._claims_options,
                leeway=LEEWAY_SECONDS,
                # A redirect would take the code, and perhaps the secret, elsewhere.
                allow_redirects=False,
            )
            return token_response(token, token["userinfo"])

    def refresh(self, refresh_token: str) -> TokenResponse:
        """Return what a refresh token is good for (OpenID Connect Core 1.0, section 12).

        No claims yet: see `claims_of`. The tokens have to be kept whatever becomes of those.

        Raises:
            SignInExpired, ProviderUnavailable, AnswerNotTrusted: nothing; the first says that the
                provider has ended the session.
        """
        metadata = self.load_server_metadata()
        with translate_provider_errors(), self._get_oauth_client(**metadata) as client:
            token = client.refresh_token(
                metadata["token_endpoint"], refresh_token=refresh_token, allow_redirects=False
            )
            return token_response(token, {})

    def claims_of(self, refreshed: TokenResponse) -> dict[str, Any]:
        """Return the claims of a refreshed ID token; none if there is no ID token.

        Raises:
            ProviderUnavailable, AnswerNotTrusted: it can't be verified.
        """
        if refreshed.id_token is None:
            return {}
        token = {"id_token": refreshed.id_token, "access_token": refreshed.access_token}
        with translate_provider_errors():
            return self._verified(token)

    def user_info(self, access_token: str) -> dict[str, Any]:
        """Return the claims of the userinfo endpoint; none where there is no such endpoint.

        Raises:
            SignInExpired, ProviderUnavailable, AnswerNotTrusted: it does not give them.
        """
        endpoint = self.load_server_metadata()["userinfo_endpoint"]
        if endpoint is None:
            return {}
        token = {"access_token": access_token, "token_type": "Bearer"}
        with translate_provider_errors():
            # A redirect would take the access token elsewhere.
            return user_info_in(self.get(endpoint, token=token, allow_redirects=False))

    def _verified(self, token: dict[str, Any]) -> dict[str, Any]:
        # There is no nonce in it (OpenID Connect Core 1.0, section 12.2).
        return dict(
            self.parse_id_token(
                token, nonce=None, claims_options=self._claims_options, leeway=LEEWAY_SECONDS
            )
        )

    def load_server_metadata(self) -> dict[str, Any]:
        """Return what the provider's discovery says, as far as it is needed; asked once.

        Raises:
            ProviderUnavailable, AnswerNotTrusted: it can't be had, or breaks a rule.
        """
        self.server_metadata = self._metadata.get()
        return self.server_metadata

    def end_session_url(self, id_token: str | None, back: str) -> str | None:
        """Return where somebody also signs out of the provider, or None if there is no such place.

        Args:
            id_token: of the sign-in, as a hint; None: the provider may ask the person.
            back: the complete address that the provider sends people back to.
        """
        if not self.load_server_metadata()["end_session_endpoint"]:
            return None
        return str(self.create_logout_url(back, id_token, client_id=self.client_id)["url"])

    def _get_session(self) -> requests.Session:
        http: requests.Session = super()._get_session()
        # A redirect could lead discovery and keys over an open line.
        http.max_redirects = 0
        for scheme in ("https://", "http://"):
            http.mount(scheme, DeadlineAdapter())
        return http
