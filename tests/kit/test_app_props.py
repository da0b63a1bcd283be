"""What an app is configured with goes for each embed that sets no such prop of its own."""

from typing import Any

from dash import Dash, Input, Output, html

from dash_retool_embed import EmbedApp, RetoolClient, RetoolEmbed, User, register_embeds
from dashapp.settings import AppSettings

UUID = "6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10"
GIVEN: dict[str, Any] = {
    "name": "sales",
    "uuid": UUID,
    "groups": [1],
    "data": {"isAdmin": False},
    "sandbox": ["allow-forms"],
    "allow": ["clipboard-write", "camera"],
    "queries_on_load": True,
    "nested_frames": True,
}
SALES = EmbedApp(**GIVEN)
OF_SALES = {
    "data": {"isAdmin": False},
    "sandbox": "allow-forms",
    "allow": "clipboard-write; camera",
    "queriesOnLoad": True,
    "nestedFrames": True,
}


def page(embed: RetoolEmbed, app: EmbedApp = SALES) -> Dash:
    dash = Dash("somebody")
    dash.layout = html.Div([embed, html.Div(id="room"), html.Button(id="go")])
    client = RetoolClient("https://retool.example.com", "a-key")
    register_embeds(dash, client=client, apps=[app], user=lambda: User(id="ada"))
    return dash


def sent(embed: RetoolEmbed, app: EmbedApp = SALES) -> dict[str, Any]:
    layout = page(embed, app).server.test_client().get("/_dash-layout").get_json()
    props: dict[str, Any] = layout["props"]["children"][0]["props"]
    return props


def test_an_embed_has_what_its_app_is_configured_with() -> None:
    assert sent(RetoolEmbed(app="sales")) == {"app": "sales", **OF_SALES}


def test_so_has_one_that_a_callback_makes() -> None:
    dash = page(RetoolEmbed(app="sales"))

    @dash.callback(Output("room", "children"), Input("go", "n_clicks"))
    def fill(_: object) -> RetoolEmbed:
        return RetoolEmbed(id="new", app="sales")

    call = {
        "output": "room.children",
        "outputs": {"id": "room", "property": "children"},
        "inputs": [{"id": "go", "property": "n_clicks", "value": 1}],
        "changedPropIds": ["go.n_clicks"],
    }
    answer = dash.server.test_client().post("/_dash-update-component", json=call).get_json()
    props = answer["response"]["room"]["children"]["props"]
    assert props == {"id": "new", "app": "sales", **OF_SALES}


def test_what_a_page_sets_goes_first_and_the_component_stays_as_it_is() -> None:
    embed = RetoolEmbed(app="sales", sandbox=True, nestedFrames=False, data={"isAdmin": True})
    own = {"app": "sales", "sandbox": True, "nestedFrames": False, "data": {"isAdmin": True}}
    assert sent(embed) == OF_SALES | own
    assert embed.to_plotly_json()["props"] == own


def test_an_app_that_says_nothing_adds_nothing() -> None:
    bare = EmbedApp(name="sales", uuid=UUID, groups=[1])
    assert sent(RetoolEmbed(app="sales"), bare) == {"app": "sales"}
    assert sent(RetoolEmbed(app="sales"), bare.model_copy(update={"sandbox": []})) == {
        "app": "sales",
        "sandbox": "",
    }


def test_the_host_sets_the_data_of_its_tabs_itself() -> None:
    assert "data" not in AppSettings(**GIVEN).props()
