"""The sandbox's playground in a Dash app, and ways for it to leave the page and come back."""

from dash import Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component

from dash_retool_embed import RetoolEmbed
from tests.browser.person import Person


def send(person: Person, embed: str, event: str, times: int = 1) -> None:
    """Let the playground send an event."""
    with person.inside(embed):
        field = person.find("#event-json")
        field.clear()
        field.send_keys(event)
        count = person.find("#times")
        count.clear()
        count.send_keys(str(times))
        if times > 1:
            person.find("#numbered").click()
        person.find("#send").click()


def post(person: Person, embed: str, script: str) -> None:
    """Let the playground's page run a script in which ``post(value)`` sends an event."""
    with person.inside(embed):
        person.driver.execute_script(
            "const post = (value) => window.parent.postMessage(value, arguments[0]);" + script,
            person.url,
        )


def ask(person: Person, embed: str, selector: str) -> None:
    """Let the playground ask for a key of the data object."""
    with person.inside(embed):
        field = person.find("#selector")
        field.clear()
        field.send_keys(selector)
        person.find("#ask").click()


def answers(person: Person, embed: str, selector: str) -> list[str]:
    """Return what the playground has been told, oldest first."""
    with person.inside(embed):
        found = person.all(f'#answers li[data-selector="{selector}"] .value')
        return [element.text for element in reversed(found)]


MOVES = {
    "tabs": html.Div(
        [
            dcc.Tabs(
                [
                    dcc.Tab(RetoolEmbed(id="play", app="playground"), label="One", id="one"),
                    dcc.Tab(html.P("nothing here"), label="Two", id="two"),
                ]
            )
        ]
    ),
    "children": html.Div(
        [
            html.Button("One", id="one"),
            html.Button("Two", id="two"),
            html.Div(RetoolEmbed(id="play", app="playground"), id="room"),
        ]
    ),
}


def rewrite_children(app: Dash) -> None:
    """Let the two buttons of MOVES["children"] rewrite the room."""

    @app.callback(
        Output("room", "children"),
        Input("one", "n_clicks"),
        Input("two", "n_clicks"),
        State("room", "children"),
        prevent_initial_call=True,
    )
    def rewrite(one: int | None, two: int | None, _room: object) -> Component:
        if (one or 0) < (two or 0):
            return html.P("nothing here")
        return RetoolEmbed(id="play", app="playground")
