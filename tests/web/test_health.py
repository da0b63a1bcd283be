"""``GET /health``: whether this host answers, for whoever watches it."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import requests

from dashapp.sandbox import Sandbox
from tests.conftest import Host

Token = Callable[..., str]


def test_health_needs_no_sign_in(host: Host) -> None:
    answer = requests.get(f"{host.url}/health", timeout=10, allow_redirects=False)
    assert (answer.status_code, answer.text) == (200, "OK")
    assert "Set-Cookie" not in answer.headers
    browser = {"Accept": "text/html"}
    answer = requests.get(f"{host.url}/health", headers=browser, timeout=10, allow_redirects=False)
    assert answer.status_code == 200


def test_nothing_else_is_public_for_it(host: Host) -> None:
    for path in ("/health/", "/healthy", "/health/_dash-layout"):
        assert requests.get(f"{host.url}{path}", timeout=10).status_code == 401


def test_the_host_is_well_while_retool_is_not(host: Host, token: Token, sandbox: Sandbox) -> None:
    sandbox.misbehave.hang = True
    body = {"retoolAppName": "sales", "userJwt": token()}
    with ThreadPoolExecutor(4) as pool:
        for _ in range(4):
            pool.submit(requests.post, f"{host.url}/api/embedUrl", json=body, timeout=10)
        deadline = time.monotonic() + 10
        while sandbox.waiting < 4:
            assert time.monotonic() < deadline
            time.sleep(0.005)
        for path in ("/health", "/sign-in"):
            answer = requests.get(f"{host.url}{path}", timeout=10)
            assert answer.status_code == 200
            assert answer.elapsed.total_seconds() < 0.2
        sandbox.misbehave.hang = False
