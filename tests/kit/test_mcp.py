"""Dash can publish callbacks as tools for language models (MCP); the kit's are none."""

from contextvars import Context
from typing import Any

from dash import Dash, Input, Output, html
from flask import Flask

from dash_retool_embed import RetoolClient, RetoolEmbed, User, on_event, register_embeds
from tests.kit.world import APPS, KEY

HEADERS = {"Accept": "application/json, text/event-stream"}


def ask(app: Dash, session: str | None, method: str, **params: Any) -> Any:
    headers = HEADERS | ({"Mcp-Session-Id": session} if session else {})
    call = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    return app.server.test_client().post("/_mcp", json=call, headers=headers)


def session_of(app: Dash) -> str:
    hello = {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "t", "version": "1"},
    }
    return str(ask(app, None, "initialize", **hello).headers["Mcp-Session-Id"])


def app_with_tools() -> Dash:
    app = Dash(server=Flask(__name__), enable_mcp=True)  # type: ignore[arg-type]
    app.layout = html.Div(
        [RetoolEmbed(id="sales", app="sales"), html.P(id="out"), html.P("x", id="in")]
    )
    client = RetoolClient("https://retool.example.com", KEY)
    register_embeds(app, client=client, apps=APPS, user=lambda: User(id="ada"))

    @on_event("sales", app=app)
    def handle_sales_event(event: object) -> None:
        raise AssertionError(event)

    @app.callback(Output("out", "children"), Input("in", "children"))
    def of_the_author(value: str) -> str:
        return value

    return app


def tools(app: Dash) -> list[str]:
    # Dash asks the app that this thread has asked last, which may be another test's.
    answer = Context().run(lambda: ask(app, session_of(app), "tools/list"))
    return [tool["name"] for tool in answer.get_json()["result"]["tools"]]


def test_no_callback_of_the_kit_is_a_tool() -> None:
    app = app_with_tools()
    assert [name for name in tools(app) if name != "get_dash_component"] == ["of_the_author"]
    # Without its word it would be one.
    app.callback_map["sales.ack"]["mcp_enabled"] = None
    app.mcp_callback_map = None
    assert len(tools(app)) == 3
