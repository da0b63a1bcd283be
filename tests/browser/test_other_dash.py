"""A page that does not say what the kit needs to know of Dash, as a coming Dash might not."""

from dash import Dash, html

from dash_retool_embed import RetoolEmbed
from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.conftest import Show


def scripts_first(app: Dash) -> None:
    """Have the page load its scripts before it says below which path it is."""
    app.index_string = app.index_string.replace("{%config%}", "").replace(
        "{%renderer%}", "{%config%}{%renderer%}"
    )


def test_an_embed_says_so_in_its_place_and_asks_for_nothing(show: Show, sandbox: Sandbox) -> None:
    layout = html.Div([RetoolEmbed(id="sales", app="sales"), html.P("The page goes on")])
    with show(layout, scripts_first) as person:
        person.shows("this page is not set up correctly", "#sales")
        person.shows("The page goes on")
        assert person.state("sales") == "error"
        (said,) = person.console()
        assert "there is no #_dash-config" in str(said)
    assert sandbox.links_minted == 0
