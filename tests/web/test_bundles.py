"""The browser's files, as the host serves them: bundles with their maps, and no source."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient

from dashapp.app import create_app
from dashapp.settings import Settings
from dashapp.web.bundles import FOLDER

ASSETS = Path(__file__).parents[2] / "assets"
PAGE = {"Accept": "text/html"}
KITS = "/_dash-component-suites/dash_retool_embed.bundles"
OURS = rf"(?:/_host|{re.escape(KITS)})"
BUNDLE = re.compile(rf'(?:src|href)="({OURS}/[^"]+)"')
MAP = re.compile(r"# sourceMappingURL=(\S+)")


@pytest.fixture
def stranger(settings: Settings) -> FlaskClient:
    client: FlaskClient = create_app(settings).server.test_client()
    return client


@pytest.fixture
def admin(stranger: FlaskClient, token: Callable[..., str]) -> FlaskClient:
    stranger.set_cookie("dashapp_token", token(roles=["admin"]))
    return stranger


def named(client: FlaskClient, path: str) -> list[str]:
    """Return the bundles that a page loads, in its order, by their names."""
    text = client.get(path, headers=PAGE).text
    return [re.sub(r".*/|\?.*|(?<=kit)\.v[^.]+", "", address) for address in BUNDLE.findall(text)]


def test_a_page_loads_the_kit_before_the_host_and_the_inspector_last(admin: FlaskClient) -> None:
    first = ["theme.js", "offline-register.js"]
    styles = ["kit.css", "host.css", "usage.css"]
    scripts = ["kit.js", "host.js", "usage.js"]
    assert named(admin, "/") == [*first, "last-tab.js", *styles, *scripts]
    assert named(admin, "/sales") == [*first, "prefetch-link.js", *styles, *scripts]
    inspected = [*first, *styles, "inspector.css", *scripts, "inspector.js"]
    assert named(admin, "/usage?inspect") == inspected


def test_who_may_not_see_the_usage_loads_nothing_of_it(viewer: FlaskClient) -> None:
    assert not {"usage.js", "usage.css"} & {*named(viewer, "/")}


def test_pages_outside_of_dash_load_what_they_need(stranger: FlaskClient) -> None:
    assert named(stranger, "/") == ["theme.js", "offline-register.js", "plain.css"]


def test_scripts_wait_for_each_other_and_keep_no_picture_waiting(admin: FlaskClient) -> None:
    text = admin.get("/", headers=PAGE).text
    scripts = dict(
        re.findall(
            rf'<script ([^>]*)src="{OURS}/([^?"]+)',
            text,
        )
    )
    assert scripts.keys() == {"", "defer "}
    assert "dash_retool_embed.bundles/kit." in text
    assert 'defer src="/_host/host.js' in text
    assert re.search(r'<script src="/_host/theme\.js[^"]*"></script>', text)
    assert re.search(r'<script src="/_host/offline-register\.js[^"]*" async></script>', text)


def test_every_bundle_has_its_map_which_is_asked_for_anew(admin: FlaskClient) -> None:
    pages = [admin.get(path, headers=PAGE).text for path in ("/", "/sales", "/usage?inspect")]
    addresses = {"/offline-worker.js", *(a for text in pages for a in BUNDLE.findall(text))}
    assert len(addresses) == 13
    for address in addresses:
        (place,) = MAP.findall(admin.get(address).text)
        answer = admin.get(urljoin(address, place))
        assert (answer.status_code, answer.mimetype) == (200, "application/json"), address
        assert answer.cache_control.no_cache, address
        assert answer.get_json(force=True)["sources"], address


def test_what_the_host_tells_the_worker_moves_no_line_of_it(stranger: FlaskClient) -> None:
    served = stranger.get("/offline-worker.js").text.splitlines()
    bundle = (FOLDER / "offline-worker.js").read_text().splitlines()
    assert served[0].endswith(bundle[0])
    assert served[1:-1] == bundle[1:-1]


def test_the_page_for_when_the_host_is_away_refers_to_no_map(stranger: FlaskClient) -> None:
    told = stranger.get("/offline-worker.js").text.splitlines()[0]
    page = json.JSONDecoder().raw_decode(told.removeprefix('"use strict"; self.OFFLINE = '))[0][
        "page"
    ]
    assert "Built from assets/offline/page.js" in page
    assert "sourceMappingURL" not in page


def test_no_source_is_served(admin: FlaskClient) -> None:
    sources = [path.relative_to(ASSETS) for path in ASSETS.rglob("*.*")]
    assert len(sources) > 30
    for source in sources:
        for prefix in ("/assets", "/_host", KITS):
            assert admin.get(f"{prefix}/{source}").status_code == 404, (prefix, source)


@pytest.mark.parametrize("name", ["kit.js", "offline-worker.js", "offline-page.js"])
def test_the_host_serves_what_its_pages_name_and_nothing_else(
    admin: FlaskClient, name: str
) -> None:
    assert admin.get(f"/_host/{name}").status_code == 404


def test_a_stranger_gets_nothing_under_the_address_that_dash_has_for_files(
    stranger: FlaskClient,
) -> None:
    assert stranger.get("/assets/bridge.js").status_code == 401
