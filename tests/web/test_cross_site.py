"""Which unsafe requests count as another site's: Fetch Metadata first, then Origin."""

import pytest
from flask.testing import FlaskClient

from dashapp.app import create_app
from dashapp.settings import Settings

HOST = "https://apps.example.com"


@pytest.fixture
def client(settings: Settings) -> FlaskClient:
    """Nobody in particular."""
    client: FlaskClient = create_app(settings).server.test_client()
    return client


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/health", "/api/embedUrl", "/_dashapp/embed.js"])
def test_every_unsafe_method_is_refused_everywhere(
    client: FlaskClient, method: str, path: str
) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = client.open(path, method=method, headers=headers, base_url=HOST)
    assert (answer.status_code, answer.get_json()["code"]) == (403, "cross_site")


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({"Sec-Fetch-Site": "cross-site", "Origin": HOST}, True),
        ({"Sec-Fetch-Site": "same-site", "Authorization": "Bearer x"}, True),
        ({"Sec-Fetch-Site": "cross-site, same-origin"}, True),
        ({"Sec-Fetch-Site": ""}, True),
        ({"Origin": "https://apps.example.com:8443"}, True),
        ({"Origin": "https://apps.example.com.evil.example"}, True),
        ({"Origin": "https://apps.example.com@evil.example"}, True),
        ({"Origin": "https://evil.example/apps.example.com"}, True),
        ({"Origin": ""}, True),
        ({"Sec-Fetch-Site": "same-origin"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Origin": HOST}, False),
        ({}, False),
    ],
)
def test_what_a_browser_says_decides(
    client: FlaskClient, headers: dict[str, str], refused: bool
) -> None:
    answer = client.post(
        "/api/embedUrl", json={"retoolAppName": "sales"}, headers=headers, base_url=HOST
    )
    code = "cross_site" if refused else "token_missing"
    assert (answer.status_code, answer.get_json()["code"]) == (403 if refused else 401, code)
