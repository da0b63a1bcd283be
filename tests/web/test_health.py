"""``GET /health``: whether this host answers, for whoever watches it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import requests

from dash_retool_embed.testing.sandbox import Sandbox
from tests.conftest import Host
from tests.patience import until

Token = Callable[..., str]


def test_health_needs_no_sign_in(host: Host) -> None:
    answer = requests.get(f"{host.url}/health", allow_redirects=False)
    assert (answer.status_code, answer.text) == (200, "OK")
    assert "Set-Cookie" not in answer.headers
    browser = {"Accept": "text/html"}
    answer = requests.get(f"{host.url}/health", headers=browser, allow_redirects=False)
    assert answer.status_code == 200


def test_nothing_else_is_public_for_it(host: Host) -> None:
    for path in ("/health/", "/healthy", "/health/_dash-layout"):
        assert requests.get(f"{host.url}{path}").status_code == 401


def test_the_host_is_well_while_retool_is_not(host: Host, token: Token, sandbox: Sandbox) -> None:
    sandbox.misbehave.hang = True
    body = {"retoolAppName": "sales", "userJwt": token()}
    with ThreadPoolExecutor(2) as pool:
        asked = [
            pool.submit(requests.post, f"{host.url}/api/embedUrl", json=body) for _ in range(2)
        ]
        until(lambda: sandbox.waiting == 2, "the host to ask")
        for path in ("/health", "/sign-in"):
            answer = requests.get(f"{host.url}{path}")
            assert answer.status_code == 200
        # Whoever is answered by now has waited for none of them.
        assert not any(each.done() for each in asked)
        sandbox.misbehave.hang = False
