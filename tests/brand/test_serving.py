"""The files of a brand, as a browser that nobody has signed in at gets them."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashapp.app import create_app
from dashapp.brand import brand_of
from dashapp.settings import BrandSettings, Settings

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    logo = tmp_path / "logo.svg"
    logo.write_text(SVG)
    return logo


@pytest.fixture
def stranger(settings: Settings, logo: Path) -> FlaskClient:
    brand = BrandSettings(name="Lind & Co", logo=logo)
    client: FlaskClient = create_app(
        settings.model_copy(update={"brand": brand})
    ).server.test_client()
    return client


def page(client: FlaskClient, path: str = "/") -> str:
    return client.get(path, headers={"Accept": "text/html"}).text


def test_a_page_has_the_name_and_the_logo_and_its_theme_before_any_stylesheet(
    stranger: FlaskClient,
) -> None:
    text = page(stranger)
    assert "You are not signed in · Lind &amp; Co</title>" in text
    assert '<link rel="icon" href="/_brand/logo.svg?v=' in text
    assert -1 < text.index("theme.js") < text.index('rel="stylesheet"')


def test_a_logo_is_a_picture_that_runs_nothing_and_is_kept(stranger: FlaskClient) -> None:
    (address,) = set(re.findall(r'"(/_brand/logo[^"]+)"', page(stranger)))
    answer = stranger.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.cache_control.immutable
    assert answer.cache_control.max_age == 31536000


def test_an_address_changes_with_what_is_there() -> None:
    one, same, other = (
        brand_of(BrandSettings(colour=colour), icons, "/_brand", favicon="/icon.ico")
        for colour, icons in (("teal", []), ("teal", []), ("teal", ["graph-up"]))
    )
    assert one.stylesheet == same.stylesheet != other.stylesheet


def test_a_person_gets_a_page_with_the_status_the_headers_and_the_code(
    stranger: FlaskClient,
) -> None:
    answer = stranger.get("/_host/nothing.css", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "There is nothing at this address" in answer.text
    assert "404 not_found" in answer.text
    assert 'href="/home"' in answer.text


def test_the_worker_is_asked_for_anew_and_may_only_ask_this_host(stranger: FlaskClient) -> None:
    answer = stranger.get("/offline-worker.js")
    assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
    assert answer.cache_control.no_cache
    assert "connect-src 'self'" in answer.headers["Content-Security-Policy"]
