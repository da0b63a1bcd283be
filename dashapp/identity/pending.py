"""What a sign-in needs between its two redirects, kept by the browser that began it."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from authlib.integrations.flask_client import FlaskIntegration
from flask import after_this_request, request
from itsdangerous import BadData, URLSafeTimedSerializer
from pydantic import SecretStr
from werkzeug.wrappers import Response

from dashapp.identity.cookie_header import cookie_names
from dashapp.identity.cookies import Cookie
from dashapp.sessions import derived_key

SECONDS = 600
MAX_PENDING = 8
"""About 3 KB of cookies beside 4 KB of a sign-in that has ended. Servers refuse a head of 8 KB."""

_STATE = "[A-Za-z0-9]+"
"""As Authlib makes them. A neighbor may set cookies of any other name."""


class PendingSignIns(FlaskIntegration):  # type: ignore[misc]  # Authlib has no types
    """Keeps state, nonce and verifier in Authlib's place for them.

    A signed cookie for each sign-in, where Authlib shares one: tabs that are restored together
    begin at the same moment, and the last answer would undo the others'.
    """

    def __init__(self, cookie: Cookie, deployment_secrets: Sequence[SecretStr]) -> None:
        """Describe the cookies.

        Args:
            cookie: as each of them is; their names begin with its.
            deployment_secrets: they are signed with a key made of the first; the others count too.
        """
        super().__init__(cookie.plain_name)
        self._like = cookie
        self._signed = URLSafeTimedSerializer(
            # The last one signs.
            [
                derived_key(each, "sign-ins that are not finished").get_secret_value()
                for each in reversed(deployment_secrets)
            ],
            signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
        )

    def set_state_data(self, session: object, state: str, data: Mapping[str, Any]) -> None:  # noqa: ARG002
        """Keep what belongs to a state."""
        value = self._signed.dumps(dict(data), salt=state)
        cookie = self._cookie(state)
        ours = re.compile(re.escape(self._cookie("").name) + _STATE)
        former = [name for name in cookie_names(request) if ours.fullmatch(name)]

        @after_this_request
        def keep(response: Response) -> Response:
            # So many were never finished; nobody waits for them.
            for name in former if len(former) >= MAX_PENDING else ():
                self._named(name).remove(response)
            cookie.put(response, value, SECONDS)
            return response

    def get_state_data(self, session: object, state: str | None) -> dict[str, Any] | None:  # noqa: ARG002
        """Return what belongs to a state, or None if this browser began nothing of the kind."""
        value = self._cookie(state).sent_in(request) if state else None
        if not state or not value:
            return None
        try:
            data: dict[str, Any] = self._signed.loads(value, max_age=SECONDS, salt=state)
        except BadData:
            return None
        return data

    def clear_state_data(self, session: object, state: str | None) -> None:  # noqa: ARG002
        """Forget a state: it is good for one answer."""
        if not state or self._cookie(state).name not in cookie_names(request):
            return

        @after_this_request
        def forget(response: Response) -> Response:
            self._cookie(state).remove(response)
            return response

    def _cookie(self, state: str) -> Cookie:
        return self._named(f"{self.name}_{state}")

    def _named(self, name: str) -> Cookie:
        return replace(self._like, plain_name=name)
