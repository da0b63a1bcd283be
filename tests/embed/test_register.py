"""The kit in Dash apps that somebody else has made."""

from collections.abc import Callable
from typing import Any

import pytest
from dash import Dash, html
from flask import Flask

from dashapp.embed import register_embeds
from dashapp.identity import User
from dashapp.retool import RetoolClient
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
