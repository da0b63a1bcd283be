"""Wherever and whenever a Dash app gets its server, its embeds are there."""

import json
import re
from pathlib import Path
from typing import Any

import dash
import pytest
import requests
from dash import Dash, html, page_container
from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from dash_retool_embed import EmbedApp
from dash_retool_embed.person_header import HEADER, NOBODY
from tests.kit.hosting.somebody import UUID, dash_on, own_server, register, serving
from tests.servers import running


def has_embeds(origin: str, prefix: str = "/", app: str = "sales") -> None:
    """Assert that a page would find everything that its embeds need below this prefix."""
    page = requests.get(origin + prefix, timeout=60).text
    (script,) = re.findall(r'src="([^"]*dash_retool_embed[^"]*kit[^"]*\.js[^"]*)"', page)
    assert script.startswith(f"{prefix}_dash-component-suites/")
    assert requests.get(origin + script, timeout=60).status_code == 200
    (config,) = re.findall(r'<script id="_dash-config" type="application/json">(.*?)<', page)
    assert json.loads(config)["requests_pathname_prefix"] == prefix
    refused = requests.post(
        f"{origin}{prefix}api/embedUrl", json={"retoolAppName": app}, timeout=60
    )
    assert (refused.status_code, refused.json()["code"]) == (401, "identity_error")
    unknown = requests.post(
        f"{origin}{prefix}embedUrl",
        json={"retoolAppName": "other"},
        cookies={"name": "ada"},
        timeout=60,
    )
    assert unknown.json()["code"] == "unknown_app"
    layout = requests.get(f"{origin}{prefix}_dash-layout", timeout=60)
    assert layout.headers[HEADER] == NOBODY


def test_it_has_a_server_of_its_own(backend: str) -> None:
    app = register(dash_on(backend))
    with serving(backend, app.server) as origin:
        has_embeds(origin)


def test_it_is_given_a_server_and_a_prefix(backend: str) -> None:
    server = own_server(backend)
    register(dash_on(backend, server=server, url_base_pathname="/a/dash/"))
    with serving(backend, server) as origin:
        has_embeds(origin, "/a/dash/")


@pytest.mark.parametrize("named", [False, True])
def test_its_server_comes_after_the_embeds(backend: str, named: bool) -> None:
    app = register(dash_on(backend, server=False))
    server = own_server(backend)
    if named:
        app.init_app(app=server)
    else:
        app.init_app(server)
    with serving(backend, server) as origin:
        has_embeds(origin)


def test_its_server_comes_before_the_embeds(backend: str) -> None:
    app = dash_on(backend, server=False)
    server = own_server(backend)
    app.init_app(server)
    register(app)
    with serving(backend, server) as origin:
        has_embeds(origin)


def test_its_prefix_comes_with_its_server(backend: str) -> None:
    app = register(dash_on(backend, server=False))
    server = own_server(backend)
    prefixes = ("url_base_pathname", "routes_pathname_prefix", "requests_pathname_prefix")
    app.init_app(server, **dict.fromkeys(prefixes, "/d/"))
    with serving(backend, server) as origin:
        has_embeds(origin, "/d/")


def test_it_is_told_twice_of_the_same_server(backend: str) -> None:
    server = own_server(backend)
    app = register(dash_on(backend, server=server))
    app.init_app(server)
    app.init_app()
    with serving(backend, server) as origin:
        has_embeds(origin)


def test_it_moves_to_another_server() -> None:
    app = register(dash_on("flask"))
    moved = own_server("flask")
    app.init_app(moved)
    with running(moved) as origin:
        has_embeds(origin)


# Dash itself can't have two on one Quart: both name their WebSocket's view alike.
@pytest.mark.parametrize("backend", ["flask", "fastapi"], indirect=True)
def test_two_apps_on_one_server(backend: str) -> None:
    server = own_server(backend)
    for prefix, name in (("/a/", "sales"), ("/b.2/", "orders")):
        apps = [EmbedApp(name=name, uuid=UUID, groups=[1])]
        register(dash_on(backend, server=server, url_base_pathname=prefix), apps=apps)
    with serving(backend, server) as origin:
        has_embeds(origin, "/a/", "sales")
        has_embeds(origin, "/b.2/", "orders")


