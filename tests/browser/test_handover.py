"""What is one person's stays behind when the next one comes, whichever way it might take."""

import threading
from collections.abc import Callable
from inspect import signature
from pathlib import Path

import pytest
from dash import Dash, Input, Output, State, ctx, dcc, html
from flask import abort, request

from dash_retool_embed import EventContext, RetoolEmbed, on_event
from tests.browser.attack.mutation import Change
from tests.browser.bundling import change_kit
from tests.browser.changing_people import (
    LAYOUT,
    by_cookie,
    leave_apps,
    sign_in,
    sign_out_,
    user_of_cookie,
    user_of_session,
    wire,
)
from tests.browser.clock import PageClock
from tests.browser.conftest import Show
from tests.browser.person import Person
from tests.browser.playground import ask, post
from tests.browser.test_confirmation import (
    NOTE,
    Slow,
    embed,
    heard,
    in_place,
    note,
    open_one,
    wire_in_place,
    write_note,
)
from tests.patience import PATIENCE_SECONDS

OPACITY = """
const frame = document.querySelector("#one iframe");
return frame && getComputedStyle(frame).opacity;
"""


def button(name: str) -> html.Button:
    return html.Button(name, id=name)


def alice_has_had_data(person: Person) -> None:
    sign_in(person, "alice")
    person.reaches("ready", "one")
    person.find("#set").click()
    person.until(lambda: heard(person)[-1:] == ['"alice"'], "Alice's value")


@pytest.mark.parametrize(("prop", "value"), [("reload", 1), ("allow", "fullscreen")])
def test_data_of_one_person_does_not_come_back_with_another_frame(
    show: Show, prop: str, value: object
) -> None:
    def wire_all(app: Dash) -> None:
        wire_in_place(app)

        @app.callback(Output("one", prop), Input("change", "n_clicks"), prevent_initial_call=True)
        def change(_clicks: int) -> object:
            return value

    layout = html.Div([*in_place().children, button("change")])
    with show(layout, wire_all, user=user_of_session) as person:
        alice_has_had_data(person)
        sign_in(person, "bob")
        person.shows("now signed in as someone else", "#one")
        person.find("#change").click()
        person.shows("now signed in as someone else", "#one")
        assert person.all("iframe") == []
        person.find("#set").click()
        person.reaches("ready", "one")
        assert heard(person) == ['"bob"']


def test_data_that_dash_has_kept_for_a_tab_does_not_go_to_the_next_person(show: Show) -> None:
    tabs = dcc.Tabs(
        [
            dcc.Tab(RetoolEmbed(id="one", app="playground", height=300), label="A", id="here"),
            dcc.Tab(html.P("nothing"), label="B", id="there"),
        ]
    )
    layout = html.Div([*LAYOUT.children, button("set"), tabs])
    with show(layout, wire_in_place, user=user_of_session) as person:
        alice_has_had_data(person)
        person.find("#there").click()
        person.until(lambda: not person.all("#one"), "the other tab")
        sign_out_(person)
        sign_in(person, "bob")
        person.find("#here").click()
        person.shows("now signed in as someone else", "#one")
        assert person.all("iframe") == []


@pytest.mark.parametrize("is_anybody_there", [True, False], ids=["the next one", "nobody"])
def test_a_callback_that_ends_in_the_next_one_s_time_brings_nothing(
    show: Show, is_anybody_there: bool
) -> None:
    slow = Slow()

    def wire_all(app: Dash) -> None:
        wire_in_place(app)
        late = Output("one", "data", allow_duplicate=True)
        slow.wire(app, late, lambda: {"whose": f"{user_of_session().id}, late"})

    layout = html.Div([*in_place().children, button("slow")])
    with show(layout, wire_all, user=user_of_session) as person:
        sign_in(person, "alice")
        person.reaches("ready", "one")
        person.find("#slow").click()
        person.until(slow.waiting.is_set, "the slow callback")
        sign_out_(person)
        if not is_anybody_there:
            slow.end(person)
        sign_in(person, "bob")
        person.reaches("ready", "one")
        # From now on it is told of every value.
        ask(person, "one", "whose")
        if is_anybody_there:
            slow.end(person)
        person.find("#set").click()
        person.until(lambda: heard(person)[-1:] == ['"bob"'], "Bob's value")
        assert set(heard(person)) == {'"bob"'}


