"""What happens on a page before its first embed counts as much as what happens after it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from dash import Dash, Output, dcc, html
from dash.development.base_component import Component
from selenium.common.exceptions import TimeoutException

import tests.browser.person
from dash_retool_embed import RetoolEmbed, User
from dash_retool_embed.person_header import opaque_id
from tests.browser.attack.mutation import Change
from tests.browser.bundling import change_kit
from tests.browser.changing_people import (
    LAYOUT,
    by_cookie,
    sign_in,
    sign_out_,
    user_of_cookie,
    user_of_session,
    wire,
)
from tests.browser.conftest import Show
from tests.browser.person import Person
from tests.browser.playground import answers, ask
from tests.browser.test_confirmation import Slow, change_cookie, embed, open_one
from tests.browser.test_handover import button

MANY = 300
LOAD_MANY = """
const [many, done] = arguments;
const load = (_, n) => new Promise((loaded) => {
  const image = new Image();
  image.onload = image.onerror = loaded;
  image.src = `/_favicon.ico?${n}`;
});
Promise.all(Array.from({ length: many }, load)).then(() => done());
"""


def in_a_tab(**props: object) -> Component:
    """An embed that is on no page before its tab is opened."""
    return dcc.Tabs(
        [
            dcc.Tab(html.P("nothing here"), label="Two", id="two-tab"),
            dcc.Tab(
                RetoolEmbed(id="one", app="playground", height=300, **props),  # type: ignore[arg-type]
                label="One",
                id="one-tab",
            ),
        ]
    )


def leave_in_another_window(person: Person, leave: Callable[[Person], None]) -> None:
    sign_in(person, "alice")
    open_one(person)
    first = person.driver.current_window_handle
    person.driver.switch_to.new_window("window")
    person.open("/")
    person.shows("home", "#content")
    assert person.all(".retool-embed") == []
    leave(person)
    person.driver.close()
    person.driver.switch_to.window(first)


def test_a_sign_out_on_a_page_without_an_embed_empties_the_other_windows(show: Show) -> None:
    with show(LAYOUT, lambda app: wire(app, content=embed()), user=user_of_session) as person:
        leave_in_another_window(person, sign_out_)
        person.shows("You have signed out", "#one")
        assert person.all("iframe") == []


def test_a_sign_in_on_a_page_without_an_embed_is_heard_in_the_other_windows(show: Show) -> None:
    with show(LAYOUT, lambda app: wire(app, content=embed()), user=user_of_session) as person:
        leave_in_another_window(person, lambda person: sign_in(person, "bob"))
        assert person.driver.execute_script("return dash_retool_embed.frames.list().length") == 1
        bob = opaque_id(User(id="bob"))
        named = "return dash_retool_embed.person.name"
        person.until(lambda: person.driver.execute_script(named) == bob, "Bob to be named")
        person.reaches("ready", "one")


def test_an_answer_that_was_asked_for_before_the_first_embed_brings_the_next_person_nothing(
    show: Show,
) -> None:
    slow = Slow()

    def wire_all(app: Dash) -> None:
        wire(app)
        data = Output("one", "data", allow_duplicate=True)
        slow.wire(app, data, lambda: {"whose": f"{user_of_session().id}, late"})

    layout = html.Div([*LAYOUT.children, button("slow"), in_a_tab()])
    with show(layout, wire_all, user=user_of_session) as person:
        sign_in(person, "alice")
        person.find("#slow").click()
        person.until(slow.waiting.is_set, "the question")
        person.click("#one-tab")
        person.reaches("ready", "one")
        sign_out_(person)
        sign_in(person, "bob")
        person.reaches("ready", "one")
        ask(person, "one", "whose")
        slow.end(person)
        ask(person, "one", "whose")
        assert answers(person, "one", "whose") == []


def test_data_that_came_before_the_first_embed_is_not_for_the_next_person(show: Show) -> None:
    def wire_all(app: Dash) -> None:
        wire(app, change=by_cookie, user=user_of_cookie)

    layout = html.Div([*LAYOUT.children, in_a_tab(data={"whose": "alice's"})])
    with show(layout, wire_all, user=user_of_cookie) as person:
        change_cookie(person, "alice")
        person.open("/")
        person.shows("nothing here")
        # The browser keeps no record of what came after so many.
        person.driver.execute_async_script(LOAD_MANY, MANY)
        change_cookie(person, "bob")
        person.click("#one-tab")
        person.shows("now signed in as someone else", "#one")


@pytest.mark.parametrize(
    "test",
    [
        test_a_sign_out_on_a_page_without_an_embed_empties_the_other_windows,
        test_data_that_came_before_the_first_embed_is_not_for_the_next_person,
    ],
)
def test_a_kit_that_began_with_the_first_embed_would_miss_it(
    show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, test: Callable[[Show], None]
) -> None:
    begun = "createKit(createPage(createBridge(), left))"
    late = f"""(() => {{
      let kit;
      const begin = () => (kit ??= {begun});
      return {{ RetoolEmbed: (props) => begin().RetoolEmbed(props) }};
    }})()"""
    change_kit(tmp_path, monkeypatch, Change("bridge.js", begun, late))
    # What does not come, does not come after a minute either.
    monkeypatch.setattr(tests.browser.person, "PATIENCE_SECONDS", 20)
    with pytest.raises(TimeoutException, match="signed"):
        test(show)
