"""One person's frame is never another's, also where nobody reloads the page between them."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from dash import Dash

from dash_retool_embed import EventContext, on_event
from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.changing_people import (
    EMBEDS,
    LAYOUT,
    by_cookie,
    by_session,
    leave_apps,
    open_apps,
    sign_in,
    sign_out_,
    user_of_cookie,
    user_of_session,
    wire,
)
from tests.browser.conftest import Show
from tests.browser.person import Person

# Looks at a frame as its person finds it, and then uses it: leaves a note, asks, sends an event.
USE = """
const [name, page] = arguments;
const found = {
  user: document.querySelector("#current-user").textContent,
  note: document.querySelector("#event-json").value,
  answers: [...document.querySelectorAll("#answers .value")].map((each) => each.textContent),
};
addEventListener("message", ({ data }) => {
  if (!("result" in data)) return;
  const heard = JSON.parse(localStorage.getItem("heard") ?? "[]");
  localStorage.setItem("heard", JSON.stringify([...heard, [name, data.result]]));
});
document.querySelector("#event-json").value = `${name}'s private note`;
document.querySelector("#selector").value = "whose";
document.querySelector("#ask").click();
parent.postMessage({ from: name }, page);
return found;
"""
LOOK = "return document.querySelector('#event-json').value"
WITHOUT_MOVE = "delete Element.prototype.moveBefore"
HEARD = "return JSON.parse(localStorage.getItem('heard') ?? '[]')"


def use(person: Person, name: str) -> list[dict[str, Any]]:
    found = []
    for each in EMBEDS:
        with person.inside(each):
            found.append(person.driver.execute_script(USE, name, person.url))
    return found


def notes(person: Person) -> list[str]:
    found = []
    for each in EMBEDS:
        with person.inside(each):
            found.append(person.driver.execute_script(LOOK))
    return found


def parked(person: Person) -> int:
    return len(person.all("#retool-parked iframe"))


@pytest.mark.parametrize("can_move", [True, False], ids=["moveBefore", "without moveBefore"])
def test_twenty_people_one_after_the_other_see_and_send_only_what_is_theirs(
    show: Show, can_move: bool
) -> None:
    handled: list[tuple[str, str]] = []

    def wire_all(app: Dash) -> None:
        wire(app)
        for each in EMBEDS:

            @on_event(each, retool_app="playground", app=app)
            def take(event: dict[str, str], context: EventContext) -> None:
                handled.append((event["from"], context.user.id))

    people = [f"person{number}" for number in range(20)]
    with show(LAYOUT, wire_all, user=user_of_session) as person:
        if not can_move:
            person.driver.execute_script(WITHOUT_MOVE)
        for name in people:
            sign_in(person, name)
            open_apps(person)
            for found in use(person, name):
                assert found["user"].startswith(name)
                assert "private note" not in found["note"]
                assert found["answers"] == []
            if name == people[7]:
                leave_apps(person)
                open_apps(person)
                kept = [f"{name}'s private note" if can_move else '{"hello": "host"}'] * 3
                assert notes(person) == kept
            arrived = partial(handled.__contains__, (name, name))
            person.until(arrived, "an event")
            if name in people[::2]:
                leave_apps(person)
            sign_out_(person)
            person.until(lambda: not person.all("iframe"), "the frames to go")
        sign_in(person, "reader")
        open_apps(person)
        with person.inside("one"):
            heard = person.driver.execute_script(HEARD)
    assert {name for name, _ in heard} >= set(people)
    assert [pair for pair in heard if pair[0] != pair[1]] == []
    assert [pair for pair in handled if pair[0] != pair[1]] == []


KINDS: dict[str, tuple[Callable[..., None], Callable[..., Any]]] = {
    "session": (by_session, user_of_session),
    "cookie": (by_cookie, user_of_cookie),
}


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("can_move", [True, False], ids=["moveBefore", "without moveBefore"])
def test_the_next_person_opens_frames_of_their_own_without_a_reload(
    show: Show, sandbox: Sandbox, kind: str, can_move: bool
) -> None:
    change, user = KINDS[kind]
    with show(LAYOUT, lambda app: wire(app, change=change, user=user), user=user) as person:
        if not can_move:
            person.driver.execute_script(WITHOUT_MOVE)
        sign_in(person, "alice")
        open_apps(person)
        use(person, "alice")
        leave_apps(person)
        assert parked(person) == (3 if can_move else 0)
        # Over to somebody else at once, without a sign-out between them.
        sign_in(person, "bob")
        person.until(lambda: not person.all("iframe"), "Alice's frames to go")
        open_apps(person)
        found = use(person, "bob")
        assert person.driver.execute_script("return window.ownScript")
    assert [each["user"] for each in found] == ["bob"] * 3
    assert all("private note" not in each["note"] for each in found)
    assert sandbox.links_minted == 6
