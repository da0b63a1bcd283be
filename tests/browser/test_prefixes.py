"""A Dash app below a path of its own hears who is there as one at the root does."""

from collections.abc import Iterator

import pytest
from dash import Dash, html
from dash.testing.browser import Browser
from flask import Flask, session

from dash_retool_embed import RetoolClient, RetoolEmbed, register_embeds, sign_out
from dash_retool_embed.testing.sandbox import DEMO_API_KEY, Sandbox
from dashapp.settings import Settings
from tests.browser.changing_people import user_of_session
from tests.browser.conftest import plain
from tests.browser.person import Person
from tests.browser.test_sign_ins import who_is_in
from tests.servers import running


@pytest.fixture(params=["/dash/", "/my app/"])
def person(
    request: pytest.FixtureRequest, browser: Browser, settings: Settings, sandbox: Sandbox
) -> Iterator[Person]:
    """Alice, in front of an app below a path."""
    server = Flask("somebody")
    server.secret_key = "a secret of the tests"
    app = Dash(server=server, url_base_pathname=request.param, assets_folder="none")  # type: ignore[arg-type]
    app.layout = html.Div(RetoolEmbed(id="one", app="playground", height=300))

    def become(name: str) -> str:
        session["name"] = name
        return "welcome"

    def leave() -> str:
        session.clear()
        sign_out()
        return "bye"

    server.add_url_rule("/become/<name>", "become", become, methods=["GET", "POST"])
    server.add_url_rule("/leave", "leave", leave, methods=["POST"])
    with RetoolClient(sandbox.origin, DEMO_API_KEY) as client:
        apps = [plain(each) for each in settings.apps]
        register_embeds(app, client=client, apps=apps, user=user_of_session)
        with running(server) as url:
            person = Person(browser, url)
            person.open("/become/alice")
            person.open(request.param)
            person.reaches("ready", "one")
            yield person
            person.driver.get("about:blank")


def test_a_sign_out_of_a_view_that_is_not_below_it(person: Person) -> None:
    person.driver.execute_script("fetch('/leave', { method: 'POST' })")
    person.shows("You have signed out", "#one")
    assert person.all("iframe") == []


def test_a_sign_in_that_is_not_below_it(person: Person) -> None:
    person.driver.execute_script("fetch('/become/bob', { method: 'POST' })")
    person.until(lambda: who_is_in(person) == "bob", "Bob's frame")
