"""On FastAPI something else may have read a request before the kit's view does, as Dash 4.2 has."""

import asyncio
import json
from typing import cast

import pytest
from dash import Dash, html
from fastapi import FastAPI
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dash_retool_embed.http.request import MAX_BODY_BYTES
from dash_retool_embed.people import User
from dash_retool_embed.register import register_embeds
from dash_retool_embed.retool import RetoolClient
from tests.kit.failing_retool import APPS, Retool


class ReadsAll:
    """Middleware that leaves nothing for whoever comes after it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await Request(scope, receive).body()
        await self._app(scope, receive, send)


@pytest.fixture(params=[True, False], ids=["read before", "not read before"])
def server(request: pytest.FixtureRequest) -> FastAPI:
    app = Dash("somebody", backend="fastapi")
    app.layout = html.Div()
    server = cast("FastAPI", app.server)
    if request.param:
        server.add_middleware(ReadsAll)
    client = cast("RetoolClient", Retool())
    register_embeds(app, client=client, apps=APPS, user=lambda: User(id="ada"))
    return server


def ask(server: FastAPI, parts: list[bytes]) -> tuple[int, bytes]:
    """Ask for a link with a body that comes in parts; return the status and the answer."""
    coming = [
        {"type": "http.request", "body": part, "more_body": i < len(parts)}
        for i, part in enumerate(parts, 1)
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return coming.pop(0) if coming else await asyncio.Future()

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/api/embedUrl",
        "raw_path": b"/api/embedUrl",
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"localhost"), (b"content-type", b"application/json")],
        "client": ("127.0.0.1", 1),
        "server": ("localhost", 80),
    }
    # A view that waits for what has been read would wait for ever.
    asyncio.run(asyncio.wait_for(server(scope, receive, send), 60))
    return sent[0]["status"], b"".join(part.get("body", b"") for part in sent[1:])


def test_the_view_has_it_all_the_same(server: FastAPI) -> None:
    body = json.dumps({"retoolAppName": APPS[0].name}).encode()
    status, answer = ask(server, [body[:5], body[5:]])
    assert status == 200
    assert "embedUrl" in json.loads(answer)


def test_one_that_is_too_long_is_refused(server: FastAPI) -> None:
    status, _ = ask(server, [b" " * MAX_BODY_BYTES, b" ", b"{}"])
    assert status == 413
