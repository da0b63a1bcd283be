"""An embed in `dcc.Loading`, which hides it while a callback makes it wait."""

import threading

from dash import Dash, Input, Output, dcc, html

from dash_retool_embed import RetoolEmbed
from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.conftest import Show
from tests.browser.playground import answers, ask
from tests.patience import PATIENCE_SECONDS


def test_a_slow_callback_hides_the_frame_and_loads_nothing_anew(
    show: Show, sandbox: Sandbox
) -> None:
    go_on = threading.Event()

    def wire(app: Dash) -> None:
        @app.callback(
            Output("play", "data"), Input("change", "n_clicks"), prevent_initial_call=True
        )
        def change(clicks: int) -> dict[str, int]:
            assert go_on.wait(PATIENCE_SECONDS)
            return {"n": clicks}

    embed = RetoolEmbed(id="play", app="playground", data={"n": 0}, height=300)
    layout = html.Div([html.Button("change", id="change"), dcc.Loading(embed)])
    with show(layout, wire) as person:
        person.reaches("ready", "play")
        ask(person, "play", "n")
        person.until(lambda: answers(person, "play", "n") == ["0"], "the first answer")
        person.find("#change").click()
        frame = person.find("#play iframe")
        person.until(lambda: not frame.is_displayed(), "the spinner")
        go_on.set()
        person.until(frame.is_displayed, "the frame to be back")
        person.until(lambda: answers(person, "play", "n") == ["0", "1"], "the new value")
        assert (sandbox.links_minted, sandbox.frame_loads) == (1, 1)
