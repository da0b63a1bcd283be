"""A frame that comes back is not seen, and nothing passes, until it is known whose it is."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from dash import Dash, Input, Output, html
from flask import Response, abort, request

from dash_retool_embed import RetoolEmbed, on_event
from dash_retool_embed.person_header import HEADER
from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.attack.mutation import Change
from tests.browser.bundling import change_kit
from tests.browser.changing_people import (
    LAYOUT,
    by_cookie,
    leave_apps,
    open_apps,
    sign_in,
    user_of_cookie,
    user_of_session,
    wire,
)
from tests.browser.clock import PageClock
from tests.browser.conftest import Show
from tests.browser.person import Person
from tests.browser.playground import answers, ask
from tests.patience import PATIENCE_SECONDS

NOTE = "alice's private note"
WRITE = "document.querySelector('#event-json').value = arguments[0]"
READ = "return document.querySelector('#event-json').value"


class Confirmations:
    """The endpoint that confirms frames: counted, held up, or out of order."""

    def __init__(self) -> None:
        self.count = 0
        self.go_on = threading.Event()
        self.go_on.set()
        self.fails = False

    def wire(self, app: Dash) -> None:
        app.server.before_request(self.stand_in)

    def stand_in(self) -> None:
        if request.path != "/api/embedFrames":
            return
        self.count += 1
        assert self.go_on.wait(PATIENCE_SECONDS)
        if self.fails:
            abort(503)


@pytest.fixture
def confirmations() -> Confirmations:
    return Confirmations()


def unlabelled(app: Dash) -> None:
    """Let no answer say who is there, as behind a proxy that drops what it does not know."""

    def drop(response: Response) -> Response:
        response.headers.pop(HEADER, None)
        return response

    # Those that are added first run last.
    app.server.after_request_funcs.setdefault(None, []).insert(0, drop)


def write_note(person: Person) -> None:
    with person.inside("one"):
        person.driver.execute_script(WRITE, NOTE)


def note(person: Person, embed: str = "one") -> str:
    with person.inside(embed):
        return str(person.driver.execute_script(READ))


def change_cookie(person: Person, name: str) -> None:
    """Sign somebody in without a word to the page, as another site's login would."""
    person.driver.delete_all_cookies()
    person.driver.add_cookie({"name": "name", "value": name})


def embed(**props: Any) -> Callable[[str], Any]:
    return lambda _name: RetoolEmbed(id="one", app="playground", height=300, **props)


def open_one(person: Person) -> None:
    person.find("#to-apps").click()
    person.reaches("ready", "one")


def leave_a_frame_of_alice_s(person: Person) -> None:
    sign_in(person, "alice")
    open_one(person)
    write_note(person)
    leave_apps(person)
    person.find("#retool-parked iframe")


def wire_unlabelled(app: Dash, content: Callable[[str], Any]) -> None:
    wire(app, change=by_cookie, user=user_of_cookie, content=content)
    unlabelled(app)


def test_a_frame_of_somebody_who_is_gone_is_closed_before_anybody_sees_it(show: Show) -> None:
    with show(LAYOUT, lambda app: wire_unlabelled(app, embed()), user=user_of_cookie) as person:
        leave_a_frame_of_alice_s(person)
        change_cookie(person, "bob")
        open_one(person)
        assert len(person.all("iframe")) == 1
        assert NOTE not in note(person)


