"""A sign-out is no sign-in that has ended: what is there closes at once, whatever tells of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from dash import Dash, Input, Output, ctx, html
from flask import Response

from dash_retool_embed import person_header as of_person
from tests.browser.attack.mutation import Change
from tests.browser.bundling import change_kit
from tests.browser.changing_people import (
    by_cookie,
    sign_in,
    sign_out_,
    user_of_cookie,
    user_of_session,
    wire,
)
from tests.browser.clock import PageClock
from tests.browser.conftest import Show
from tests.browser.person import Person
from tests.browser.test_confirmation import in_place, wire_in_place
from tests.browser.test_ended_sign_ins import ENDED, Handled, end, handling, work
from tests.browser.test_handover import button

# The page's own channel hears it first.
HEAR = """
window.hasHeard = false;
const channel = new BroadcastChannel("retool-embed /");
channel.onmessage = ({ data }) => (hasHeard ||= data.kind === "signed out");
"""


def test_who_signs_out_while_another_window_waits_closes_what_is_there(show: Show) -> None:
    handled: Handled = []
    with show(in_place(), handling(handled), user=user_of_session) as person:
        work(person, handled)
        first = person.driver.current_window_handle
        cookie = person.driver.get_cookie("session")
        end(person)
        person.driver.execute_script(HEAR)
        person.driver.switch_to.new_window("tab")
        person.driver.get(f"{person.url}/_dash-component-suites/dash_retool_embed.bundles/kit.css")
        person.driver.add_cookie({"name": "session", "value": cookie["value"]})
        person.open("/")
        person.reaches("ready", "one")
        sign_out_(person)
        person.driver.switch_to.window(first)
        person.until(lambda: person.driver.execute_script("return hasHeard"), "the sign-out")
        assert person.all("iframe") == []
        person.shows("You have signed out", "#one")


def test_a_page_that_hears_of_no_sign_out_would_keep_frames(
    show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deaf = Change(
        "kit/session/windows.js", 'if (message.kind === "signed out") return', "if (false) return"
    )
    change_kit(tmp_path, monkeypatch, deaf)
    with pytest.raises(AssertionError):
        test_who_signs_out_while_another_window_waits_closes_what_is_there(show)


def leave_by_fetch(person: Person) -> None:
    person.driver.execute_script("fetch('/leave', { method: 'POST' })")


def leave_by_callback(person: Person) -> None:
    person.find("#leave").click()


def wire_leaving(app: Dash) -> None:
    """Let people sign out in ways of which only the cookie tells."""
    wire(app, change=by_cookie, user=user_of_cookie)

    def gone() -> Response:
        response = Response("bye")
        response.delete_cookie("name")
        return response

    app.server.add_url_rule("/leave", "leave", gone, methods=["POST"])

    @app.callback(Output("who", "title"), Input("leave", "n_clicks"), prevent_initial_call=True)
    def by_callback(_clicks: int) -> str:
        ctx.response.set_cookie("name", "", max_age=0)
        return "gone"


LEAVING = html.Div([*in_place().children, button("leave")])


def shows_in_time(person: Person, page_clock: PageClock, text: str) -> bool:
    page_clock.forward(3)
    return text in person.find("#one").text


@pytest.mark.parametrize("leave", [leave_by_fetch, leave_by_callback])
def test_a_sign_out_of_which_only_the_cookie_tells_closes_at_once(
    show: Show, page_clock: PageClock, leave: Callable[[Person], None]
) -> None:
    with show(LEAVING, wire_leaving, user=user_of_cookie) as person:
        sign_in(person, "alice")
        person.reaches("ready", "one")
        leave(person)
        said = "You have signed out"
        person.until(lambda: shows_in_time(person, page_clock, said), said)
        assert person.all("iframe") == []


@pytest.mark.parametrize("leave", [leave_by_fetch, leave_by_callback])
def test_a_sign_out_that_the_page_did_not_tell_from_an_end_would_leave_frames(
    show: Show,
    page_clock: PageClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    leave: Callable[[Person], None],
) -> None:
    same = Change(
        "kit/session/person.js",
        "leftAt > -Infinity ? signOut() : setNeedsSignIn(true)",
        "setNeedsSignIn(true)",
    )
    change_kit(tmp_path, monkeypatch, same)
    with show(LEAVING, wire_leaving, user=user_of_cookie) as person:
        sign_in(person, "alice")
        person.reaches("ready", "one")
        leave(person)
        person.until(lambda: shows_in_time(person, page_clock, ENDED), ENDED)
        assert len(person.all("iframe")) == 1


def test_a_sign_out_that_the_server_did_not_tell_from_an_end_would_leave_frames(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_person, "SIGNED_OUT", of_person.NOBODY)
    with show(in_place(), wire_in_place, user=user_of_session) as person:
        sign_in(person, "alice")
        person.reaches("ready", "one")
        sign_out_(person)
        person.shows(ENDED, "#one")
        assert len(person.all("iframe")) == 1
