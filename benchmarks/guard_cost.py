"""What the guard costs a request: the same requests to the same server, with it and without."""

import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median
from tempfile import TemporaryDirectory

import jwt
from flask import Flask, request
from pydantic import SecretStr
from werkzeug.test import EnvironBuilder

from benchmarks.demo_host import EXAMPLE
from benchmarks.figure import Figure, run_alone
from dash_retool_embed.audit import no_audit
from dash_retool_embed.people import User
from dashapp.database import Store
from dashapp.identity import TokenAuthenticator, user_from_request
from dashapp.identity.host_sessions import sessions_of
from dashapp.identity.oidc import OidcSignIn
from dashapp.sessions import Revocations, SessionRegistry, SignedIn
from dashapp.settings import AuthSettings, OidcSettings, load_settings
from dashapp.web import Guard
from tests.identity.login import AUDIENCE, ISSUER, good_claims, pair, running_login

REQUESTS = 2_000
WARM_UP = 200
HS256_TARGET_MS = 0.2
RS256_TARGET_MS = 0.5
SESSION_TARGET_MS = 0.3
SECRET = "the secret of the benchmarks, longer than thirty-two bytes"

# As long as what a login really says of somebody.
CLAIMS = {
    "email": "jane.doe@example.com",
    "given_name": "Jane",
    "family_name": "Doe",
    "realm_access": {"roles": ["analyst", "viewer", "offline_access"]},
    "store_id": 12,
    "azp": "dashboards",
    "scope": "openid email profile",
    "session_state": "b7f0c7a2-6f0e-4a52-9a0b-0f9be3f1f1c4",
}


def measure() -> list[Figure]:
    with TemporaryDirectory() as folder:
        registry = SessionRegistry(Store(f"sqlite:///{folder}/sessions.sqlite3"))
        key = pair("key")
        with running_login(key) as login:
            by_keys = _figure(
                "RS256 and a warm key set",
                _by_token(registry, algorithms=["RS256"], jwks_url=login.url),
                key.sign(_claims()),
                RS256_TARGET_MS,
            )
            assert len(login.asked) == 1
        shared = jwt.encode(_claims(), SECRET, algorithm="HS256")
        return [
            _figure("HS256", _by_token(registry), shared, HS256_TARGET_MS),
            by_keys,
            _figure("a session of the host's own", *_by_session(registry), SESSION_TARGET_MS),
        ]


def _by_token(registry: SessionRegistry, **fields: object) -> Callable[[], User]:
    tokens = TokenAuthenticator(_auth(**fields), [SecretStr(SECRET)], Revocations(registry))
    return lambda: user_from_request(request, tokens, "dashapp_token")


def _by_session(registry: SessionRegistry) -> tuple[Callable[[], User], str]:
    oidc = OidcSettings(
        issuer=ISSUER,
        client_id="apps",
        client_secret=SecretStr("secret"),
    )
    secrets = {"retool_api_key": "key", "jwt_secret": SECRET}
    settings = load_settings(EXAMPLE, overrides=secrets).model_copy(
        update={"oidc": oidc, "host_url": "http://localhost"}
    )
    sign_in = OidcSignIn(settings, registry, no_audit)
    lifetime = timedelta(hours=8)
    id_ = sessions_of(settings, registry).begin(
        SignedIn("jane", ISSUER, "jane", None, CLAIMS | {"sub": "jane"}, "refresh", "id"), lifetime
    )
    return lambda: sign_in.user(request, _NoBearer()), id_


class _NoBearer:
    def verify(self, _token: str) -> User:
        raise AssertionError("these requests have a cookie")


def _auth(**fields: object) -> AuthSettings:
    return AuthSettings.model_validate({"audience": AUDIENCE, "issuer": ISSUER, **fields})


def _claims() -> dict[str, object]:
    return good_claims(**CLAIMS)


def _figure(name: str, user: Callable[[], User], token: str, target: float) -> Figure:
    guarded, bare = _server(user), _server(None)
    times: dict[bool, list[float]] = {True: [], False: []}
    # In turns, so that what else the machine does falls on both.
    for number in range(WARM_UP + REQUESTS):
        for with_guard, server in ((True, guarded), (False, bare)):
            took = _milliseconds(server, token)
            if number >= WARM_UP:
                times[with_guard].append(took)
    cost = median(times[True]) - median(times[False])
    return Figure(
        f"The guard's share of a request, {name}, median of {REQUESTS:,} with and without",
        f"≤ {target:g} ms",
        f"{cost:.3f} ms ({median(times[True]):.3f} ms against {median(times[False]):.3f} ms)",
        cost <= target,
    )


def _server(user: Callable[[], User] | None) -> Flask:
    server = Flask("guarded")
    server.add_url_rule("/", view_func=_page)
    if user is not None:
        Guard(user, public=[], sign_in=None).protect(server)
    return server


def _page() -> str:
    return "A page."


def _milliseconds(server: Flask, token: str) -> float:
    headers = [("Cookie", f"dashapp_token={token}"), ("Accept", "text/html")]
    environ = EnvironBuilder(headers=headers).get_environ()
    statuses: list[str] = []

    def start_response(status: str, *_: object) -> Callable[[bytes], object]:
        statuses.append(status)
        return bytes

    begun = time.perf_counter()
    body = b"".join(server(environ, start_response))
    took = time.perf_counter() - begun
    assert (statuses, body) == (["200 OK"], b"A page.")
    return 1_000 * took


if __name__ == "__main__":
    run_alone(measure)
