"""Embeds whose ids fit a pattern, and what their handlers get of the page."""

import re
from typing import Any

from dash import ALL, MATCH, Dash, Input, Output, Patch, State, dcc, html
from dash.development.base_component import Component

from dash_retool_embed import EventContext, RetoolEmbed, on_event
from tests.browser.conftest import Show
from tests.browser.playground import answers, ask, send


def css(type_: str, row: int) -> str:
    """Return how CSS writes an id of two parts, after its ``#``."""
    return re.sub(r"([^\w-])", r"\\\1", f'{{"row":{row},"type":"{type_}"}}')


def row(number: int) -> Component:
    name: dict[str, str | int] = {"type": "embed", "row": number}
    return html.Div(
        [
            RetoolEmbed(id=name, app="playground", data={"a": 0, "b": 0}, height=250),
            dcc.Input(id={"type": "note", "row": number}, value=f"note {number}"),
            html.P(id={"type": "said", "row": number}),
        ]
    )


def test_one_handler_has_the_events_of_each_embed_that_fits_with_the_states_beside_it(
    show: Show,
) -> None:
    seen: list[Any] = []

    def wire(app: Dash) -> None:
        @on_event(
            {"type": "embed", "row": MATCH},
            State({"type": "note", "row": MATCH}, "value"),
            State({"type": "note", "row": ALL}, "value"),
            State("store", "data"),
            retool_app="playground",
            app=app,
        )
        def react(
            event: str, context: EventContext, note: str, notes: list[str], stored: Any
        ) -> None:
            seen.append((event, context.embed_id, note, notes, stored))

        @app.callback(Output("latest", "children"), Input({"type": "embed", "row": ALL}, "event"))
        def latest(events: list[Any]) -> str:
            return ", ".join(str(event and event["data"]) for event in events)

    layout = html.Div([row(1), row(2), dcc.Store("store", data={"k": 1}), html.P(id="latest")])
    with show(layout, wire) as person:
        for number in (1, 2):
            person.driver.execute_script(
                "arguments[0].scrollIntoView()", person.find(f"#{css('embed', number)}")
            )
            person.reaches("ready", css("embed", number))
        send(person, css("embed", 2), '"to two"')
        person.until(lambda: len(seen) == 1, "the first event")
        note = person.find(f"#{css('note', 1)}")
        note.send_keys(" changed")
        send(person, css("embed", 1), '"to one"')
        person.until(lambda: len(seen) == 2, "the second event")
        person.shows("to one, to two", "#latest")
    assert seen == [
        ("to two", {"type": "embed", "row": 2}, "note 2", ["note 1", "note 2"], {"k": 1}),
        (
            "to one",
            {"type": "embed", "row": 1},
            "note 1 changed",
            ["note 1 changed", "note 2"],
            {"k": 1},
        ),
    ]


def test_events_wait_for_a_state_that_is_not_on_the_page(show: Show) -> None:
    seen: list[Any] = []

    def wire(app: Dash) -> None:
        @on_event("play", State("note", "value"), retool_app="playground", app=app)
        def react(event: str, note: str) -> None:
            seen.append((event, note))

        @app.callback(
            Output("room", "children"), Input("toggle", "n_clicks"), prevent_initial_call=True
        )
        def toggle(clicks: int) -> Any:
            return dcc.Input(id="note", value="back") if clicks % 2 == 0 else None

    layout = html.Div(
        [
            RetoolEmbed(id="play", app="playground", height=300),
            html.Button("toggle", id="toggle"),
            html.Div(dcc.Input(id="note", value="there"), id="room"),
        ]
    )
    with show(layout, wire) as person:
        person.reaches("ready", "play")
        send(person, "play", '"first"')
        person.until(lambda: seen == [("first", "there")], "the first event")
        person.find("#toggle").click()
        person.until(lambda: not person.all("#note"), "the note to go")
        send(person, "play", '"second"')
        complaints: list[str] = []

        def is_said() -> bool:
            complaints.extend(line for line in person.console() if "Retool: " in line)
            return bool(complaints)

        person.until(is_said, "the console to say what is missing")
        assert "note" in complaints[0]
        assert "no component with this id is on the page" in complaints[0]
        person.find("#toggle").click()
        person.until(lambda: seen[1:] == [("second", "back")], "the second event")


def test_a_patch_changes_the_one_key(show: Show) -> None:
    def wire(app: Dash) -> None:
        @app.callback(
            Output({"type": "embed", "row": MATCH}, "data"),
            Input({"type": "note", "row": MATCH}, "n_submit"),
            prevent_initial_call=True,
        )
        def change(_submitted: int) -> Patch:
            patch = Patch()
            patch["a"] = 1
            return patch

    embed = css("embed", 1)
    with show(row(1), wire) as person:
        person.reaches("ready", embed)
        for key in ("b", "a"):
            ask(person, embed, key)
        person.until(lambda: answers(person, embed, "a") == ["0"], "the first answer")
        person.find(f"#{css('note', 1)}").send_keys("\n")
        person.until(lambda: answers(person, embed, "a") == ["0", "1"], "the new value")
        assert answers(person, embed, "b") == ["0"]


def test_attributes_of_the_box_are_in_the_page_and_callbacks_change_them(show: Show) -> None:
    def wire(app: Dash) -> None:
        @app.callback(
            Output("play", "aria-label"),
            Output("play", "data-row"),
            Input("change", "n_clicks"),
            prevent_initial_call=True,
        )
        def change(clicks: int) -> tuple[str, str]:
            return f"Report {clicks}", "new"

    attributes: Any = {"data-testid": "report", "aria-label": "Report", "data-state": "own"}
    embed = RetoolEmbed("play", app="playground", **attributes)
    with show(html.Div([embed, html.Button("change", id="change")]), wire) as person:
        person.reaches("ready", "play")
        box = person.find("[data-testid=report]")
        assert (box.get_attribute("id"), box.get_attribute("aria-label")) == ("play", "Report")
        person.find("#change").click()
        person.find("[data-row=new]")
        assert person.find("#play").get_attribute("aria-label") == "Report 1"
        assert person.state("play") == "ready"
