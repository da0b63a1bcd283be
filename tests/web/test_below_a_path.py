"""A host below a path of its origin: all of it is there, and nothing of it elsewhere."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie

import pytest
import requests
from dash import Dash
from flask.testing import FlaskClient
from pydantic import SecretStr

from dash_retool_embed.backends.flask import callback_paths
from dashapp.app import create_app
from dashapp.identity.demo import DemoSignIn
from dashapp.identity.safe_redirect import safe_redirect
from dashapp.routes import Routes
from dashapp.settings import OidcSettings, Settings
from dashapp.web import Proxies, listen, production_server

PREFIX = "/apps/"
URL = "https://example.com/apps"
ORIGIN = "https://example.com"
PAGE = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}

# In HTML, and in the layout and the worker's own page, which are JSON.
ADDRESSES = re.compile(r"""\\?["']?(?:href|src|action)\\?["']?[:=]\s*\\?["'](/[^"'\\]*)""")


@pytest.fixture
def below(settings: Settings) -> Settings:
    return settings.model_copy(update={"host_url": URL})


def of_demo(settings: Settings) -> Dash:
    return create_app(settings, sign_in=DemoSignIn)


def of_provider(settings: Settings) -> Dash:
    oidc = OidcSettings(
        issuer="http://localhost:1", client_id="apps", client_secret=SecretStr("secret")
    )
    return create_app(settings.model_copy(update={"oidc": oidc}))


HOSTS: dict[str, Callable[[Settings], Dash]] = {
    "demo": of_demo,
    "OpenID Connect": of_provider,
    "tokens": create_app,
}


@pytest.fixture
def client(below: Settings) -> FlaskClient:
    """A stranger's browser in front of the demo's host."""
    client: FlaskClient = of_demo(below).server.test_client()
    return client


@pytest.fixture
def ada(client: FlaskClient) -> FlaskClient:
    """An administrator."""
    client.post(f"{PREFIX}sign-in", data={"person": "ada"}, base_url=ORIGIN)
    return client


def hrefs(part: object) -> Iterator[str]:
    """Yield the addresses that a layout names."""
    if isinstance(part, list):
        for each in part:
            yield from hrefs(each)
    elif isinstance(part, dict):
        for key, each in part.items():
            if key in ("href", "action", "src") and isinstance(each, str):
                yield each
            yield from hrefs(each)


@pytest.mark.parametrize("host", HOSTS.values(), ids=HOSTS)
def test_every_rule_of_the_server_is_below_the_path(
    below: Settings, host: Callable[[Settings], Dash]
) -> None:
    rules = [rule.rule for rule in host(below).server.url_map.iter_rules()]
    assert len(rules) > 20
    assert [rule for rule in rules if not rule.startswith(PREFIX)] == []


@pytest.mark.parametrize("host", HOSTS.values(), ids=HOSTS)
def test_the_rules_are_those_of_a_host_at_the_root(
    settings: Settings, below: Settings, host: Callable[[Settings], Dash]
) -> None:
    at_root = {
        rule.rule
        for rule in host(
            settings.model_copy(update={"host_url": ORIGIN})
        ).server.url_map.iter_rules()
    }
    there = {rule.rule for rule in host(below).server.url_map.iter_rules()}
    assert there == {PREFIX + rule.removeprefix("/") for rule in at_root}


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/sales",
        "/home",
        "/health",
        "/apps2/",
        "/appsx",
        "/APPS/",
        "/_dash-layout",
        "/sign-in",
        "/offline-worker.js",
        "/api/embedUrl",
        "//apps/",
        "/x/apps/",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_asked_for_elsewhere_is_a_bare_404(
    ada: FlaskClient, path: str, method: str
) -> None:
    answer = ada.open(path, method=method, headers=PAGE, base_url=ORIGIN)
    assert (answer.status_code, answer.mimetype) == (404, "text/plain")
    assert answer.text == "Page not found\n"
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_who_types_it_without_its_slash_is_led_there(client: FlaskClient) -> None:
    answer = client.get("/apps", headers=PAGE)
    assert (answer.status_code, answer.location) == (308, PREFIX)
    assert client.get(f"{PREFIX[:-1]}?inspect").location == f"{PREFIX}?inspect"


def test_a_sign_in_leads_to_it_and_back_to_the_address_that_was_asked_for(
    client: FlaskClient,
) -> None:
    begun = client.get(f"{PREFIX}sales?inspect", headers=PAGE)
    assert begun.location == f"{PREFIX}sign-in?next={PREFIX}sales?inspect"
    done = client.post(f"{PREFIX}sign-in", data={"person": "ada", "next": f"{PREFIX}sales?inspect"})
    assert done.location == f"{PREFIX}sales?inspect"
    assert client.post(f"{PREFIX}sign-out").location == f"{PREFIX}sign-in"


@pytest.mark.parametrize(
    "wanted",
    [
        "/",
        "/sales",
        "/apps",
        "/apps2/sales",
        "//apps/sales",
        "/apps//sales",
        "/apps/../sales",
        "/apps/sign-out",
        "/apps/sign-in",
        "https://evil.example/apps/",
        None,
    ],
)
def test_a_sign_in_leads_to_no_other_path_of_the_origin(wanted: str | None) -> None:
    assert safe_redirect(wanted, Routes(PREFIX)) == PREFIX


def test_cookies_are_of_its_path_alone(client: FlaskClient) -> None:
    answer = client.post(f"{PREFIX}sign-in", data={"person": "ada"}, base_url=ORIGIN)
    (cookie,) = SimpleCookie(answer.headers["Set-Cookie"]).values()
    assert (cookie.key, cookie["path"]) == ("__Secure-dashapp_token", PREFIX)
    assert cookie["secure"]
    assert cookie["httponly"]
    answer = client.post(f"{PREFIX}sign-out", base_url=ORIGIN)
    (cookie,) = SimpleCookie(answer.headers["Set-Cookie"]).values()
    assert (cookie.key, cookie["path"]) == ("__Secure-dashapp_token", PREFIX)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "sales",
        "home",
        "usage",
        "sign-in",
        "sign-in/done",
        "old-browser",
        "api/nothing",
        "nothing/at/all",
        "_host/nothing",
        "_dash-layout",
        "offline-worker.js",
    ],
)
def test_whatever_a_page_names_is_below_the_path(ada: FlaskClient, path: str) -> None:
    referrer = {"Referer": f"{URL}/sales"} if path == "_dash-layout" else {}
    answer = ada.get(PREFIX + path, headers={**PAGE, **referrer}, base_url=ORIGIN)
    named = [*ADDRESSES.findall(answer.text), *hrefs(answer.json if answer.is_json else None)]
    assert [each for each in named if not each.startswith(PREFIX)] == []
    said = re.search(r"""data-routes=\\?'([^']*)'""", answer.text)
    if said:
        told = json.loads(said[1].replace('\\"', '"'))
        assert told.pop("prefix") == PREFIX
        assert all(each.startswith(PREFIX) for each in told.values())


