"""Callback bodies that no page of this host sends, from somebody with few rights."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as example_settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from dash_retool_embed.testing.sandbox import Sandbox
from tests.web.conftest import HIDDEN

Send = Callable[[Any], TestResponse]

CALLBACK = "/_dash-update-component"
FILL = '{"tab":["MATCH"],"type":"host_view"}.children'


@pytest.fixture
def send(viewer: FlaskClient, sandbox: Sandbox) -> Send:
    """Send a callback's body; nothing hidden comes back, and Retool hears nothing of it."""

    def send(body: Any) -> TestResponse:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = viewer.post(CALLBACK, data=raw, content_type="application/json")
        for word in HIDDEN:
            assert word not in answer.text
        assert sandbox.mint_requests == 0
        return answer

    return send


def visit(value: object = "/sales", tab: object = "sales", **changes: Any) -> dict[str, Any]:
    """Return what a page sends when the person comes to a tab."""
    view = {"id": {"tab": tab, "type": "host_view"}, "property": "children"}
    visited = {"id": {"tab": tab, "type": "host_visited"}, "property": "data", "value": value}
    changed = ['{"tab":"sales","type":"host_visited"}.data']
    body = {"output": FILL, "outputs": view, "inputs": [visited], "changedPropIds": changed}
    return body | changes


def test_the_page_s_own_request_shows_the_app(send: Send) -> None:
    answer = send(visit())
    assert answer.status_code == 200
    assert "RetoolEmbed" in answer.text


@pytest.mark.parametrize("tab", ["sales", "payroll", "home", "elsewhere_", "../payroll", "\ud800"])
@pytest.mark.parametrize("path", ["/payroll", "payroll", "//payroll//"])
def test_another_app_s_address_is_refused_in_every_tab(send: Send, tab: str, path: str) -> None:
    answer = send(visit(path, tab))
    assert answer.status_code == 200
    assert "You may not open Payroll" in answer.text
    assert "RetoolEmbed" not in answer.text


@pytest.mark.parametrize(
    "path", ["/PAYROLL", "/sales/../payroll", "/payroll?x", "/payroll\x00", "/%70ayroll", "\ud800"]
)
def test_an_address_that_is_nearly_one_is_none(send: Send, path: str) -> None:
    answer = send(visit(path))
    assert answer.status_code == 200
    assert "There is no such page" in answer.text


@pytest.mark.parametrize("value", [5, True, 1.5, ["/payroll"], {"path": "/payroll"}, None])
def test_an_address_that_is_no_text_shows_nothing(send: Send, value: object) -> None:
    answer = send(visit(value))
    assert answer.status_code == 200
    assert "payroll" not in answer.text.lower()


def test_what_a_body_says_beside_the_callback_counts_for_nothing(send: Send) -> None:
    person = {"id": "ada", "roles": ["admin"], "claims": {"roles": ["admin"]}}
    beside = {"user": person, "roles": ["admin"], "app": "payroll", "g": {"user": person}}
    plain = send(visit())
    assert send(visit(**beside)).get_json() == plain.get_json()
    changed = ["host_carried.data", '{"tab":"payroll","type":"host_visited"}.data', "x" * 10_000]
    assert send(visit(changedPropIds=changed)).get_json() == plain.get_json()
    assert "You may not open Payroll" in send(visit("/payroll", **beside)).text


VIEW, VISITED = visit()["outputs"], visit()["inputs"][0]
OTHER_VIEW = visit(tab="payroll")["outputs"]

