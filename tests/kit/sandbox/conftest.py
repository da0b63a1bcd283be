from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dash_retool_embed.testing.sandbox import DEMO_API_KEY, Sandbox, create_sandbox, sandbox_of

UUIDS = {
    "sales": "6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10",
    "customers": "7c1d2e3f-2f4e-11ee-8a61-9b2c7d3e4f50",
    "playground": "8d2e3f4a-2f4e-11ee-b072-0c3d8e5f6a71",
}

Mint = Callable[..., TestResponse]
Open = Callable[..., TestResponse]


@dataclass
class Clock:
    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def app() -> Flask:
    return create_sandbox()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox(app: Flask, clock: Clock) -> Sandbox:
    sandbox = sandbox_of(app)
    sandbox.clock = clock
    return sandbox


@pytest.fixture
def client(app: Flask, sandbox: Sandbox) -> FlaskClient:
    """A browser: it keeps cookies. It depends on `sandbox` so that the clock stands still."""
    return app.test_client()


@pytest.fixture
def mint(client: FlaskClient) -> Mint:
    """Ask for a link to an app; keyword arguments replace fields of the body, None removes one."""

    def mint(slug: str = "sales", api_key: str = DEMO_API_KEY, **changes: object) -> TestResponse:
        body: dict[str, object] = {
            "landingPageUuid": UUIDS[slug],
            "groupIds": [13, 14],
            "externalIdentifier": "ada",
            "metadata": {"storeId": 1},
        }
        body |= changes
        sent = {field: value for field, value in body.items() if value is not None}
        headers = {"Authorization": f"Bearer {api_key}"}
        return client.post("/api/embed-url/external-user", json=sent, headers=headers)

    return mint


@pytest.fixture
def redeem(client: FlaskClient, mint: Mint) -> Open:
    """Ask for a link and redeem it, without following the redirect to the app."""

    def redeem(slug: str = "sales", **changes: object) -> TestResponse:
        return client.get(path_of(mint(slug, **changes)))

    return redeem


@pytest.fixture
def open_app(client: FlaskClient, redeem: Open) -> Open:
    """Do what a frame does: ask for a link, redeem it, load the app."""

    def open_app(slug: str = "sales", **changes: object) -> TestResponse:
        return client.get(redeem(slug, **changes).location)

    return open_app


def path_of(answer: TestResponse) -> str:
    """The path of the link in the answer to a mint request."""
    assert answer.status_code == 200, answer.text
    url: str = answer.get_json()["embedUrl"]
    return url.removeprefix("http://localhost:8051")