def test_the_layout_has_the_page_of_the_address_and_the_tabs(ada: FlaskClient) -> None:
    referrer = {"Referer": f"{URL}/sales"}
    answer = ada.get(f"{PREFIX}_dash-layout", headers=referrer, base_url=ORIGIN)
    assert '"app":"sales"' in answer.text
    tabs = ("", "sales", "customers", "playground", "usage")
    assert set(hrefs(answer.json)) == {
        *(PREFIX + tab for tab in tabs),
        f"{PREFIX}sales?window",
        f"{PREFIX}sign-out",
        f"{PREFIX}sign-in/done",
    }


def test_a_program_is_answered_as_at_the_root(client: FlaskClient, ada: FlaskClient) -> None:
    stranger = client.application.test_client()
    answer = stranger.post(f"{PREFIX}api/embedUrl", json={"retoolAppName": "sales"}, headers=PAGE)
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    described = ada.get(f"{PREFIX}api/openapi.json", base_url=ORIGIN).json
    assert described is not None
    assert set(described["paths"]) == {
        f"{PREFIX}api/{name}"
        for name in ("embedUrl", "embedFrames", "embedReports", "openapi.json")
    }


def test_callbacks_may_be_as_large_as_at_the_root(below: Settings) -> None:
    assert callback_paths(of_demo(below).server) == {f"{PREFIX}_dash-update-component"}


def test_a_link_is_for_the_frame_of_somebody_who_is_signed_in(ada: FlaskClient) -> None:
    asked = {"retoolAppName": "playground"}
    for path in ("api/embedUrl", "embedUrl"):
        answer = ada.post(PREFIX + path, json=asked, base_url=ORIGIN)
        assert answer.status_code == 200
        # Never compressed: its length would tell about it.
        assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "health",
        "_favicon.ico",
        "_brand/brand.css",
        "_host/theme.js",
        "_bootstrap/bootstrap.min.css",
        "offline-worker.js",
        "old-browser",
    ],
)
def test_what_needs_no_sign_in_needs_none_there_either(client: FlaskClient, path: str) -> None:
    assert client.get(PREFIX + path).status_code == 200


def test_files_are_kept_as_at_the_root(client: FlaskClient) -> None:
    page = client.get(f"{PREFIX}sign-in", headers=PAGE).text
    files = [each for each in ADDRESSES.findall(page) if "?v=" in each]
    assert len(files) >= 4
    for each in files:
        assert client.get(each).cache_control.immutable


@pytest.fixture
def served(below: Settings) -> Iterator[str]:
    """The demo's host as `dashapp serve` serves it behind a proxy that is believed."""
    bound = listen("127.0.0.1", 0)
    proxies = Proxies(for_=1, proto=1, host=1)
    server = production_server(of_demo(below).server, bound, threads=4, proxies=proxies)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    server.stop()
    thread.join()


@pytest.mark.parametrize("path", ["/sales", "/apps/sales"])
def test_no_header_moves_it(served: str, path: str) -> None:
    said = {"X-Forwarded-Prefix": "/evil", "X-Script-Name": "/evil", "X-Forwarded-Proto": "https"}
    answer = requests.get(f"{served}{path}", headers={**PAGE, **said}, allow_redirects=False)
    assert "evil" not in answer.text + str(answer.headers)
    assert answer.status_code == (302 if path.startswith(PREFIX) else 404)
    if answer.is_redirect:
        assert answer.headers["Location"] == f"{PREFIX}sign-in?next={PREFIX}sales"
