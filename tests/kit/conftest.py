"""A kit whose Retool fails as it is told."""

import logging
from typing import Any, cast

import pytest
from dash import Dash, html
from flask import Flask, g, request
from flask.testing import FlaskClient

from dash_retool_embed.audit import raw_id
from dash_retool_embed.people import User
from dash_retool_embed.register import register_embeds
from dash_retool_embed.retool import RetoolClient
from tests.kit.failing_retool import APPS, Retool, Serve


@pytest.fixture
def retool() -> Retool:
    return Retool()


@pytest.fixture
def serve(retool: Retool) -> Serve:
    def serve(**how: Any) -> FlaskClient:
        server = Flask(__name__)

        @server.before_request
        def name() -> None:
            g.request_id = request.headers.get("X-Test-Request", "r-1")

        app = Dash("somebody", server=server)  # type: ignore[arg-type]
        app.layout = html.Div()
        given: dict[str, Any] = {
            "request_id": lambda: g.get("request_id"),
            "user": lambda: User(id=request.headers.get("X-Person", "ada")),
        }
        client = cast("RetoolClient", retool)
        register_embeds(app, client=client, apps=APPS, **(given | how))
        return server.test_client()

    return serve


@pytest.fixture
def client(serve: Serve, caplog: pytest.LogCaptureFixture) -> FlaskClient:
    caplog.set_level(logging.DEBUG, "dash_retool_embed")
    return serve(person_label=raw_id)