def test_the_latest_event_of_one_person_is_not_in_the_next_one_s_callbacks(show: Show) -> None:
    def wire_all(app: Dash) -> None:
        wire_in_place(app)

        @app.callback(
            Output("told", "children"),
            Input("tell", "n_clicks"),
            State("one", "event"),
            State("one", "events"),
            prevent_initial_call=True,
        )
        def tell(clicks: int, event: object, events: object) -> str:
            return f"{clicks}: {event}, {events}"

    layout = html.Div([*in_place().children, button("tell"), html.P(id="told")])
    with show(layout, wire_all, user=user_of_session) as person:
        sign_in(person, "alice")
        person.reaches("ready", "one")
        post(person, "one", "post('secret of Alice')")
        person.until(lambda: told(person, "secret of Alice"), "the event in the page")
        sign_in(person, "bob")
        person.reaches("ready", "one")
        clicks = int(person.find("#told").text.partition(":")[0])
        person.find("#tell").click()
        person.until(lambda: f"{clicks + 1}: " in person.find("#told").text, "the answer")
        assert person.find("#told").text == f"{clicks + 1}: None, None"


def told(person: Person, text: str) -> bool:
    person.find("#tell").click()
    return text in person.find("#told").text


def touched(app: Dash) -> None:
    """A callback of which only its cookie says that somebody else has signed in."""

    @app.callback(Output("who", "title"), Input("touch", "n_clicks"), prevent_initial_call=True)
    def touch(_clicks: int) -> str:
        ctx.response.set_cookie("name", "bob")
        return "touched"


def test_a_locked_frame_does_not_show_itself(show: Show) -> None:
    failing = threading.Event()

    def wire_all(app: Dash) -> None:
        wire(app, change=by_cookie, user=user_of_cookie)
        touched(app)

        def fail() -> None:
            if failing.is_set() and request.path == "/api/embedFrames":
                abort(503)

        app.server.before_request(fail)

    layout = html.Div([*in_place().children, button("touch")])
    with show(layout, wire_all, user=user_of_cookie) as person:
        sign_in(person, "alice")
        person.reaches("ready", "one")
        failing.set()
        person.find("#touch").click()
        person.shows("Reconnecting…", "#one")
        assert person.driver.execute_script(OPACITY) == "0"
        with person.inside("one"):
            person.driver.execute_script(
                "window.before = true; setTimeout(() => location.reload())"
            )
            person.until(
                lambda: person.driver.execute_script("return !window.before"), "its own reload"
            )
            person.find("#event-json")
        assert person.driver.execute_script(OPACITY) == "0"


def test_an_answer_to_what_was_asked_before_a_sign_in_confirms_nothing(
    show: Show, page_clock: PageClock
) -> None:
    questions: list[threading.Event] = []
    holding = threading.Event()

    def wire_all(app: Dash) -> None:
        wire(app, change=by_cookie, user=user_of_cookie, content=embed())
        touched(app)

        def hold() -> None:
            if holding.is_set() and request.path == "/api/embedFrames":
                questions.append(threading.Event())
                assert questions[-1].wait(PATIENCE_SECONDS)

        app.server.before_request(hold)

    layout = html.Div([*LAYOUT.children, button("touch")])
    with show(layout, wire_all, user=user_of_cookie) as person:
        # The page waits for an answer as long as it takes.
        page_clock.stand()
        person.open("/")
        sign_in(person, "alice")
        open_one(person)
        write_note(person)
        leave_apps(person)
        person.driver.execute_script("dash_retool_embed.page().confirmation.doubt(false)")
        holding.set()
        person.find("#to-apps").click()
        person.until(lambda: questions, "the first question")
        person.find("#touch").click()
        person.until(
            lambda: person.driver.get_cookie("name")["value"] == "bob",
            "Bob's cookie",
        )
        questions[0].set()
        person.until(lambda: len(questions) == 2, "the second question")
        assert person.all("#one iframe") == []
        holding.clear()
        questions[1].set()
        person.reaches("ready", "one")
        assert NOTE not in note(person)


