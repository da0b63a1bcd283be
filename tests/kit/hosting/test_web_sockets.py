"""Where Dash carries callbacks over a WebSocket, there is no request and no header."""

import json
import logging
from typing import Any

import pytest
from dash import Input, Output
from websockets.sync.client import connect
from websockets.typing import Origin

from dash_retool_embed import on_event, sign_out
from tests.kit.hosting.somebody import callback, dash_on, register, serving


@pytest.fixture(params=["quart", "fastapi"])
def backend(request: pytest.FixtureRequest) -> str:
    """Flask can't."""
    return str(request.param)


def over_socket(origin: str, payload: dict[str, Any]) -> dict[str, Any]:
    """Have a callback run; return what is answered."""
    url = origin.replace("http", "ws") + "/_dash-ws-callback"
    with connect(url, origin=Origin(origin), additional_headers={"Cookie": "name=ada"}) as socket:
        request = {"type": "callback_request", "requestId": "1", "rendererId": "r"}
        socket.send(json.dumps(request | {"payload": payload}))
        answer: dict[str, Any] = json.loads(socket.recv(60))["payload"]
        return answer


def test_it_is_said_where_embeds_are_registered(
    backend: str, caplog: pytest.LogCaptureFixture
) -> None:
    register(dash_on(backend))
    assert caplog.records == []
    register(dash_on(backend, websocket_callbacks=True))
    assert "doesn't say who is signed in" in caplog.text


def test_a_page_learns_there_that_an_embed_has_a_handler_and_sends_no_events(
    backend: str, caplog: pytest.LogCaptureFixture
) -> None:
    app = dash_on(backend, websocket_callbacks=True)
    handled: list[object] = []
    on_event("sales", app=app)(handled.append)
    register(app)
    caplog.set_level(logging.ERROR)
    batch = {"frame": "0" * 64, "events": [{"seq": 1, "data": "forged"}]}
    with serving(backend, app.server) as origin:
        first = over_socket(origin, callback("sales.ack", "sales.events", None))
        assert first["data"]["response"]["sales"]["ack"]["handler"] == "sales.ack"
        over_socket(origin, callback("sales.ack", "sales.events", batch))
    assert handled == []
    assert "register_embeds" not in caplog.text


def test_a_sign_out_there_is_a_mistake(backend: str) -> None:
    app = dash_on(backend, websocket_callbacks=True)

    @app.callback(Output("who", "title"), Input("leave", "n_clicks"))
    def leave(_clicks: int) -> str:
        with pytest.raises(RuntimeError, match="callback that doesn't come over a WebSocket"):
            sign_out()
        return "refused"

    register(app)
    with serving(backend, app.server) as origin:
        answer = over_socket(origin, callback("who.title", "leave.n_clicks", 1))
    assert answer["data"]["response"]["who"]["title"] == "refused"
