"""A host that is away, and a browser that is offline: said over the page, which then goes on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from dash.testing.browser import Browser
from flask import Response, request

from dashapp.app import create_app
from dashapp.identity.demo import DemoSignIn
from dashapp.settings import Settings
from tests.browser.person import Person
from tests.servers import running

BANNER = "#host_offline"


@dataclass
class Restarting:
    """A host behind a proxy that says so when it is away; or one that fails."""

    person: Person
    away: bool = field(default=False)
    once: bool = field(default=False)
    fails: bool = field(default=False)


@pytest.fixture
def restarting(browser: Browser, settings: Settings) -> Iterator[Restarting]:
    app = create_app(settings, sign_in=DemoSignIn)
    with running(app.server) as url:
        host = Restarting(Person(browser, url))

        def proxy() -> Response | None:
            now, host.once = host.once, False
            if host.fails and request.path in ("/_dash-update-component", "/_dash-layout"):
                return Response("something broke", 500)
            return (
                Response("bad gateway", 502) if now or (host.away and request.path != "/") else None
            )

        app.server.before_request_funcs[None].insert(0, proxy)
        yield host


@contextmanager
def offline(person: Person) -> Iterator[None]:
    conditions = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    person.driver.execute_cdp_cmd("Network.enable", {})
    person.driver.execute_cdp_cmd("Network.emulateNetworkConditions", conditions)
    try:
        yield
    finally:
        back = {**conditions, "offline": False, "downloadThroughput": -1, "uploadThroughput": -1}
        person.driver.execute_cdp_cmd("Network.emulateNetworkConditions", back)


def test_a_host_that_restarts_is_said_and_the_page_that_was_asked_for_comes_by_itself(
    restarting: Restarting,
) -> None:
    person = restarting.person
    person.sign_in("anton", "/")
    restarting.away = True
    person.go("customers")
    person.shows("isn't answering", BANNER)
    # Its heading is there at once, what it is about is not.
    assert person.heading() == "Customers"
    assert person.all("#customers") == []
    restarting.away = False
    person.reaches("ready", "customers")
    person.until(lambda: not person.find(BANNER).is_displayed(), "the banner to go")


def test_a_page_that_was_left_before_the_host_was_back_comes_at_the_next_visit(
    restarting: Restarting,
) -> None:
    person = restarting.person
    person.sign_in("anton", "/")
    restarting.away = True
    person.go("customers")
    person.shows("isn't answering", BANNER)
    person.go("home")
    restarting.away = False
    person.until(lambda: not person.find(BANNER).is_displayed(), "the banner to go")
    person.go("customers")
    person.until(lambda: person.heading() == "Customers", "the page")


def test_one_bad_answer_of_a_host_that_is_there_is_asked_for_again(restarting: Restarting) -> None:
    person = restarting.person
    person.sign_in("anton", "/")
    restarting.once = True
    person.go("customers")
    person.until(lambda: person.heading() == "Customers", "the page")
    assert not restarting.once


def test_a_page_that_the_host_fails_to_lay_out_says_so_and_can_be_asked_for_again(
    restarting: Restarting,
) -> None:
    person = restarting.person
    person.sign_in("anton", "/")
    restarting.fails = True
    person.go("customers")
    person.shows("This page could not be opened", "main")
    restarting.fails = False
    person.find(".host-ask-again").click()
    person.reaches("ready", "customers")
    assert "could not be opened" not in person.find("main").text


def test_a_host_that_fails_from_the_first_moment_on_says_so_and_can_be_asked_again(
    restarting: Restarting,
) -> None:
    person = restarting.person
    person.sign_in("anton", "/")
    restarting.fails = True
    person.open("/customers")
    person.shows("This page could not be opened")
    assert person.find(".host-brand-name").is_displayed()
    assert "Error loading" not in person.find("body").text
    restarting.fails = False
    person.find("[role=alert] a").click()
    person.reaches("ready", "customers")
    assert "could not be opened" not in person.find("body").text


def test_offline_is_said_while_what_is_open_stays(person: Person) -> None:
    person.sign_in("anton", "/sales")
    person.reaches("ready", "sales")
    with offline(person):
        person.shows("You are offline", BANNER)
        assert person.state("sales") == "ready"
    person.until(lambda: not person.find(BANNER).is_displayed(), "the banner to go")
