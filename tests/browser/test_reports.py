"""What a page reports of its links: what happens to each frame, and when."""

import json
from typing import Any

import pytest
from dash import Dash, html
from flask import Response, redirect, request

from dash_retool_embed import RetoolEmbed
from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.clock import PageClock
from tests.browser.conftest import Show
from tests.browser.playground import MOVES, rewrite_children, send
from tests.browser.reporting import PATH, PLAY, SOMEBODY_ELSE, Host, close_window, remove_frame

LOAD_SECONDS = 30
SESSION_SECONDS = 3600
RENEWAL_SECONDS = 60


@pytest.fixture
def host() -> Host:
    return Host()


def test_a_link_is_ready_seen_and_closed_with_its_page(show: Show, host: Host) -> None:
    with show(PLAY, host.wire, recorder=host.recorder) as person:
        person.reaches("ready", "play")
        ready, _ = host.hears(person, "ready", "seen")
        age_ms = person.driver.execute_script("return performance.now()")
        assert 0 < (ready.after_ms or 0) < age_ms
        assert 0 < ready.ago_ms < age_ms
        assert person.console() == []
        close_window(person)
        host.hears(person, "ready", "seen", "closed")
    (link,) = host.recorder.links
    assert (link.reason, link.attempt) == ("first shown", 1)
    assert {person for person, _ in host.recorder.told} == {"u1"}


def test_what_becomes_of_a_page_that_comes_back_is_reported_again(
    show: Show, host: Host, sandbox: Sandbox
) -> None:
    with show(PLAY, host.wire, recorder=host.recorder) as person:
        person.reaches("ready", "play")
        host.hears(person, "ready", "seen")
        person.driver.execute_script("addEventListener('pageshow', () => (window.isBack = true))")
        person.driver.get(f"{sandbox.origin}/users")
        host.hears(person, "ready", "seen", "closed")
        person.driver.back()
        # Another page than the one that went would not know.
        person.until(lambda: person.driver.execute_script("return isBack"), "the same page")
        host.hears(person, "ready", "seen", "closed", "ready")
        person.reaches("ready", "play")
        send(person, "play", '"saved"')
        close_window(person)
        *_, events, _ = host.hears(person, "ready", "seen", "closed", "ready", "events", "closed")
        assert events.events == {"saved": 1}
    assert len(host.recorder.links) == 1


def test_what_fails_is_reported_of_the_link_that_it_failed(
    show: Show, host: Host, sandbox: Sandbox
) -> None:
    sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, 503
    with show(PLAY, host.wire, recorder=host.recorder) as person:
        person.shows("Trying again…", "#play")
        sandbox.misbehave.fail_nth = 0
        person.reaches("ready", "play")
        remove_frame(person)
        person.find("#play [data-action=retry]").click()
        person.reaches("ready", "play")
        failed = host.hears(person, "ready", "seen", "failed", link=-2)[2]
        assert failed.code == "frame_removed"
        host.hears(person, "ready", "seen", link=-1)
    *unminted, first, second = host.recorder.links
    # The host knows by itself what it refused.
    assert {each.link_id for each in host.told} == {first.link_id, second.link_id}
    assert {each.code for each in unminted} == {"retool_unavailable"}
    tries = [(each.reason, each.attempt) for each in (*unminted, first)]
    assert tries == [("first shown", n) for n in range(1, len(tries) + 1)]
    assert (second.reason, second.attempt) == ("retry", 1)


def test_a_frame_that_comes_after_all_is_reported_as_ready(
    show: Show, host: Host, sandbox: Sandbox, page_clock: PageClock
) -> None:
    sandbox.misbehave.hang_frames = True
    with show(PLAY, host.wire, recorder=host.recorder) as person:
        page_clock.skip(LOAD_SECONDS)
        person.shows("load_timeout", "#play")
        sandbox.misbehave.hang_frames = False
        person.reaches("ready", "play")
        failed, *_ = host.hears(person, "failed", "ready", "seen")
        assert failed.code == "load_timeout"


def test_a_session_that_is_continued_is_reported_as_ready_again(
    show: Show, host: Host, sandbox: Sandbox, page_clock: PageClock
) -> None:
    with show(PLAY, host.wire, recorder=host.recorder) as person:
        person.reaches("ready", "play")
        host.hears(person, "ready", "seen")
        sandbox.misbehave.fail_nth, sandbox.misbehave.fail_status = 1, 401
        page_clock.forward(SESSION_SECONDS)
        person.shows("session_ended", "#play")
        sandbox.misbehave.fail_nth = 0
        person.find("#play [data-action=continue]").click()
        person.until(lambda: host.fate(0) == ["ready", "failed", "ready"], "the return")


