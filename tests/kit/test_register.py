"""The kit in Dash apps that somebody else has made."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from dash import Dash, html
from flask import Flask

from dash_retool_embed.people import User
from dash_retool_embed.register import register_embeds
from dash_retool_embed.retool import RetoolClient
from dashapp.settings import AppSettings

SALES = AppSettings(name="sales", uuid="6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10", groups=[12])

Register = Callable[..., Dash]


@pytest.fixture
def register() -> Register:
    def register(server: Flask, path: str = "/", *, dash: Any = None, **how: Any) -> Dash:
        app = Dash(server=server, url_base_pathname=path, **dash or {})  # type: ignore[arg-type]
        app.layout = html.Div()
        client = RetoolClient("https://retool.example.com", "key")
        given = {"client": client, "apps": [SALES], "user": lambda: User(id="ada"), **how}
        register_embeds(app, **given)
        return app

    return register


def test_a_server_that_takes_less_keeps_its_own_limit(register: Register) -> None:
    server = Flask(__name__)
    server.config["MAX_CONTENT_LENGTH"] = 10
    register(server)
    answer = server.test_client().post("/api/embedUrl", json={"retoolAppName": "sales"})
    assert answer.mimetype == "application/problem+json"
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")


def links(server: Flask, path: str) -> list[str]:
    page = server.test_client().get(path).text
    return re.findall(r'(?:src|href)="([^"]*dash_retool_embed[^"?]*)', page)


def test_two_apps_on_one_server_have_their_own_scripts_and_endpoints(register: Register) -> None:
    server = Flask(__name__)
    other = SALES.model_copy(update={"name": "other"})
    for path, app in [("/", SALES), ("/v1.2/one/", SALES), ("/two/", other)]:
        register(server, path, apps=[app])
    client = server.test_client()
    for path in ("/", "/v1.2/one/", "/two/"):
        found = links(server, path)
        assert found
        assert all(link.startswith(f"{path}_dash-component-suites/") for link in found)
        assert {client.get(link).status_code for link in found} == {200}
    body = {"retoolAppName": "missing"}
    for path in ("/api/embedUrl", "/v1.2/one/api/embedUrl", "/two/embedUrl"):
        assert client.post(path, json=body).get_json()["code"] == "unknown_app"


def test_a_list_of_scripts_stays_the_author_s_own(register: Register) -> None:
    scripts, styles = ["https://a.example/a.js"], ["https://a.example/a.css"]
    server = Flask(__name__)
    for path in ("/one/", "/two/"):
        dash = {"external_scripts": scripts, "external_stylesheets": styles}
        register(server, path, dash=dash)
    assert scripts == ["https://a.example/a.js"]
    page = server.test_client().get("/two/").text
    assert "https://a.example/a.js" in page
    assert "https://a.example/a.css" in page
    assert "/one/" not in page


@pytest.mark.parametrize("minutes", [9, 43_201, 60.0, "60", True, None])
def test_a_session_that_retool_would_refuse_is_refused_at_once(
    register: Register, minutes: object
) -> None:
    with pytest.raises(ValueError, match=r"minutes = .*; allowed: .* 10 to 43200"):
        register(Flask(__name__), session_duration_minutes=minutes)


def test_two_apps_of_one_name_are_refused(register: Register) -> None:
    with pytest.raises(ValueError, match=r"apps\[1\]\.name = 'sales'.*apps\[0\] has it already"):
        register(Flask(__name__), apps=[SALES, SALES])


def test_what_is_refused_leaves_nothing_behind(register: Register) -> None:
    server = Flask(__name__)
    with pytest.raises(ValueError, match="minutes"):
        register(server, "/one/", session_duration_minutes=1)
    assert "dashapp_kit/one" not in server.blueprints
