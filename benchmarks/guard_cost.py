"""What the guard costs a request: the same requests to the same server, with it and without."""

import time
from collections.abc import Callable
from statistics import median

import jwt
from flask import Flask, request
from pydantic import SecretStr
from werkzeug.test import EnvironBuilder

from benchmarks.figure import Figure, run_alone
from dashapp.identity import SignIn
from dashapp.settings import AuthSettings
from dashapp.web import Guard
from tests.identity.login import AUDIENCE, ISSUER, good_claims, pair, running_login

REQUESTS = 2_000
WARM_UP = 200
HS256_TARGET_MS = 0.2
RS256_TARGET_MS = 0.5
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
    key = pair("key")
    with running_login(key) as login:
        auth = _auth(algorithms=["RS256"], jwks_url=login.url)
        by_keys = _figure("RS256 and a warm key set", auth, key.sign(_claims()), RS256_TARGET_MS)
        assert len(login.asked) == 1
    shared = jwt.encode(_claims(), SECRET, algorithm="HS256")
    return [_figure("HS256", _auth(), shared, HS256_TARGET_MS), by_keys]


def _auth(**fields: object) -> AuthSettings:
    return AuthSettings.model_validate({"audience": AUDIENCE, "issuer": ISSUER, **fields})


def _claims() -> dict[str, object]:
    return good_claims(**CLAIMS)


def _figure(name: str, auth: AuthSettings, token: str, target: float) -> Figure:
    guarded, bare = _server(auth), _server(None)
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


def _server(auth: AuthSettings | None) -> Flask:
    server = Flask("guarded")
    server.add_url_rule("/", view_func=_page)
    if auth is not None:
        tokens = SignIn(auth, SecretStr(SECRET))
        Guard(lambda: tokens.user(request), public=[], sign_in=None).protect(server)
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