def test_without_the_confirmation_the_next_person_would_read_it(
    show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = 'else if (hasElement) step.do({ do: "place" });'
    change_kit(
        tmp_path,
        monkeypatch,
        Change("kit/frame/transition.js", "else if (hasElement) step.lock();", at_once),
        Change("kit/session/person.js", "return onDoubt(isSure);", "return undefined;"),
    )
    with show(LAYOUT, lambda app: wire_unlabelled(app, embed()), user=user_of_cookie) as person:
        leave_a_frame_of_alice_s(person)
        change_cookie(person, "bob")
        open_one(person)
        assert note(person) == NOTE


def test_nothing_passes_while_it_is_asked(show: Show, confirmations: Confirmations) -> None:
    events: list[object] = []

    def wire_all(app: Dash) -> None:
        wire(app, content=lambda name: embed(data={"whose": name})(name))
        confirmations.wire(app)
        on_event("one", retool_app="playground", app=app)(events.append)

    with show(LAYOUT, wire_all, user=user_of_session) as person:
        leave_a_frame_of_alice_s(person)
        confirmations.go_on.clear()
        person.find("#to-apps").click()
        person.until(lambda: confirmations.count, "the question")
        assert person.state("one") == "loading"
        assert person.all("#one iframe") == []
        person.driver.execute_script(
            "window.passed = [];"
            "dash_retool_embed.bridge.inspect((seen) => passed.push(seen.direction))"
        )
        person.driver.switch_to.frame(person.find("#retool-parked iframe"))
        person.driver.execute_script(
            """
            const [page] = arguments;
            document.querySelector("#selector").value = "whose";
            document.querySelector("#ask").click();
            parent.postMessage("from the parked frame", page);
            """,
            person.url,
        )
        person.driver.switch_to.default_content()
        person.until(
            lambda: person.driver.execute_script("return passed.length >= 2"), "both messages"
        )
        assert person.driver.execute_script("return passed") == ["in", "in"]
        assert events == []
        confirmations.go_on.set()
        person.reaches("ready", "one")
        assert note(person) == NOTE
        person.until(lambda: answers(person, "one", "whose") == ['"alice"'], "the answer")
        person.until(lambda: events == ["from the parked frame"], "the event")


def test_without_an_answer_the_frame_stays_hidden_and_comes_when_there_is_one(
    show: Show, confirmations: Confirmations, page_clock: PageClock
) -> None:
    def wire_all(app: Dash) -> None:
        wire(app, content=embed())
        confirmations.wire(app)

    with show(LAYOUT, wire_all, user=user_of_session) as person:
        leave_a_frame_of_alice_s(person)
        confirmations.fails = True
        person.find("#to-apps").click()
        person.shows("Reconnecting…", "#one")
        assert "Trying again" not in person.find("#one").text
        assert person.all("#one iframe") == []
        confirmations.fails = False
        page_clock.forward(10)
        person.reaches("ready", "one")
        assert note(person) == NOTE


def test_boxes_that_come_together_ask_once_and_not_again_at_once(
    show: Show, confirmations: Confirmations, page_clock: PageClock
) -> None:
    def wire_all(app: Dash) -> None:
        wire(app)
        confirmations.wire(app)

    with show(LAYOUT, wire_all, user=user_of_session) as person:
        sign_in(person, "alice")
        open_apps(person)
        leave_apps(person)
        open_apps(person)
        assert confirmations.count == 1
        page_clock.forward(3)
        leave_apps(person)
        open_apps(person)
        assert confirmations.count == 2


ANSWERS_OF_CALLBACKS = """
const ofCallbacks = ({ name }) => name.includes("/_dash-update-component");
return performance.getEntries().filter(ofCallbacks).length;
"""


class Slow:
    """A callback that begins in one person's time and ends in the next one's."""

    def __init__(self) -> None:
        self.waiting, self.go_on = threading.Event(), threading.Event()

    def wire(self, app: Dash, output: Output, value: Callable[[], Any]) -> None:
        @app.callback(output, Input("slow", "n_clicks"), prevent_initial_call=True)
        def slow(_clicks: int) -> Any:
            begun = value()
            self.waiting.set()
            assert self.go_on.wait(PATIENCE_SECONDS)
            return begun

    def end(self, person: Person) -> None:
        """Let it end, and wait until the page has had its answer."""
        before = person.driver.execute_script(ANSWERS_OF_CALLBACKS)
        self.go_on.set()
        person.until(
            lambda: person.driver.execute_script(ANSWERS_OF_CALLBACKS) > before, "the late answer"
        )


def in_place(**props: Any) -> html.Div:
    return html.Div(
        [
            *LAYOUT.children,
            html.Button("Data", id="set"),
            RetoolEmbed(id="one", app="playground", height=300, **props),
        ]
    )


def wire_in_place(app: Dash) -> None:
    wire(app)

    @app.callback(Output("one", "data"), Input("set", "n_clicks"), prevent_initial_call=True)
    def set_data(_clicks: int) -> dict[str, str]:
        return {"whose": user_of_session().id}


def heard(person: Person) -> list[str]:
    ask(person, "one", "whose")
    person.until(lambda: answers(person, "one", "whose"), "the answer")
    return answers(person, "one", "whose")


def test_an_embed_that_stays_on_the_page_begins_again_for_the_next_person(show: Show) -> None:
    with show(in_place(), wire_in_place, user=user_of_session) as person:
        sign_in(person, "alice")
        person.reaches("ready", "one")
        write_note(person)
        former = person.find("#one iframe").get_attribute("name")
        sign_in(person, "bob")
        person.until(
            lambda: person.find("#one iframe").get_attribute("name") != former, "another frame"
        )
        person.reaches("ready", "one")
        assert NOTE not in note(person)
        with person.inside("one"):
            assert person.find("#current-user").text.startswith("bob")


def test_what_the_page_had_said_to_one_person_s_frame_is_not_said_to_the_next_one_s(
    show: Show,
) -> None:
    with show(in_place(), wire_in_place, user=user_of_session) as person:
        sign_in(person, "alice")
        person.reaches("ready", "one")
        person.find("#set").click()
        person.until(lambda: heard(person)[-1:] == ['"alice"'], "Alice's value")
        sign_in(person, "bob")
        person.shows("now signed in as someone else", "#one")
        assert person.all("iframe") == []
        # What the page says from now on is said to whoever is there now.
        person.find("#set").click()
        person.reaches("ready", "one")
        assert heard(person) == ['"bob"']


MUTATIONS: dict[str, tuple[Change, Callable[[Person], bool]]] = {
    "the page does not listen to who is there": (
        Change("kit/session/person-header.js", "answers.listen(", "void ("),
        lambda person: note(person) == NOTE,
    ),
    "what the page has said goes to whoever comes": (
        Change(
            "kit/frame/provenance.js",
            "const owner = data && cameFor.get(data);",
            "const owner = undefined;",
        ),
        lambda person: heard(person) == ['"alice"'],
    ),
}


@pytest.mark.parametrize("mutation", list(MUTATIONS))
def test_without_a_lock_something_goes_over_to_the_next_person(
    show: Show,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    mutation: str,
) -> None:
    change, is_admitted = MUTATIONS[mutation]
    change_kit(tmp_path, monkeypatch, change)
    with show(in_place(), wire_in_place, user=user_of_session) as person:
        sign_in(person, "alice")
        start(person)
        person.find("#set").click()
        person.until(lambda: heard(person)[-1:] == ['"alice"'], "Alice's value")
        write_note(person)
        sign_in(person, "bob")
        person.reaches("ready", "one")
        assert is_admitted(person)


def start(person: Person) -> None:
    """Open the app for whoever has signed in since it could not be opened for nobody."""
    person.until(lambda: person.state("one") in ("ready", "error"), "the app, or why not")
    if person.state("one") == "error":
        person.open("/")
    person.reaches("ready", "one")


def test_a_sign_out_in_one_window_empties_the_other(show: Show) -> None:
    with show(LAYOUT, lambda app: wire(app, content=embed()), user=user_of_session) as person:
        sign_in(person, "alice")
        open_one(person)
        write_note(person)
        first = person.driver.current_window_handle
        person.driver.switch_to.new_window("tab")
        person.open("/")
        person.find("#to-apps").click()
        person.reaches("ready", "one")
        person.find("#out").click()
        person.shows("signed out", "#who")
        person.driver.switch_to.window(first)
        person.shows("You have signed out", "#one")
        assert person.all("iframe") == []


def test_an_answer_that_was_asked_for_in_another_s_time_changes_nobody(
    show: Show, sandbox: Sandbox
) -> None:
    slow = Slow()

    def wire_all(app: Dash) -> None:
        wire(app, content=embed())
        slow.wire(app, Output("slow", "children"), lambda: "late")

    layout = html.Div([*LAYOUT.children, html.Button("slow", id="slow")])
    with show(layout, wire_all, user=user_of_session) as person:
        sign_in(person, "alice")
        open_one(person)
        person.find("#slow").click()
        person.until(slow.waiting.is_set, "Alice's slow callback")
        sign_in(person, "bob")
        open_one(person)
        write_note(person)
        minted = sandbox.links_minted
        slow.end(person)
        assert note(person) == NOTE
        assert sandbox.links_minted == minted
        assert person.find("#slow").text == "slow"