MISFITS: dict[str, Any] = {
    "nothing": {},
    "a list": [],
    "null": None,
    "a number": 5,
    "nested too deeply": b"[" * 50_000,
    "a value that is nested too deeply": b'{"output":' + b"[" * 50_000,
    "no output": {"inputs": [VISITED]},
    "an output that is no text": visit(output=["x"]),
    "an unknown output": visit(output="nothing.children"),
    "the output of the viewer's own frame": visit(output="sales.data"),
    "the output of another app's frame": visit(output="payroll.data"),
    "an output that runs in the browser": visit(
        output='{"tab":["ALL"],"type":"host_visited"}.data'
    ),
    "the output of a tab": visit(output='{"tab":"payroll","type":"host_view"}.children'),
    "an output of many": visit(output=f"..{FILL}...payroll.data.."),
    "no outputs": visit(outputs=None),
    "two outputs": visit(outputs=[VIEW, OTHER_VIEW]),
    "outputs in a list": visit(outputs=[VIEW]),
    "the view of another tab": visit(outputs=OTHER_VIEW),
    "the input of another tab": visit(inputs=visit(tab="payroll")["inputs"]),
    "another property": visit(outputs={**VIEW, "property": "data"}),
    "a property that is no text": visit(outputs={**VIEW, "property": {"a": 1}}),
    "an id that is text": visit(outputs={**VIEW, "id": "payroll"}),
    "an id that is null": visit(outputs={**VIEW, "id": None}),
    "an id with a further key": visit(outputs={**VIEW, "id": {**VIEW["id"], "app": "payroll"}}),
    "an id with a key less": visit(outputs={**VIEW, "id": {"tab": "sales"}}),
    "an id of another type": visit(outputs={**VIEW, "id": {**VIEW["id"], "type": "host_toggle"}}),
    "an id in an id": visit(outputs={**VIEW, "id": {"tab": VIEW["id"], "type": "host_view"}}),
    "an id for all": visit(outputs={**VIEW, "id": {"tab": ["ALL"], "type": "host_view"}}),
    "no inputs": visit(inputs=[]),
    "inputs that are null": visit(inputs=None),
    "inputs that are no list": visit(inputs=VISITED),
    "inputs of numbers": visit(inputs=[1]),
    "inputs that are nested": visit(inputs=[[VISITED]]),
    "inputs that are nested twice": visit(inputs=[[[VISITED]]]),
    "an input more": visit(inputs=[VISITED, VISITED]),
    "ten thousand inputs": visit(inputs=[VISITED] * 10_000),
    "an input without an id": visit(inputs=[{"property": "data", "value": "/payroll"}]),
    "an input without a property": visit(inputs=[{"id": VISITED["id"], "value": "/payroll"}]),
    "the switch of another app": visit(
        inputs=[{"id": {"app": "payroll", "key": "ceiling", "type": "host_toggle"}}]
    ),
    "a state": visit(state=[VISITED]),
    "a state that is no list": visit(state={"user": "ada"}),
    "changes that are no list": visit(changedPropIds={"a": 1}),
    "changes that are no text": visit(changedPropIds=[{"id": "a"}]),
}


@pytest.mark.parametrize("body", MISFITS.values(), ids=MISFITS.keys())
def test_what_fits_no_callback_is_the_sender_s_mistake(send: Send, body: Any) -> None:
    answer = send(body)
    assert answer.mimetype == "application/problem+json"
    assert (answer.status_code, answer.get_json()["code"]) == (400, "bad_request")
    assert answer.get_json().keys() == {"type", "status", "code", "title", "detail"}
    assert "payroll" not in answer.text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("/payroll"),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "property", "value", "tab", "type"]) | st.text(), inner
        )
    ),
    max_leaves=12,
)
PLACES = st.sampled_from(
    [
        ("output",),
        ("outputs",),
        ("outputs", "id"),
        ("outputs", "id", "tab"),
        ("outputs", "property"),
        ("inputs",),
        ("inputs", 0),
        ("inputs", 0, "id"),
        ("inputs", 0, "id", "tab"),
        ("inputs", 0, "value"),
        ("state",),
        ("changedPropIds",),
        ("beside",),
    ]
)


@example_settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(changes=st.lists(st.tuples(PLACES, JSON), min_size=1, max_size=3))
def test_no_change_to_a_body_makes_the_server_fail(
    send: Send, changes: list[tuple[tuple[Any, ...], Any]]
) -> None:
    body = visit()
    for place, value in changes:
        put(body, place, value)
    assert send(body).status_code in {200, 400}


def put(body: Any, place: tuple[Any, ...], value: Any) -> None:
    *above, last = place
    for key in above:
        inner = body.get(key) if isinstance(body, dict) else None
        if isinstance(body, list):
            inner = body[key] if isinstance(key, int) and len(body) > key else None
        body = inner
    if isinstance(body, dict) or (isinstance(body, list) and isinstance(last, int) and body):
        body[last] = value
