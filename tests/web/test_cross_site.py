"""Which unsafe requests count as another site's: Fetch Metadata first, then Origin."""

from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from dashapp import urls
from dashapp.app import create_app
from dashapp.settings import Settings

HOST = "https://apps.example.com"


@pytest.fixture
def client(settings: Settings) -> FlaskClient:
    """Nobody in particular."""
    client: FlaskClient = create_app(settings).server.test_client()
    return client


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
@pytest.mark.parametrize(
    "path",
    ["/", "/health", "/api/embedUrl", "/_dash-component-suites/dash_retool_embed.bundles/kit.js"],
)
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
        # Another scheme or port is another origin, as for a browser.
        ({"Origin": "http://apps.example.com"}, True),
        ({"Origin": "http://apps.example.com:443"}, True),
        ({"Origin": "https://apps.example.com:80"}, True),
        ({"Origin": "https://sales.apps.example.com"}, True),
        ({"Origin": "https://example.com"}, True),
        ({"Origin": ""}, True),
        ({"Origin": "null"}, True),
        ({"Origin": "apps.example.com"}, True),
        ({"Origin": "https://apps.example.com/"}, True),
        ({"Origin": "https://apps.example.com, https://evil.example"}, True),
        ({"Origin": "https://[bad"}, True),
        ({"Origin": "null", "Authorization": "Bearer x"}, True),
        ({"Origin": "https://evil.example", "Referer": f"{HOST}/sales"}, True),
        ({"Origin": "https://apps.example.com:443"}, False),
        ({"Sec-Fetch-Site": "same-origin"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Origin": HOST}, False),
        # A program: browsers send one or the other with every unsafe request.
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


@pytest.mark.parametrize(
    ("served", "origin", "refused"),
    [
        ("http://localhost:8050", "http://localhost:8050", False),
        ("http://localhost:8050", "http://localhost", True),
        ("http://localhost:8050", "http://localhost:8051", True),
        ("http://localhost:8050", "https://localhost:8050", True),
        ("http://localhost:8050", "http://127.0.0.1:8050", True),
        ("http://localhost", "http://localhost:80", False),
        ("https://apps.example.com:443", HOST, False),
        ("https://APPS.example.com", HOST, False),
        ("http://apps.example.com:443", HOST, True),
        ("https://apps.example.com.", HOST, True),
        ("http://[::1]:8050", "http://[::1]:8050", False),
    ],
)
def test_an_origin_is_compared_with_the_address_that_the_host_has(
    client: FlaskClient, served: str, origin: str, refused: bool
) -> None:
    assert sent_by(client, origin, served) == (403 if refused else 401)


def sent_by(client: FlaskClient, origin: str, served: str = HOST) -> int:
    headers = {"Origin": origin, "Host": urlsplit(served).netloc}
    body = {"retoolAppName": "sales"}
    return client.post("/api/embedUrl", json=body, headers=headers, base_url=served).status_code


def test_a_comparison_of_hosts_alone_would_take_a_page_over_plain_http_for_its_own(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sent_by(client, "http://apps.example.com") == 403
    monkeypatch.setattr(
        urls, "is_origin_of", lambda origin, own: urlsplit(origin).netloc == urlsplit(own).netloc
    )
    assert sent_by(client, "http://apps.example.com") == 401
