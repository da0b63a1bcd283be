"""A sign-in that ends while somebody works in a Dash app: what is theirs waits for them."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from dash import Dash
from flask import abort, session

from dash_retool_embed import EventContext, on_event
from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.attack.mutation import Change
from tests.browser.bundling import change_kit
from tests.browser.changing_people import (
    sign_in,
    user_of_session,
)
from tests.browser.conftest import Show
from tests.browser.person import Person
from tests.browser.playground import answers, ask, post
from tests.browser.signing_in_again import is_out_of_reach, lose_sign_in
from tests.browser.test_confirmation import (
    NOTE,
    heard,
    in_place,
    note,
    wire_in_place,
    write_note,
)

ENDED = "Your sign-in has ended"
SET = "dash_clientside.set_props('one', { data: { whose: arguments[0] } })"

LISTEN = (
    "window.passed = []; dash_retool_embed.bridge.inspect((seen) => passed.push(seen.direction))"
)

Handled = list[tuple[object, str]]


def handling(handled: Handled) -> Callable[[Dash], None]:
    def wire_all(app: Dash) -> None:
        wire_in_place(app)

        @on_event("one", retool_app="playground", app=app)
        def take(event: object, context: EventContext) -> None:
            handled.append((event, context.user.id))

    return wire_all


def work(person: Person, handled: Handled) -> None:
    """Let Alice write a note and send an event."""
    sign_in(person, "alice")
    person.reaches("ready", "one")
    write_note(person)
    post(person, "one", "post('before')")
    person.until(lambda: handled == [("before", "alice")], "the first event")


def passed(person: Person) -> list[str]:
    found: list[str] = person.driver.execute_script("return passed")
    return found


def end(person: Person) -> None:
    """End the sign-in without a word; an event tells the page."""
    lose_sign_in(person, "session")
    post(person, "one", "post('while ended')")
    person.shows(ENDED, "#one")


def test_the_same_person_goes_on_and_their_events_arrive(show: Show, sandbox: Sandbox) -> None:
    handled: Handled = []
    with show(in_place(), handling(handled), user=user_of_session) as person:
        work(person, handled)
        frame = person.find("#one iframe")
        end(person)
        assert is_out_of_reach(person)
        sign_in(person, "alice")
        person.reaches("ready", "one")
        assert person.find("#one iframe") == frame
        assert note(person) == NOTE
        person.until(lambda: len(handled) == 2, "the event of before")
        assert not is_out_of_reach(person)
    assert handled == [("before", "alice"), ("while ended", "alice")]
    assert sandbox.links_minted == 1


def test_a_look_at_the_page_is_enough_after_a_sign_in_elsewhere(show: Show) -> None:
    handled: Handled = []
    with show(in_place(), handling(handled), user=user_of_session) as person:
        work(person, handled)
        cookie = person.driver.get_cookie("session")
        end(person)
        person.driver.add_cookie({"name": "session", "value": cookie["value"]})
        person.find("#one .retool-embed-retry").click()
        person.reaches("ready", "one")
        assert note(person) == NOTE


def test_a_callback_that_is_refused_meanwhile_works_when_the_person_is_back(show: Show) -> None:
    def wire_all(app: Dash) -> None:
        wire_in_place(app)

        def guard() -> None:
            if "name" not in session and is_guarded.is_set():
                abort(401)

        app.server.before_request(guard)

    is_guarded = Event()
    with show(in_place(), wire_all, user=user_of_session) as person:
        sign_in(person, "alice")
        person.reaches("ready", "one")
        write_note(person)
        is_guarded.set()
        cookie = person.driver.get_cookie("session")
        lose_sign_in(person, "session")
        person.find("#set").click()
        person.shows(ENDED, "#one")
        person.driver.add_cookie({"name": "session", "value": cookie["value"]})
        person.find("#one .retool-embed-retry").click()
        person.reaches("ready", "one")
        person.find("#set").click()
        person.until(lambda: heard(person)[-1:] == ['"alice"'], "the value")
        assert note(person) == NOTE


def test_nothing_is_seen_or_passes_while_the_sign_in_is_over(show: Show) -> None:
    handled: Handled = []
    with show(in_place(), handling(handled), user=user_of_session) as person:
        work(person, handled)
        person.driver.execute_script(SET, "first")
        ask(person, "one", "whose")
        person.until(lambda: answers(person, "one", "whose") == ['"first"'], "the answer")
        end(person)
        assert is_out_of_reach(person)
        person.driver.execute_script(LISTEN)
        person.driver.execute_script(SET, "second")
        post(person, "one", "document.querySelector('#ask').click(); post('another')")
        person.until(lambda: len(passed(person)) >= 2, "both messages")
        # An answer would be among them: the page has none to wait for.
        person.driver.execute_async_script("setTimeout(arguments[0], 100)")
        assert passed(person) == ["in", "in"]
        assert handled == [("before", "alice")]
        sign_in(person, "alice")
        person.reaches("ready", "one")
        person.until(lambda: answers(person, "one", "whose")[-1:] == ['"second"'], "the new value")
        person.until(lambda: len(handled) == 3, "what waited")


def test_another_person_sees_and_sends_nothing_of_the_former_one_s(show: Show) -> None:
    handled: Handled = []
    with show(in_place(), handling(handled), user=user_of_session) as person:
        work(person, handled)
        end(person)
        sign_in(person, "bob")
        person.reaches("ready", "one")
        assert NOTE not in note(person)
        post(person, "one", "post('hello')")
        person.until(lambda: len(handled) >= 2, "an event of Bob's")
    assert handled == [("before", "alice"), ("hello", "bob")]


def test_a_page_that_took_anybody_for_the_former_one_would_show_it(
    show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_former = "if (name && name !== NOBODY) next = name;\n    const isBack"
    change_kit(
        tmp_path,
        monkeypatch,
        Change("kit/session/person.js", "const isBack = needsSignIn", f"{is_former} = needsSignIn"),
        Change(
            "kit/session/confirmation.js",
            "theirs: new Set(answer.frames)",
            "theirs: question.asked",
        ),
    )
    handled: Handled = []
    with show(in_place(), handling(handled), user=user_of_session) as person:
        work(person, handled)
        end(person)
        sign_in(person, "bob")
        person.until(lambda: not is_out_of_reach(person), "the frame")
        assert note(person) == NOTE


MISSING: dict[str, tuple[Callable[[Show], None], list[Change]]] = {
    "what has ended is out of sight": (
        test_nothing_is_seen_or_passes_while_the_sign_in_is_over,
        [
            Change(
                "kit/frame/effects.js",
                "hide: () => parts.element?.toggleAttribute",
                "hide: () => void",
            )
        ],
    ),
    "what has ended is out of reach": (
        test_nothing_is_seen_or_passes_while_the_sign_in_is_over,
        [Change("kit/frame/effects.js", "lock: () => setInert(true)", "lock: () => {}")],
    ),
    "what has ended is not answered": (
        test_nothing_is_seen_or_passes_while_the_sign_in_is_over,
        [Change("kit/frame/messaging.js", "if (state().isLocked) {", "if (false) {")],
    ),
    "what has ended is told nothing": (
        test_nothing_is_seen_or_passes_while_the_sign_in_is_over,
        [
            Change(
                "kit/frame/transition.js",
                "else if (hasElement && !isLocked)",
                "else if (hasElement)",
            )
        ],
    ),
}


@pytest.mark.parametrize("lock", list(MISSING))
def test_without_a_lock_a_test_of_it_fails(
    show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lock: str
) -> None:
    test, changes = MISSING[lock]
    change_kit(tmp_path, monkeypatch, *changes)
    with pytest.raises(AssertionError):
        test(show)