def test_two_apps_behind_a_dispatcher() -> None:
    one, two = (
        register(dash_on("flask", requests_pathname_prefix=prefix)) for prefix in ("/a/", "/b/")
    )
    main = Flask("main")
    mounted = DispatcherMiddleware(main.wsgi_app, {"/a": one.server, "/b": two.server})
    main.wsgi_app = mounted  # type: ignore[method-assign]
    with running(main) as origin:
        has_embeds(origin, "/a/")
        has_embeds(origin, "/b/")


def test_the_prefix_that_jupyter_sets_when_it_runs_the_app() -> None:
    app = register(dash_on("flask"))
    # As in dash/_jupyter.py: too late for the configuration to allow it.
    dict.__setitem__(app.config, "requests_pathname_prefix", "/user/jane/proxy/8050/")
    main = Flask("jupyter")
    proxy = DispatcherMiddleware(main.wsgi_app, {"/user/jane/proxy/8050": app.server})
    main.wsgi_app = proxy  # type: ignore[method-assign]
    with running(main) as origin:
        has_embeds(origin, "/user/jane/proxy/8050/")


def test_pages(backend: str, tmp_path: Path) -> None:
    dash.page_registry.clear()
    (tmp_path / "report.py").write_text(
        "import dash\nfrom dash_retool_embed import RetoolEmbed\n"
        "dash.register_page(__name__, path='/report')\n"
        "layout = RetoolEmbed(id='sales', app='sales')\n"
    )
    app = dash_on(backend, use_pages=True, pages_folder=str(tmp_path))
    app.layout = html.Div(page_container)
    register(app)
    with serving(backend, app.server) as origin:
        has_embeds(origin)
        assert "dash_retool_embed" in requests.get(f"{origin}/report", timeout=60).text


def test_debug_mode(backend: str) -> None:
    app = register(dash_on(backend))
    app.enable_dev_tools(debug=True, dev_tools_hot_reload=False)
    with serving(backend, app.server) as origin:
        has_embeds(origin)


# What is a mistake is said where it is made, and in the same words.


def test_it_is_registered_twice(backend: str) -> None:
    app = register(dash_on(backend))
    with pytest.raises(RuntimeError, match="register_embeds was called twice for one Dash app"):
        register(app)
    # Nothing of the second call is left.
    with serving(backend, app.server) as origin:
        has_embeds(origin)


def test_it_is_registered_after_the_first_request(backend: str) -> None:
    app = dash_on(backend)
    with serving(backend, app.server) as origin:
        requests.get(origin, timeout=60)
        late = "register_embeds came after the server's first request: call it where"
        with pytest.raises(RuntimeError, match=late):
            register(app)
        # And again: that call has left nothing.
        with pytest.raises(RuntimeError, match=late):
            register(app)


@pytest.mark.parametrize("backend", ["fastapi"], indirect=True)
def test_two_apps_at_one_prefix(backend: str) -> None:
    """Of the three, only FastAPI lets Dash itself do that."""
    server = own_server(backend)
    register(dash_on(backend, server=server))
    with pytest.raises(RuntimeError, match="or for two apps at /: call it once for each"):
        register(dash_on(backend, server=server))


@pytest.mark.parametrize("backend", ["flask", "quart"], indirect=True)
def test_a_second_app_at_one_prefix_is_refused_before_its_embeds_come(backend: str) -> None:
    server = own_server(backend)
    register(dash_on(backend, server=server))
    with pytest.raises(ValueError, match="already registered"):
        dash_on(backend, server=server)


class Other:
    server_type = "tornado"


def test_another_web_framework(monkeypatch: pytest.MonkeyPatch) -> None:
    app = dash_on("flask")
    monkeypatch.setattr(app, "backend", Other())
    works = "works with Dash on flask, quart, fastapi; this app runs on tornado"
    with pytest.raises(TypeError, match=works):
        register(app)


def test_importing_the_kit_changes_no_app() -> None:
    app = Dash("somebody", assets_folder="none")
    app.layout = html.P("nothing here")
    server: Any = app.server
    # It has been imported by now.
    assert HEADER not in server.test_client().get("/_dash-layout").headers
    assert "dash_retool_embed" not in server.extensions
    assert server.test_client().post("/api/embedUrl", json={}).status_code == 405
