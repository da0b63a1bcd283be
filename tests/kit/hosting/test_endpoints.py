"""The endpoints give the same answers on each web framework, field by field."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
import requests

from dash_retool_embed.http.request import MAX_BODY_BYTES
from tests.kit.hosting.somebody import BACKENDS, dash_on, register, serving
from tests.recorders import Collector

ENDPOINTS = ("api/embedUrl", "embedUrl", "api/embedFrames", "api/embedReports")
ADA = {"Cookie": "name=ada"}
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# Of the server's own.
UNSTEADY = ("date", "server", "connection", "alt-svc")

# By what it is: a method, headers, and a body.
CASES: dict[str, tuple[str, dict[str, str], Any]] = {
    "nobody": ("POST", JSON, b'{"retoolAppName": "sales", "frames": [], "reports": []}'),
    "an unknown app": ("POST", JSON | ADA, b'{"retoolAppName": "other"}'),
    "what is asked for": ("POST", JSON | ADA, b'{"frames": [], "reports": []}'),
    "JSON of a kind": ("POST", ADA | {"Content-Type": "application/a+json"}, b'{"frames": []}'),
    "no JSON": ("POST", JSON | ADA, b"{"),
    "no object": ("POST", JSON | ADA, b"[]"),
    "no text": ("POST", JSON | ADA, b"\xff\xfe"),
    "a form": ("POST", FORM | ADA, b"retoolAppName=sales"),
    "JSON that is called text": ("POST", ADA | {"Content-Type": "text/plain"}, b"{}"),
    "no type": ("POST", ADA, b"{}"),
    "nothing": ("POST", JSON | ADA, b""),
    "nested without end": ("POST", JSON | ADA, b"[" * 60_000),
    "as large as may be": ("POST", JSON | ADA, b'"' + b"x" * (MAX_BODY_BYTES - 2) + b'"'),
    "too large": ("POST", JSON | ADA, b'"' + b"x" * (MAX_BODY_BYTES - 1) + b'"'),
    "much too large": ("POST", JSON | ADA, b'"' + b"x" * 20_000_000 + b'"'),
    **{
        method: (method, JSON | ADA, None)
        for method in ("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
    },
    "what another site may ask first": (
        "OPTIONS",
        {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"},
        None,
    ),
}


@pytest.fixture(scope="module")
def origins() -> Iterator[dict[str, str]]:
    """One server for each framework."""
    with ExitStack() as all_of_them:
        yield {
            backend: all_of_them.enter_context(
                serving(backend, register(dash_on(backend), recorder=Collector()).server)
            )
            for backend in BACKENDS
        }


def answered(url: str, case: str) -> tuple[int, dict[str, str], bytes]:
    method, headers, body = CASES[case]
    answer = requests.request(method, url, headers=headers, data=body, timeout=60)
    kept = {k.lower(): v for k, v in answer.headers.items() if k.lower() not in UNSTEADY}
    return answer.status_code, kept, answer.content


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_an_answer_is_the_same_on_all(origins: dict[str, str], endpoint: str, case: str) -> None:
    flask, quart, fastapi = (answered(f"{origins[each]}/{endpoint}", case) for each in BACKENDS)
    assert quart == flask
    assert fastapi == flask
    status, headers, body = flask
    # None of these is a failure of the server's, and each is said in the kit's own words.
    assert status in (200, 204, 400, 401, 404, 405, 413)
    assert headers.get("content-type") in ("application/json", "application/problem+json", None)
    assert (status == 204) == ("content-type" not in headers)
    assert body or status == 204 or case == "HEAD"


def chunked(url: str, size: int) -> int:
    """Post so many characters without saying how many; return the status."""
    parts = iter([b'"', b"x" * (size - 2), b'"'])
    return requests.post(url, data=parts, headers=JSON | ADA, timeout=60).status_code


@pytest.mark.parametrize("backend", ["quart", "fastapi"])
def test_what_does_not_say_its_length_is_measured(origins: dict[str, str], backend: str) -> None:
    url = f"{origins[backend]}/api/embedUrl"
    assert chunked(url, MAX_BODY_BYTES) == 400
    assert chunked(url, MAX_BODY_BYTES + 1) == 413


@pytest.mark.parametrize("backend", ["flask", "quart"])
def test_a_server_that_takes_less_keeps_its_own_limit(backend: str) -> None:
    app = register(dash_on(backend))
    app.server.config["MAX_CONTENT_LENGTH"] = 10
    with serving(backend, app.server) as origin:
        body = {"retoolAppName": "sales"}
        answer = requests.post(f"{origin}/api/embedUrl", json=body, headers=ADA, timeout=60)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
