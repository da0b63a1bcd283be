"""What the engines are pointed at. It needs the Python of the other tests, so it is a process.

Prints the origins as JSON, and serves until its input ends.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dash import Dash, Input, Output, dcc, html
from dash.development.base_component import Component
from flask import Flask, jsonify

from dash_retool_embed import RetoolClient, RetoolEmbed, User, on_event, register_embeds
from dash_retool_embed.testing.sandbox import DEMO_API_KEY, create_sandbox, sandbox_of
from dashapp.app import create_app
from dashapp.identity.demo import DemoSignIn
from dashapp.settings import Settings, load_settings
from tests.browser.conftest import ShortSessions, plain
from tests.conftest import EXAMPLE, SECRET
from tests.servers import running, running_at

SESSION_SECONDS = 8
TABS = {
    "sales": RetoolEmbed(id="sales", app="sales", data={"isAdmin": True}, height=500),
    "play": RetoolEmbed(id="playground", app="playground", data={"number": 1}, height=500),
    "nothing": html.P("nothing here", id="nothing"),
}

Environ = dict[str, Any]
Start = Callable[..., Any]


def counted(server: Flask) -> Flask:
    """Count a server's requests by path; `/_requests` tells."""
    asked: Counter[str] = Counter()
    answer = server.wsgi_app

    def count(environ: Environ, start: Start) -> Iterable[bytes]:
        path = str(environ["PATH_INFO"])
        if path == "/_requests":
            body = json.dumps(asked).encode()
            start("200 OK", [("Content-Type", "application/json")])
            return [body]
        asked[path] += 1
        return answer(environ, start)

    server.wsgi_app = count  # type: ignore[method-assign, assignment]
    return server


@contextmanager
def sandbox(expire_after_seconds: float | None = None) -> Iterator[str]:
    """Run a stand-in for Retool."""
    app = create_sandbox(DEMO_API_KEY)
    with running(app) as origin:
        sandbox_of(app).origin = origin
        sandbox_of(app).misbehave.expire_after_seconds = expire_after_seconds
        yield origin


def settings_for(retool: str, folder: Path) -> Settings:
    """Return the example's settings, with this Retool and a database in this folder."""
    given = {
        "retool": {"url": retool},
        "retool_api_key": DEMO_API_KEY,
        "jwt_secret": SECRET,
        "database_url": f"sqlite:///{folder}/usage.sqlite3",
    }
    return load_settings(EXAMPLE, overrides=given)


def page(name: str, layout: Component, client: RetoolClient, settings: Settings) -> Dash:
    """Return somebody's Dash app with embeds."""
    app = Dash(name, include_assets_files=False, suppress_callback_exceptions=True)
    app.layout = layout
    apps = [plain(each) for each in settings.apps]
    register_embeds(app, client=client, apps=apps, user=lambda: User(id=name))
    return app


def kit(retool: str, settings: Settings) -> Flask:
    """Return a Dash app with embeds in `dcc.Tabs`; `/_events` tells what the playground sent."""
    tabs = dcc.Tabs([dcc.Tab(label=name, value=name) for name in TABS], "sales", id="tabs")
    layout = html.Div([tabs, html.Div(id="room")])
    app = page("kit", layout, RetoolClient(retool, DEMO_API_KEY), settings)
    events: list[object] = []

    @app.callback(Output("room", "children"), Input("tabs", "value"))
    def show(tab: str) -> Component:
        return TABS[tab]

    @on_event("playground", app=app)
    def note(event: object) -> None:
        events.append(event)

    server: Flask = app.server
    server.add_url_rule("/_events", view_func=lambda: jsonify(list(map(repr, events))))
    return server


def short(retool: str, settings: Settings) -> Flask:
    """Return a Dash app whose sessions at Retool end after some seconds."""
    client = ShortSessions(retool, DEMO_API_KEY)
    client.seconds = SESSION_SECONDS
    sales = RetoolEmbed(
        id="sales", app="sales", data={"isAdmin": True}, queriesOnLoad=True, height=500
    )
    server: Flask = page("short", html.Div(sales), client, settings).server
    return server


def main() -> None:
    """Serve all of it."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        retool = stack.enter_context(sandbox())
        forgetful = stack.enter_context(sandbox(SESSION_SECONDS))
        settings = settings_for(retool, folder)
        host = counted(create_app(settings, sign_in=DemoSignIn).server)
        origins = {
            "sandbox": retool,
            "forgetful": forgetful,
            "host": stack.enter_context(running(host)),
            "kit": stack.enter_context(running_at(lambda _: kit(retool, settings))),
            "short": stack.enter_context(running_at(lambda _: short(forgetful, settings))),
        }
        sys.stdout.write(json.dumps(origins) + "\n")
        sys.stdout.flush()
        # Whoever started this has ended, however.
        sys.stdin.read()


if __name__ == "__main__":
    main()
