"""Sign-ins and sign-outs that are no callback of the page, or come in another order."""

import pytest
from dash import Dash, Input, Output, State, dcc, html
from flask import session

from dash_retool_embed import RetoolEmbed, sign_out
from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.changing_people import (
    leave_apps,
    sign_in,
    user_of_session,
    wire,
)
from tests.browser.clock import PageClock
from tests.browser.conftest import Show
from tests.browser.person import Person
from tests.browser.test_confirmation import (
    NOTE,
    Slow,
    in_place,
    note,
    wire_in_place,
    write_note,
)
from tests.browser.test_handover import button

SIGN_INS = {
    "an XMLHttpRequest": "const x = new XMLHttpRequest(); x.open('POST', '/login'); x.send();",
    "a beacon": "navigator.sendBeacon('/login')",
    "a fetch": "fetch('/login', { method: 'POST' })",
    "a fetch that only gets": "fetch('/login')",
}


@pytest.mark.parametrize("how", list(SIGN_INS))
def test_a_sign_in_that_is_no_callback_is_noticed(
    show: Show, page_clock: PageClock, how: str
) -> None:
    def wire_all(app: Dash) -> None:
        wire(app)

        def login() -> str:
            session["name"] = "bob"
            return "welcome"

        app.server.add_url_rule("/login", "login", login, methods=["GET", "POST"])

    with show(in_place(), wire_all, user=user_of_session) as person:
        sign_in(person, "alice")
        person.reaches("ready", "one")
        write_note(person)
        former = person.find("#one iframe").get_attribute("name")
        person.driver.execute_script(SIGN_INS[how])
        person.until(lambda: is_another(person, page_clock, former), "another frame")
        person.reaches("ready", "one")
        with person.inside("one"):
            assert person.find("#current-user").text.startswith("bob")


def is_another(person: Person, page_clock: PageClock, former: str | None) -> bool:
    page_clock.forward(3)
    frames = person.all("#one iframe")
    return bool(frames) and frames[0].get_attribute("name") != former


def test_a_sign_out_of_a_view_is_heard(show: Show) -> None:
    def wire_all(app: Dash) -> None:
        wire(app)

        def leave() -> str:
            session.clear()
            sign_out()
            return "bye"

        app.server.add_url_rule("/leave", "leave", leave, methods=["POST"])

    with show(in_place(), wire_all, user=user_of_session) as person:
        sign_in(person, "alice")
        person.reaches("ready", "one")
        person.driver.execute_script("fetch('/leave', { method: 'POST' })")
        person.shows("You have signed out", "#one")
        assert person.all("iframe") == []


def test_two_windows_that_cross_do_not_change_for_ever(show: Show, sandbox: Sandbox) -> None:
    with show(in_place(), wire_in_place, user=user_of_session) as person:
        sign_in(person, "alice")
        person.reaches("ready", "one")
        first = person.driver.current_window_handle
        person.driver.execute_script("window.open(location.href)")
        second = person.driver.window_handles[-1]
        person.driver.switch_to.window(second)
        person.reaches("ready", "one")
        # What the first window says of Alice comes when the second knows of Bob.
        person.driver.execute_script(
            """
            window.changes = 0;
            dash_retool_embed.person.onChange(() => {
              changes += 1;
              const { windows } = opener.dash_retool_embed.page();
              if (changes === 1) windows.redeemed("https://retool.example.com", 60);
            });
            """
        )
        sign_in(person, "bob")
        person.reaches("ready", "one")
        person.driver.switch_to.window(first)
        person.until(lambda: who_is_in(person) == "bob", "Bob's frame in the first window")
        person.driver.switch_to.window(second)
        person.until(lambda: who_is_in(person) == "bob", "Bob's frame in the second window")
        assert person.driver.execute_script("return changes") == 1
        assert sandbox.links_minted < 8


def who_is_in(person: Person) -> str:
    if person.state("one") != "ready" or not person.all("#one iframe"):
        return ""
    with person.inside("one"):
        return str(person.find("#current-user").text).partition(" ")[0]


def test_an_embed_that_was_there_before_anybody_signed_in_begins_by_itself(show: Show) -> None:
    def wire_alone(app: Dash) -> None:
        app.server.secret_key = "a secret of the tests"

        @app.callback(
            Output("who", "children"),
            Input("in", "n_clicks"),
            State("name", "value"),
            prevent_initial_call=True,
        )
        def sign(_clicks: int, name: str) -> str:
            session["name"] = name
            return f"signed in: {name}"

    embed_ = RetoolEmbed(id="one", app="playground", height=300)
    layout = html.Div([dcc.Input(id="name"), button("in"), html.P(id="who"), embed_])
    with show(layout, wire_alone, user=user_of_session) as person:
        person.reaches("error", "one")
        person.find("#name").send_keys("alice")
        person.find("#in").click()
        person.reaches("ready", "one")


def test_a_late_nobody_signs_nobody_out(show: Show) -> None:
    slow = Slow()

    def wire_all(app: Dash) -> None:
        wire(app)
        slow.wire(app, Output("slow", "children"), lambda: "late")

    layout = html.Div([*in_place().children, button("slow")])
    with show(layout, wire_all, user=user_of_session) as person:
        person.reaches("error", "one")
        person.find("#slow").click()
        person.until(slow.waiting.is_set, "the slow callback")
        sign_in(person, "alice")
        person.reaches("ready", "one")
        write_note(person)
        slow.end(person)
        leave_apps(person)
        assert note(person) == NOTE
