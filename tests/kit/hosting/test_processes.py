"""A Dash app with embeds in processes of its own: as in production, and while it is written."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from dash.testing.browser import Browser

from dash_retool_embed.testing.sandbox import DEMO_API_KEY, Sandbox
from dashapp.settings import Settings
from tests.browser.conftest import plain
from tests.browser.person import Person
from tests.browser.playground import send
from tests.patience import until
from tests.ports import steady_port

APP = """
import json
import os

from dash import Dash, html, set_props
from dash_retool_embed import EmbedApp, RetoolClient, RetoolEmbed, User, on_event, register_embeds

app = Dash(__name__)
server = app.server
app.layout = html.Div([RetoolEmbed(id="play", app="playground", height=400), html.P(id="said")])
register_embeds(
    app,
    client=RetoolClient(os.environ["RETOOL_URL"], os.environ["RETOOL_API_KEY"]),
    apps=[EmbedApp(**json.loads(os.environ["PLAYGROUND"]))],
    user=lambda: User(id="ada"),
)


@on_event("play", retool_app="playground")
def react(event):
    set_props("said", {"children": f"Retool says {event}"})


if __name__ == "__main__":
    app.run(host="localhost", port=int(os.environ["PORT"]), debug=True)
"""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    (tmp_path / "somebody.py").write_text(APP)
    return tmp_path


@pytest.fixture
def environment(settings: Settings, sandbox: Sandbox) -> dict[str, str]:
    (playground,) = (plain(each) for each in settings.apps if each.name == "playground")
    told = playground.model_dump(include={"name", "uuid", "groups", "metadata"}, mode="json")
    return {
        "RETOOL_URL": sandbox.origin,
        "RETOOL_API_KEY": DEMO_API_KEY,
        "PLAYGROUND": json.dumps(told),
        "PORT": str(steady_port()),
    }


@contextmanager
def program(folder: Path, environment: dict[str, str], *arguments: str) -> Iterator[str]:
    """Run Python in a folder, and yield the origin once there is an answer."""
    origin = f"http://localhost:{environment['PORT']}"
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=folder,
            env=os.environ | environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )

        def answers() -> bool:
            assert process.poll() is None, (folder / "log").read_text()
            try:
                return requests.get(f"{origin}/_dash-layout", timeout=60).ok
            except requests.ConnectionError:
                return False

        try:
            until(answers, "an answer")
            yield origin
        finally:
            process.terminate()
            process.wait()


def _start(origin: str) -> object:
    """Return what stands for a start of the development server; None: it is away."""
    try:
        return requests.get(f"{origin}/_reload-hash", timeout=60).json()["reloadHash"]
    # Refused, or cut off in the middle of an answer.
    except (requests.ConnectionError, ValueError):
        return None


def test_gunicorn_with_several_workers_and_preload(
    browser: Browser, written: Path, environment: dict[str, str]
) -> None:
    bind = f"localhost:{environment['PORT']}"
    gunicorn = ("-m", "gunicorn", "somebody:server", "--workers", "4", "--preload", "--bind", bind)
    with program(written, environment, *gunicorn) as origin:
        person = Person(browser, origin)
        # Every worker knows the names of frames that another one has given.
        for turn in range(4):
            person.open("/")
            person.reaches("ready", "play")
            send(person, "play", f'"hello {turn}"')
            person.shows(f"Retool says hello {turn}", "#said")
        browser.driver.get("about:blank")


def test_the_development_server_starts_anew_when_a_file_has_changed(
    browser: Browser, written: Path, environment: dict[str, str]
) -> None:
    with program(written, environment, "somebody.py") as origin:
        person = Person(browser, origin)
        person.open("/")
        person.reaches("ready", "play")
        send(person, "play", '"hello"')
        person.shows("Retool says hello", "#said")
        first = _start(origin)
        (written / "somebody.py").write_text(APP.replace("Retool says", "Now it says"))
        # The frame stays, and what comes out of it waits for the server.
        send(person, "play", '"hello again"')
        until(lambda: _start(origin) not in (None, first), "a new start")
        send(person, "play", '"and now"')
        person.shows("Now it says and now", "#said")
        assert person.state("play") == "ready"
        browser.driver.get("about:blank")
