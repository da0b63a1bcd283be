"""What a person sees when it goes wrong: a sentence, a code and a Retry, never an empty frame."""

import threading
from contextlib import suppress
from itertools import cycle
from urllib.parse import urlsplit

import pytest
from dash import Dash
from flask import Response, request
from selenium.common.exceptions import ElementClickInterceptedException

from dash_retool_embed import RetoolEmbed
from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.clock import PageClock
from tests.browser.conftest import Show
from tests.browser.person import Person

# How long an app that asks something when it starts may be silent.
SILENCE_SECONDS = 10

FAILURE = "#sales .retool-embed-failure"
RETRY = "#sales .retool-embed-retry"


def test_a_retool_that_fails_is_an_error_in_the_tab_and_retry_gets_a_new_link(
    person: Person, sandbox: Sandbox
) -> None:
    sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, 500
    person.sign_in("anton", "/sales")
    person.reaches("error", "sales")
    person.shows("Retool failed", FAILURE)
    person.shows("retool_failed", FAILURE)
    assert person.all("#sales iframe") == []

    person.find(RETRY).click()
    person.reaches("error", "sales")
    sandbox.misbehave.fail_nth = 0
    person.find(RETRY).click()
    person.reaches("ready", "sales")
    with person.inside("sales"):
        person.find("#export")
    assert sandbox.links_minted == 1


def test_the_switch_reaches_a_frame_that_was_opened_by_a_retry(
    person: Person, sandbox: Sandbox
) -> None:
    sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, 500
    person.sign_in("anton", "/sales")
    person.reaches("error", "sales")
    person.find(".host-toggles input").click()
    sandbox.misbehave.fail_nth = 0
    person.find(RETRY).click()
    with person.inside("sales"):
        person.until(lambda: person.find("#export").is_enabled(), "Export to be enabled")


def test_a_tab_that_failed_tries_again_when_it_is_shown_again(
    person: Person, sandbox: Sandbox
) -> None:
    sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, 500
    person.sign_in("anton", "/sales")
    person.reaches("error", "sales")
    person.go("home")
    person.shows("Hello, Anton", "#host_page")
    sandbox.misbehave.fail_nth = 0
    person.go("sales")
    person.reaches("ready", "sales")


def test_a_tab_left_while_its_link_is_asked_for_is_minted_once(
    person: Person, sandbox: Sandbox
) -> None:
    sandbox.misbehave.hang = True
    person.sign_in("anton", "/sales")
    person.until(lambda: sandbox.waiting == 1, "the host to ask")
    person.go("customers")
    person.until(lambda: sandbox.waiting == 2, "the host to ask again")
    person.go("sales")
    person.until(lambda: person.heading() == "Sales report", "the sales tab")
    sandbox.misbehave.hang = False
    person.reaches("ready", "sales")
    person.go("customers")
    person.reaches("ready", "customers")
    assert sandbox.links_minted == 2
    assert sandbox.frame_loads_of("sales") == sandbox.frame_loads_of("customers") == 1


def test_a_sign_in_that_has_ended_is_said_in_the_tab(person: Person, sandbox: Sandbox) -> None:
    person.sign_in("anton", "/sales")
    person.reaches("ready", "sales")
    sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, 500
    person.go("customers")
    person.reaches("error", "customers")
    person.driver.delete_all_cookies()
    # A report of the page may find out first, and then it is covered already.
    with suppress(ElementClickInterceptedException):
        person.find("#customers .retool-embed-retry").click()
    person.shows("Your sign-in has ended", "#host_signed_out")
    assert person.find("#host_signed_out a").is_displayed()


def test_a_host_that_is_gone_is_said_in_the_tab(person: Person, sandbox: Sandbox) -> None:
    sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, 500
    person.sign_in("anton", "/sales")
    person.reaches("error", "sales")
    person.driver.execute_cdp_cmd("Network.enable", {})
    offline = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    person.driver.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    person.find(RETRY).click()
    person.shows("host_unreachable", FAILURE)


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_failure_that_passes_is_tried_again_visibly_and_by_itself(
    person: Person, sandbox: Sandbox, status: int
) -> None:
    sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, status
    person.sign_in("anton", "/sales")
    person.shows("Trying again…", "#sales")
    assert person.state("sales") == "minting"
    sandbox.misbehave.fail_nth = 0
    person.reaches("ready", "sales")
    assert sandbox.links_minted == 1