def test_a_renewal_is_reported_of_its_own_link(
    show: Show, host: Host, page_clock: PageClock
) -> None:
    moved: list[str] = []

    def wire(app: Dash) -> None:
        host.wire(app)

        def move(response: Response) -> Response:
            renews = request.path == "/api/embedUrl" and request.get_json()["reason"] == "renewal"
            if renews and not moved:
                answer = response.get_json()
                moved.append(answer["linkId"])
                elsewhere = answer["embedUrl"].replace("localhost", "127.0.0.1")
                response.set_data(json.dumps({**answer, "embedUrl": elsewhere}))
            return response

        app.server.after_request(move)

    with show(PLAY, wire, recorder=host.recorder) as person:
        person.reaches("ready", "play")
        page_clock.forward(SESSION_SECONDS - RENEWAL_SECONDS / 2)
        (failed,) = host.hears(person, "failed", link=1)
        page_clock.forward(RENEWAL_SECONDS / 4)
        (renewed,) = host.hears(person, "renewed", link=2)
        person.until(lambda: host.fate(0) == ["ready"], "what became of the first link")
    assert (failed.code, failed.link_id) == ("retool_moved", moved[0])
    # Counted from its own link on, and not from the first one.
    assert 0 < (renewed.after_ms or 0) < 1000 * SESSION_SECONDS / 2
    assert [each.reason for each in host.recorder.links[:3]] == ["first shown", *["renewal"] * 2]


def test_a_sign_out_is_reported_of_every_frame_before_the_sign_in_goes(
    show: Show, host: Host
) -> None:
    refused: list[bytes] = []

    def wire(app: Dash) -> None:
        def only_signed_in() -> Response | None:
            if request.path != PATH or request.cookies.get("signed_in"):
                return None
            refused.append(request.get_data())
            return Response(status=401)

        def sign_in(response: Response) -> Response:
            if request.path == "/":
                response.set_cookie("signed_in", "yes")
            return response

        def sign_out() -> Any:
            response = redirect("/gone")
            response.delete_cookie("signed_in")
            return response

        app.server.before_request(only_signed_in)
        app.server.after_request(sign_in)
        app.server.add_url_rule("/sign-out", view_func=sign_out, methods=["POST"])
        app.server.add_url_rule("/gone", "gone", lambda: "You are out.")
        rewrite_children(app)
        host.wire(app)

    # As host.js does it.
    script = """
        const form = Object.assign(document.createElement("form"), { method: "post" });
        form.action = "/sign-out";
        form.addEventListener("submit", () => dash_retool_embed.person.signOut());
        document.body.append(form);
        form.requestSubmit();
    """
    layout = html.Div([MOVES["children"], RetoolEmbed(id="sales", app="sales")])
    with show(layout, wire, recorder=host.recorder) as person:
        person.reaches("ready", "play")
        person.reaches("ready", "sales")
        person.find("#two").click()
        person.until(lambda: not person.all("#play"), "the frame to be out of sight")
        person.driver.execute_script(script)
        person.shows("You are out.")
        for link in (0, 1):
            host.hears(person, "ready", "seen", "signed out", link=link)
    assert refused == []


def test_when_somebody_else_signs_in_that_is_the_end_of_every_link(show: Show, host: Host) -> None:
    with show(PLAY, host.wire, recorder=host.recorder) as person:
        person.reaches("ready", "play")
        person.driver.execute_script(SOMEBODY_ELSE)
        host.hears(person, "ready", "seen", "signed out")


@pytest.mark.usefixtures("clock")
def test_a_frame_is_seen_every_minute_while_somebody_can_see_it(show: Show, host: Host) -> None:
    hide = """
        const [hidden] = arguments;
        Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
        document.dispatchEvent(new Event("visibilitychange"));
    """

    def wire(app: Dash) -> None:
        host.wire(app)
        rewrite_children(app)

    with show(MOVES["children"], wire, recorder=host.recorder) as person:
        run = person.driver.execute_script

        def a_minute_passes() -> None:
            run("skippedMs += 60000; onMinute()")

        person.reaches("ready", "play")
        a_minute_passes()
        host.hears(person, "ready", "seen", "seen")
        run(hide, True)
        a_minute_passes()
        run("document.querySelector('#play').style.visibility = 'hidden'")
        run(hide, False)
        a_minute_passes()
        person.find("#two").click()
        person.until(lambda: not person.all("#play"), "the frame to be out of sight")
        a_minute_passes()
        person.find("#one").click()
        person.reaches("ready", "play")
        # Twice in a minute is once.
        run(hide, False)
        host.hears(person, "ready", "seen", "seen", "seen")
        a_minute_passes()
        remove_frame(person)
        host.hears(person, "ready", "seen", "seen", "seen", "seen", "failed")