def test_a_link_of_somebody_who_is_gone_before_it_came_is_not_shown(show: Show) -> None:
    go_on, waiting = threading.Event(), threading.Event()

    def wire_all(app: Dash) -> None:
        wire(app, change=by_cookie, user=user_of_cookie)
        touched(app)

        def hold() -> None:
            if request.path == "/api/embedUrl" and request.cookies.get("name") == "alice":
                waiting.set()
                assert go_on.wait(PATIENCE_SECONDS)

        app.server.before_request(hold)

    layout = html.Div([*in_place().children, button("touch")])
    with show(layout, wire_all, user=user_of_cookie) as person:
        person.driver.add_cookie({"name": "name", "value": "alice"})
        person.open("/")
        person.until(waiting.is_set, "Alice's question for a link")
        person.find("#touch").click()
        person.until(lambda: person.find("#who").get_attribute("title"), "the answer")
        go_on.set()
        person.reaches("ready", "one")
        with person.inside("one"):
            assert person.find("#current-user").text.startswith("bob")


def test_events_of_a_sign_in_that_has_expired_arrive_when_the_same_person_is_back(
    show: Show,
) -> None:
    handled: list[tuple[object, str]] = []

    def wire_all(app: Dash) -> None:
        wire(app, content=embed())

        @on_event("one", retool_app="playground", app=app)
        def take(event: object, context: EventContext) -> None:
            handled.append((event, context.user.id))

    with show(LAYOUT, wire_all, user=user_of_session) as person:
        sign_in(person, "alice")
        open_one(person)
        post(person, "one", "post('before')")
        person.until(lambda: handled, "the first event")
        person.driver.delete_all_cookies()
        post(person, "one", "post('while expired')")
        person.shows("Your sign-in has ended", "#one")
        sign_in(person, "alice")
        open_one(person)
        person.until(lambda: len(handled) == 2, "the event of before")
    assert handled == [("before", "alice"), ("while expired", "alice")]


MISSING: dict[str, tuple[Callable[..., None], list[Change]]] = {
    "late answers are dropped": (
        test_a_callback_that_ends_in_the_next_one_s_time_brings_nothing,
        [Change("kit/session/person-header.js", "isLate ? nothingNew", "false ? nothingNew")],
    ),
    "events go out of Dash's store": (
        test_the_latest_event_of_one_person_is_not_in_the_next_one_s_callbacks,
        [Change("kit/events/queues.js", "stored.forEach((id) => setIfThere(", "void ((id) => (")],
    ),
    "what is locked is not revealed": (
        test_a_locked_frame_does_not_show_itself,
        [
            Change(
                "kit/frame/step.js",
                'if (!this.state.isLocked) this.do({ do: "reveal"',
                'this.do({ do: "reveal"',
            )
        ],
    ),
    "a change makes questions worthless": (
        test_an_answer_to_what_was_asked_before_a_sign_in_confirms_nothing,
        [Change("kit/session/confirmation.js", "since.changes === changes && ", "")],
    ),
    "who is there is asked while a link is on its way, and a link of before is confirmed": (
        test_a_link_of_somebody_who_is_gone_before_it_came_is_not_shown,
        [
            Change("kit/session/ownership.js", "if (!all().length &&", "if (!named().length &&"),
            Change("kit/frame/loading.js", "if (isFresh) return;", "return;"),
        ],
    ),
}


@pytest.mark.parametrize("lock", list(MISSING))
def test_without_a_lock_a_test_of_it_fails(
    show: Show,
    page_clock: PageClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lock: str,
) -> None:
    test, changes = MISSING[lock]
    change_kit(tmp_path, monkeypatch, *changes)
    given = {"page_clock": page_clock, "is_anybody_there": True}
    wanted = {name: given[name] for name in signature(test).parameters if name in given}
    with pytest.raises(AssertionError):
        test(show, **wanted)