def test_two_clicks_on_retry_ask_for_one_link(person: Person, sandbox: Sandbox) -> None:
    sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, 500
    person.sign_in("anton", "/sales")
    person.reaches("error", "sales")
    sandbox.misbehave.fail_nth = 0
    person.driver.execute_script(
        "const button = document.querySelector(arguments[0]); button.click(); button.click();",
        RETRY,
    )
    person.reaches("ready", "sales")
    assert sandbox.links_minted == 1


def test_a_cookie_that_does_not_arrive_is_said(
    person: Person, sandbox: Sandbox, page_clock: PageClock
) -> None:
    sandbox.misbehave.lose_cookie = True
    person.sign_in("anton", "/sales")
    page_clock.skip(SILENCE_SECONDS)
    person.shows("no_sign_of_life", FAILURE)
    sandbox.misbehave.lose_cookie = False
    person.find(RETRY).click()
    person.reaches("ready", "sales")


def test_a_retool_at_another_site_is_said_to_lose_its_cookie(
    person: Person, page_clock: PageClock
) -> None:
    person.url = person.url.replace("localhost", "127.0.0.1")
    person.sign_in("anton", "/sales")
    page_clock.skip(SILENCE_SECONDS)
    person.shows("cookie_blocked", FAILURE)
    person.shows("at another site", FAILURE)


def test_a_page_that_forbids_the_frame_is_said(show: Show) -> None:
    def wire(app: Dash) -> None:
        def forbid(response: Response) -> Response:
            response.headers["Content-Security-Policy"] = "frame-src 'none'"
            return response

        app.server.after_request(forbid)

    with show(RetoolEmbed(id="sales", app="sales"), wire) as person:
        person.shows("blocked_by_csp", FAILURE)


def test_a_retool_that_this_browser_does_not_reach_is_said(show: Show, sandbox: Sandbox) -> None:
    def wire(app: Dash) -> None:
        def closed_port(response: Response) -> Response:
            port = str(urlsplit(sandbox.origin).port)
            if response.is_json and b"embedUrl" in response.get_data():
                response.set_data(response.get_data().replace(port.encode(), b"9"))
            return response

        app.server.after_request(closed_port)

    layout = RetoolEmbed(id="sales", app="sales", queriesOnLoad=True)
    with show(layout, wire) as person:
        person.shows("retool_unreachable", FAILURE)


def test_a_page_whose_policy_forbids_other_connections_still_shows_its_frames(show: Show) -> None:
    def wire(app: Dash) -> None:
        def forbid(response: Response) -> Response:
            response.headers["Content-Security-Policy"] = "connect-src 'self'"
            return response

        app.server.after_request(forbid)

    with show(RetoolEmbed(id="play", app="playground"), wire) as person:
        person.reaches("ready", "play")
        with person.inside("play"):
            person.find("#ask")


def test_a_policy_that_only_reports_takes_no_frame_away(show: Show) -> None:
    def wire(app: Dash) -> None:
        def report(response: Response) -> Response:
            response.headers["Content-Security-Policy-Report-Only"] = "frame-src 'none'"
            return response

        app.server.after_request(report)

    with show(RetoolEmbed(id="play", app="playground"), wire) as person:
        person.reaches("ready", "play")
        with person.inside("play"):
            person.find("#ask")


def test_a_gateway_in_front_of_the_host_is_asked_again(show: Show) -> None:
    answers = cycle([503, 504])
    is_back = threading.Event()

    def wire(app: Dash) -> None:
        def gateway(response: Response) -> Response:
            if request.path != "/api/embedUrl" or is_back.is_set():
                return response
            return Response("<h1>nginx</h1>", next(answers))

        app.server.after_request(gateway)

    with show(RetoolEmbed(id="play", app="playground"), wire) as person:
        person.shows("This page's server can't answer right now. Trying again…", "#play")
        is_back.set()
        person.reaches("ready", "play")


@pytest.mark.parametrize(
    ("status", "body"),
    [(200, "{}"), (200, "null"), (500, "null"), (200, '{"embedUrl": "nonsense"}'), (200, "<p>")],
)
def test_an_answer_that_makes_no_sense_is_an_error_like_any_other(
    show: Show, status: int, body: str
) -> None:
    def wire(app: Dash) -> None:
        def nonsense(response: Response) -> Response:
            if request.path == "/api/embedUrl":
                response.set_data(body)
                response.status_code = status
            return response

        app.server.after_request(nonsense)

    with show(RetoolEmbed(id="sales", app="sales"), wire) as person:
        person.reaches("error", "sales")
        assert person.find("#sales .retool-embed-code").text == "host_failed"
        assert person.find(RETRY).text == "Retry"
