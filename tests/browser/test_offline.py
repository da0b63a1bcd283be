"""A page that is opened while the host can't be reached: said in the host's looks, then opened."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

import pytest
from dash.testing.browser import Browser
from flask import Flask, Response

from dashapp.app import create_app
from dashapp.identity.demo import DemoSignIn
from dashapp.settings import Settings
from tests.browser.person import Person
from tests.browser.shell.test_connection import offline
from tests.ports import steady_port
from tests.servers import running

HEADING = "div:not([hidden]) > h1"
AT_HAND = "const [done] = arguments; navigator.serviceWorker.ready.then(() => done())"
ELSE = """
const [done] = arguments;
const asked = fetch("/_host/plain.css").then(() => "had", (error) => error.name);
Promise.all([asked, caches.keys()]).then(done);
"""


@pytest.fixture
def server(settings: Settings) -> Flask:
    server: Flask = create_app(settings, sign_in=DemoSignIn).server
    return server


def visit(browser: Browser, url: str) -> Person:
    """Open the host once, so that the browser has its page for later."""
    person = Person(browser, url)
    person.open("/sign-in")
    person.driver.execute_async_script(AT_HAND)
    return person


def opened_offline(person: Person, path: str) -> bool:
    # A connection that the browser had open before the server stopped is still answered.
    person.open(path)
    return bool(person.all("[data-why]"))


def test_a_host_that_restarts_says_so_and_the_page_comes_by_itself(
    browser: Browser, server: Flask
) -> None:
    with ExitStack() as first:
        person = visit(browser, first.enter_context(running(server, steady_port())))
        person.driver.execute_script("localStorage.setItem('dashapp_theme', 'dark')")
        first.close()
        person.until(lambda: opened_offline(person, "/sign-in?next=/sales"), "the host to be gone")
        person.shows("Retool in Dash isn't answering", HEADING)
        assert "Retool in Dash" in person.driver.title
        assert person.find("html").get_attribute("data-bs-theme") == "dark"
        # Nothing but pages goes through the worker, and it keeps nothing.
        assert person.driver.execute_async_script(ELSE) == ["TypeError", []]
        with offline(person):
            person.shows("You are offline", HEADING)
        person.shows("isn't answering", HEADING)
        with running(server, urlsplit(person.url).port or 0):
            person.shows("Who are you today?", "h1")
            assert person.driver.current_url == f"{person.url}/sign-in?next=/sales"


def test_a_page_that_is_opened_offline_says_so_and_can_be_tried_again(
    browser: Browser, server: Flask
) -> None:
    with running(server) as url:
        person = visit(browser, url)
        with offline(person):
            person.open("/sign-in")
            person.shows("You are offline", HEADING)
            person.find("button").click()
            person.shows("You are offline", HEADING)
        person.shows("Who are you today?", "h1")


def test_what_stands_in_front_is_not_shown_and_the_host_s_own_words_are(
    browser: Browser, server: Flask
) -> None:
    server.add_url_rule("/sign-in/busy", "demo_sign_in.busy", lambda: Response("Own words", 503))
    behind: Callable[..., Iterable[bytes]] = server.wsgi_app
    away = False

    def proxy(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if not away:
            return behind(environ, start)
        start("502 Bad Gateway", [("Content-Type", "text/html")])
        return [b"Somebody else's words"]

    server.wsgi_app = proxy  # type: ignore[method-assign,assignment]
    with running(server) as url:
        person = visit(browser, url)
        person.open("/sign-in/busy")
        person.shows("Own words")
        away = True
        person.open("/sign-in")
        person.shows("isn't answering", HEADING)
        away = False
        person.shows("Who are you today?", "h1")


def test_a_frame_of_the_host_s_own_origin_is_asked_for_once(
    browser: Browser, server: Flask
) -> None:
    # As of a Retool at the origin of a former host: a link that is good once is not sent twice.
    behind: Callable[..., Iterable[bytes]] = server.wsgi_app
    asked: list[str] = []
    pages = {"/outer": b'<iframe src="/inner"></iframe>', "/inner": b"<p>Inside</p>"}

    def before(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path not in pages:
            return behind(environ, start)
        asked.append(path)
        start("200 OK", [("Content-Type", "text/html")])
        return [pages[path]]

    server.wsgi_app = before  # type: ignore[method-assign,assignment]
    with running(server) as url:
        person = visit(browser, url)
        person.open("/outer")
        person.driver.switch_to.frame(person.find("iframe"))
        person.shows("Inside")
    assert asked == ["/outer", "/inner"]
