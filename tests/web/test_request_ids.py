"""Each request has an id, also in its answer; a client does not choose it."""

import re

import pytest
from werkzeug.middleware.proxy_fix import ProxyFix

from dashapp.app import create_app
from dashapp.settings import Settings
from tests.conftest import Host

OWN = re.compile(r"[0-9a-f]{32}")


@pytest.mark.parametrize("path", ["/health", "/_dash-layout", "/nothing", "/" + "x" * 9_000])
def test_every_answer_has_an_id_of_its_own(host: Host, path: str) -> None:
    client = host.app.server.test_client()
    ids = [client.get(path).headers["X-Request-Id"] for _ in range(2)]
    assert all(OWN.fullmatch(each) for each in ids)
    assert ids[0] != ids[1]


@pytest.mark.parametrize(
    ("sent", "proxies", "kept"),
    [
        ("proxy-1_A.b", 1, True),
        ("proxy-1_A.b", 0, False),
        ("x" * 65, 1, False),
        ("", 1, False),
        ("a b", 1, False),
        ('"}', 1, False),
        ("caf\xe9", 1, False),
    ],
)
def test_a_plain_one_of_a_trusted_proxy_is_kept(
    settings: Settings, sent: str, proxies: int, kept: bool
) -> None:
    server = create_app(settings).server
    if proxies:
        server.wsgi_app = ProxyFix(server.wsgi_app, x_for=1)
    answer = server.test_client().get("/health", headers={"X-Request-Id": sent})
    said = answer.headers["X-Request-Id"]
    assert (said == sent) is kept
    assert kept or OWN.fullmatch(said)
