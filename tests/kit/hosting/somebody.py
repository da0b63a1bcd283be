"""A Dash app of somebody's, the same one on each of the web frameworks that Dash runs on."""

import importlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import requests
from dash import Dash, Input, Output, ctx, html

from dash_retool_embed import (
    EmbedApp,
    IdentityError,
    RetoolClient,
    RetoolEmbed,
    User,
    register_embeds,
    sign_out,
)
from tests.kit.hosting.asgi import running_hypercorn, running_uvicorn
from tests.servers import running

UUID = "6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10"
APPS = [EmbedApp(name="sales", uuid=UUID, groups=[1])]
BACKENDS = ("flask", "quart", "fastapi")
SERVERS = {"flask": running, "quart": running_hypercorn, "fastapi": running_uvicorn}
EXACT, INEXACT = 2**53, 2**53 + 1


def of_request(request: Any) -> User:
    """Return the person whose name is in a cookie."""
    return of_name(request.cookies.get("name"))


def of_name(name: str | None) -> User:
    """Return the person of this name, or refuse nobody."""
    if name:
        return User(id=name)
    raise IdentityError("nobody")


def without_request(backend: str) -> Callable[[], User]:
    """Return the same for somebody who uses their framework's own way to the current request."""
    if backend == "fastapi":
        from dash.backends._fastapi import get_current_request

        return lambda: of_request(get_current_request())
    return lambda: of_request(importlib.import_module(backend).request)


def own_server(backend: str) -> Any:
    """Return an empty application of the framework."""
    name = {"flask": "Flask", "quart": "Quart", "fastapi": "FastAPI"}[backend]
    made = getattr(importlib.import_module(backend), name)
    return made() if backend == "fastapi" else made("somebody")


def add_view(server: Any, path: str, view: Callable[[], str]) -> None:
    """Add a view of the author's own."""
    if hasattr(server, "add_api_route"):
        server.add_api_route(path, view)
    else:
        server.add_url_rule(path, path, view)


def dash_on(backend: str, **how: Any) -> Dash:
    """Return a Dash app that signs in and out, and sets an embed's data."""
    which: dict[str, Any] = {} if backend == "flask" or how.get("server") else {"backend": backend}
    app = Dash("somebody", assets_folder="none", **which, **how)
    app.layout = html.Div([RetoolEmbed(id="sales", app="sales"), html.P(id="who")])

    @app.callback(Output("who", "children"), Input("name", "value"))
    def become(name: str) -> str:
        if name == "sign out":
            sign_out()
        elif name != "as before":
            ctx.response.set_cookie("name", name)
        return "done"

    @app.callback(Output("sales", "data"), Input("number", "value"))
    def tell(number: int) -> dict[str, Any]:
        return {"id": number}

    return app


def register(app: Dash, **how: Any) -> Dash:
    """Make its embeds work, with a Retool that is never asked."""
    client = RetoolClient("https://retool.example.com", "a-retool-key")
    given: dict[str, Any] = {"client": client, "apps": APPS, "user": of_request}
    register_embeds(app, **(given | how))
    return app


@contextmanager
def serving(backend: str, server: Any) -> Iterator[str]:
    """Serve it as its framework is served, and yield the origin."""
    with SERVERS[backend](server) as origin:
        yield origin


def callback(output: str, input_: str, value: object) -> dict[str, Any]:
    """Return what Dash's renderer sends for a callback of one output and one input."""
    to, outputs = output.split(".")
    from_, inputs = input_.split(".")
    return {
        "output": output,
        "outputs": {"id": to, "property": outputs},
        "inputs": [{"id": from_, "property": inputs, "value": value}],
        "changedPropIds": [input_],
    }


def become(origin: str, name: str, cookies: Mapping[str, str] | None = None) -> requests.Response:
    """Have the callback that signs in or out run."""
    body = callback("who.children", "name.value", name)
    url = f"{origin}/_dash-update-component"
    return requests.post(url, json=body, cookies=dict(cookies or {}), timeout=60)


def tell(origin: str, number: int) -> requests.Response:
    """Have the callback that sets the embed's data run."""
    body = callback("sales.data", "number.value", number)
    return requests.post(f"{origin}/_dash-update-component", json=body, timeout=60)
