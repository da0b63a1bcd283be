"""What goes over the wire: compressed, kept while it is the same, and nothing without a use."""

import gzip
import re
from collections.abc import Callable

import pytest
from backports import zstd
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashapp.app import create_app
from dashapp.settings import Settings

Token = Callable[..., str]

PAGE = {"Accept": "text/html"}
BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd"}
FOR_EVER = {"public": None, "immutable": None, "max-age": "31536000"}
# What a browser fetches for itself, without a fingerprint or with one that is not its own.
OTHERS = (
    "/_host/host.css",
    "/_host/host.css?v=000000000000",
    "/_dash-component-suites/dash_retool_embed.bundles/kit.js.map",
    "/_brand/brand.css",
    "/_brand/brand.css?v=0",
)


@pytest.fixture
def client(settings: Settings, token: Token) -> FlaskClient:
    """Somebody who is signed in and may see everything."""
    client: FlaskClient = create_app(settings).server.test_client()
    client.set_cookie("dashapp_token", token(roles=["admin"]))
    return client


def files(client: FlaskClient, path: str = "/") -> list[str]:
    page = client.get(path, headers=PAGE).text
    return re.findall(r'(?:src|href)="(/[^"]+)"', page)


def test_every_file_that_a_page_names_is_compressed_and_kept_for_ever(client: FlaskClient) -> None:
    named = files(client, "/sales?inspect") + files(client, "/usage")
    assert len(named) > 30
    for address in named:
        answer = client.get(address, headers=BROWSER)
        assert (answer.status_code, dict(answer.cache_control)) == (200, FOR_EVER), address
        whole = client.get(address)
        encoding = "br" if len(whole.data) >= 500 else None
        assert answer.headers.get("Content-Encoding") == encoding, address
        assert "Accept-Encoding" in answer.headers["Vary"], address
        assert "Content-Encoding" not in whole.headers, address
        assert len(answer.data) <= len(whole.data), address


@pytest.mark.parametrize("address", OTHERS)
def test_a_file_whose_address_does_not_say_what_is_in_it_is_asked_for_again(
    client: FlaskClient, address: str
) -> None:
    answer = client.get(address, headers=BROWSER)
    assert answer.status_code == 200
    assert answer.cache_control.no_cache
    assert not answer.cache_control.immutable


def test_no_fingerprint_keeps_what_is_somebody_s(client: FlaskClient) -> None:
    for path in ("/?v=1", "/_dash-layout?v=1", "/usage/export.csv?v=1"):
        assert client.get(path, headers=PAGE).headers["Cache-Control"] == "no-store", path


def test_pages_and_what_dash_answers_are_compressed(client: FlaskClient) -> None:
    for path in ("/", "/_dash-layout", "/_dash-dependencies"):
        plain = client.get(path, headers=PAGE).data
        quick = client.get(path, headers={**PAGE, **BROWSER})
        assert quick.headers["Content-Encoding"] == "zstd", path
        assert len(quick.data) < len(plain) / 2, path
        old = client.get(path, headers={**PAGE, "Accept-Encoding": "gzip"})
        if path != "/":  # A page has a random number of Dash's.
            assert zstd.decompress(quick.data) == gzip.decompress(old.data) == plain, path


def test_a_link_is_never_compressed(client: FlaskClient) -> None:
    client.application.config["COMPRESS_MIN_SIZE"] = 0
    assert "Content-Encoding" in client.get("/_dash-dependencies", headers=BROWSER).headers
    for path in ("/api/embedUrl", "/embedUrl"):
        answer = client.post(path, json={"retoolAppName": "sales"}, headers=BROWSER)
        assert answer.status_code == 200
        assert "Content-Encoding" not in answer.headers, path


def test_a_file_is_compressed_once_whatever_addresses_people_make_up(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    compressed = []

    def count(*given: object) -> bytes:
        compressed.append(given)
        return b"short"

    monkeypatch.setattr("flask_compress.flask_compress._compress_data", count)
    (suite,) = (each for each in files(client) if "dash_renderer" in each)
    for number in range(3):
        answer = client.get(re.sub(r"m\d+\.", f"m{number}.", suite), headers=BROWSER)
        assert answer.data == b"short"
    assert len(compressed) == 1


def test_an_export_goes_out_as_it_is_read(client: FlaskClient) -> None:
    answer = client.get("/usage/export.csv?period=7", headers=BROWSER)
    assert (answer.status_code, answer.is_streamed) == (200, True)
    assert "Content-Encoding" not in answer.headers


def test_a_known_file_a_part_of_one_and_its_head_are_answered_as_ever(client: FlaskClient) -> None:
    def ask(method: str = "GET", **headers: str) -> TestResponse:
        return client.open("/_host/host.css", method=method, headers={**BROWSER, **headers})

    whole = ask()
    assert ask(**{"If-None-Match": whole.headers["ETag"]}).status_code == 304
    part = ask(Range="bytes=0-9")
    assert (part.status_code, len(part.data)) == (206, 10)
    assert "Content-Encoding" not in part.headers
    (address,) = (each for each in files(client) if "/kit.v" in each and ".js" in each)
    got, head = (client.open(address, method=m, headers=BROWSER) for m in ("GET", "HEAD"))
    for answer in (got, head):
        # Each request has one of its own, and its time.
        del answer.headers["X-Request-Id"], answer.headers["Date"]
    assert head.headers == got.headers
    assert not head.data


def test_a_page_loads_nothing_that_it_does_not_use(client: FlaskClient) -> None:
    for path in ("/", "/sales"):
        loaded = " ".join(files(client, path))
        assert not re.search("dash_table|polyfill|ag_grid", loaded), path
    assert "ag_grid" in " ".join(files(client, "/usage"))
