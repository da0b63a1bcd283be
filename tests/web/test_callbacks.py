"""What Dash's own renderer sends gets through the comparison with the app's callbacks."""

from typing import Any

import pytest
from dash import ALL, MATCH, Dash, Input, Output, State, html
from flask import Flask
from flask.testing import FlaskClient

from dashapp.web import check_callbacks


@pytest.fixture
def dash() -> Dash:
    dash = Dash(server=Flask(__name__), url_base_pathname="/below/")  # type: ignore[arg-type]
    dash.layout = html.Div()
    check_callbacks(dash)
    return dash


def post(dash: Dash, **body: Any) -> tuple[int, Any]:
    client: FlaskClient = dash.server.test_client()
    answer = client.post("/below/_dash-update-component", json=body)
    return answer.status_code, answer.get_json(silent=True)


def at(identity: Any, name: str, **more: Any) -> dict[str, Any]:
    return {"id": identity, "property": name, **more}


def test_several_outputs_inputs_and_states(dash: Dash) -> None:
    @dash.callback(
        Output("a", "children"),
        Output("b", "children"),
        Input({"type": "row", "n": ALL}, "value"),
        Input("c", "value"),
        State("d", "data"),
    )
    def show(rows: list[int], c: str, d: str) -> tuple[int, str]:
        return sum(rows), c + d

    rows = [at({"type": "row", "n": n}, "value", value=n) for n in (1, 2)]
    body = {
        "output": "..a.children...b.children..",
        "outputs": [at("a", "children"), at("b", "children")],
        "inputs": [rows, at("c", "value", value="x")],
        "state": [at("d", "data", value="y")],
        "changedPropIds": ["c.value"],
    }
    status, answer = post(dash, **body)
    assert status == 200
    assert answer["response"] == {"a": {"children": 3}, "b": {"children": "xy"}}
    assert post(dash, **{**body, "inputs": [[], at("c", "value", value="x")]})[0] == 200
    assert post(dash, **{**body, "inputs": [rows[0], at("c", "value")]})[0] == 400
    assert post(dash, **{**body, "outputs": [at("b", "children"), at("a", "children")]})[0] == 400


def test_an_output_for_all_of_a_kind(dash: Dash) -> None:
    @dash.callback(
        Output({"type": "row", "n": ALL, "of": MATCH}, "children"),
        Input({"type": "table", "of": MATCH}, "value"),
    )
    def show(value: str) -> list[str]:
        return [value, value]

    rows = [at({"type": "row", "n": n, "of": "x"}, "children") for n in (1, 2)]
    body = {
        "output": '{"n":["ALL"],"of":["MATCH"],"type":"row"}.children',
        "outputs": rows,
        "inputs": [at({"type": "table", "of": "x"}, "value", value="v")],
    }
    assert post(dash, **body)[0] == 200
    rows[1]["id"]["of"] = "y"
    assert post(dash, **body)[0] == 400


def test_a_callback_without_an_output(dash: Dash) -> None:
    seen: list[object] = []
    dash.callback(Input("a", "value"))(seen.append)
    (identity,) = dash.callback_map
    status, _ = post(dash, output=identity, inputs=[at("a", "value", value=1)])
    assert status < 300
    assert seen == [1]


def test_a_second_callback_for_one_output(dash: Dash) -> None:
    @dash.callback(
        Output("a", "children", allow_duplicate=True),
        Input("b", "value"),
        prevent_initial_call=True,
    )
    def show(value: str) -> str:
        return value

    (identity,) = dash.callback_map
    outputs = at("a", identity.partition(".")[2])
    inputs = [at("b", "value", value="x")]
    assert post(dash, output=identity, outputs=outputs, inputs=inputs)[0] == 200


def test_requests_for_anything_else_are_left_alone(dash: Dash) -> None:
    assert dash.server.test_client().get("/below/_dash-layout").status_code == 200
