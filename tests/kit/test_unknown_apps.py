"""An embed of an app that there is none of: its author learns which one is meant."""

import logging

import pytest
from dash import Dash, Input, Output, html
from flask import Flask

from dash_retool_embed import RetoolClient, RetoolEmbed, User, register_embeds
from tests.kit.world import APPS, KEY

MEANT = 'There is no app "slaes". Did you mean "sales"? register_embeds has: sales, approvals.'


def app_with(*embeds: RetoolEmbed, debug: bool = False) -> Dash:
    app = Dash(server=Flask(__name__))  # type: ignore[arg-type]
    app.layout = html.Div([*embeds, html.P(id="in"), html.P(id="out")])
    client = RetoolClient("https://retool.example.com", KEY)
    register_embeds(app, client=client, apps=APPS, user=lambda: User(id="ada", roles=["admin"]))
    if debug:
        app.enable_dev_tools(debug=True, dev_tools_hot_reload=False)
    return app


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in caplog.records if each.levelno == logging.ERROR]


def test_a_page_that_names_none_is_sent_and_the_log_says_once_which_is_meant(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = app_with(RetoolEmbed(app="slaes"), RetoolEmbed(app="sales"), RetoolEmbed(app="nothing"))
    for _ in range(2):
        layout = app.server.test_client().get("/_dash-layout")
        assert [each["props"].get("app") for each in layout.get_json()["props"]["children"]][
            :3
        ] == [
            "slaes",
            "sales",
            "nothing",
        ]
    assert errors(caplog) == [
        f"RetoolEmbed: {MEANT}",
        'RetoolEmbed: There is no app "nothing". register_embeds has: sales, approvals.',
    ]


def test_a_callback_that_sends_one_is_found_too(caplog: pytest.LogCaptureFixture) -> None:
    app = app_with()

    @app.callback(Output("out", "children"), Input("in", "children"))
    def show(_value: object) -> RetoolEmbed:
        return RetoolEmbed(app="slaes")

    call = {
        "output": "out.children",
        "outputs": {"id": "out", "property": "children"},
        "inputs": [{"id": "in", "property": "children", "value": None}],
        "changedPropIds": [],
    }
    answer = app.server.test_client().post("/_dash-update-component", json=call)
    assert answer.status_code == 200
    assert errors(caplog) == [f"RetoolEmbed: {MEANT}"]


def test_names_that_people_make_up_fill_no_log(caplog: pytest.LogCaptureFixture) -> None:
    app = app_with(*(RetoolEmbed(app=f"made-up-{i}") for i in range(300)))
    app.server.test_client().get("/_dash-layout")
    assert len(errors(caplog)) == 100


@pytest.mark.parametrize(
    ("debug", "title"), [(True, MEANT), (False, "There is no app of this name.")]
)
def test_the_embed_itself_says_it_only_where_its_author_debugs(debug: bool, title: str) -> None:
    client = app_with(debug=debug).server.test_client()
    answer = client.post("/api/embedUrl", json={"retoolAppName": "slaes"})
    assert (answer.status_code, answer.get_json()["code"]) == (404, "unknown_app")
    assert answer.get_json()["title"] == title


def test_each_of_two_apps_knows_its_own_names(caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(2):
        app_with(RetoolEmbed(app="slaes")).server.test_client().get("/_dash-layout")
    assert len(errors(caplog)) == 2


def test_a_name_begins_no_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    forged = "x\nERROR all doors are open"
    app_with(RetoolEmbed(app=forged)).server.test_client().get("/_dash-layout")
    (line,) = errors(caplog)
    assert "\n" not in line
    assert r"x\nERROR" in line
