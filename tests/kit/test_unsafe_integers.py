"""A whole number that would change on its way into the browser is refused, naming its key."""

import json
import logging
import re
from array import array
from collections.abc import Callable
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import pytest
from dash import Dash, Input, Output, Patch, dcc, html, set_props
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from dash_retool_embed import component, safe_integers, unsafe_integer_guard
from dash_retool_embed.component import RetoolEmbed
from dash_retool_embed.people import User
from dash_retool_embed.register import register_embeds
from dash_retool_embed.retool import RetoolClient
from dash_retool_embed.safe_integers import LARGEST, check_safe_integers
from dash_retool_embed.unsafe_integer_guard import MAX_EMBEDS
from dashapp.settings import AppSettings

TOO_LARGE = 2**53 + 1
SALES = AppSettings(name="sales", uuid="6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10", groups=[12])


def circle() -> dict[str, Any]:
    made: dict[str, Any] = {}
    made["self"] = made
    return made


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"id": TOO_LARGE}, 'data["id"]'),
        ({"id": -TOO_LARGE}, 'data["id"]'),
        ({"ok": 1, "order": {"id": 2**63}}, 'data["order"]["id"]'),
        ({"orders": [{"id": 1}, {"id": TOO_LARGE}]}, 'data["orders"][1]["id"]'),
        ({"pair": (0, TOO_LARGE)}, 'data["pair"][1]'),
        ({"a b": {7: TOO_LARGE}}, 'data["a b"]["7"]'),
        ({"ids": array("q", [1, TOO_LARGE])}, 'data["ids"][1]'),
        ({"id": 10**5_000}, 'data["id"]'),
    ],
)
def test_it_is_refused_wherever_it_is_with_its_key_and_a_cure(
    data: dict[str, Any], key: str
) -> None:
    with pytest.raises(ValueError, match="send a larger one as text") as caught:
        RetoolEmbed(id="sales", app="sales", data=data)
    assert str(caught.value).startswith(f"{key} = ")


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        {"id": 2**53, "other": -(2**53)},
        {"id": str(TOO_LARGE)},
        {"much": 1e300, "half": 9007199254740993.5, "yes": True, "nothing": None},
        {"image": b"bytes", "when": object()},
        circle(),
    ],
    ids=lambda data: str(data)[:40],
)
def test_anything_else_is_left_alone(data: Any) -> None:
    RetoolEmbed(id="sales", app="sales", data=data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(JSON)
def test_what_passes_arrives_as_it_is(value: Any) -> None:
    try:
        check_safe_integers(value)
    except ValueError:
        return
    # What JSON.parse does to numbers.
    arrived = json.loads(json.dumps(value), parse_int=lambda text: int(float(text)))
    assert arrived == value


class Array:
    """What numpy and pandas have, as far as it is looked at."""

    def __init__(self, kind: str, itemsize: int, values: list[Any]) -> None:
        self.dtype = SimpleNamespace(kind=kind, itemsize=itemsize)
        self.values = values

    def tolist(self) -> list[Any]:
        return self.values


@pytest.mark.parametrize(
    ("kind", "size", "is_listed"),
    [
        *((kind, size, True) for kind in "iu" for size in (8, 16)),
        *((kind, size, False) for kind in "iu" for size in (1, 2, 4)),
        *((kind, 8, False) for kind in "bfcMSU"),
        *((kind, 8, True) for kind in "OVm"),
    ],
)
def test_an_array_is_gone_into_where_its_type_has_larger_numbers(
    kind: str, size: int, is_listed: bool
) -> None:
    data = {"ids": Array(kind, size, [TOO_LARGE])}
    refused = pytest.raises(ValueError, match=re.escape('data["ids"][0] = '))
    with refused if is_listed else nullcontext():
        check_safe_integers(data)


def test_data_are_walked_once_however_often_they_are_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    walked: list[object] = []
    monkeypatch.setattr(component, "check_safe_integers", walked.append)
    data = {"rows": [1, 2]}
    embed = RetoolEmbed(id="sales", app="sales", data=data)
    for _ in range(3):
        embed.to_plotly_json()
    assert walked == [data]
    other = {"rows": [3]}
    vars(embed)["data"] = other
    for _ in range(3):
        embed.to_plotly_json()
    assert walked == [data, other]


def test_other_data_are_refused_when_they_are_sent() -> None:
    embed = RetoolEmbed(id="sales", app="sales", data={})
    vars(embed)["data"] = {"id": TOO_LARGE}
    for _ in range(2):
        with pytest.raises(ValueError, match=r'data\["id"\] = 9007199254740993 would change'):
            embed.to_plotly_json()


Answer = Callable[[], Any]
Serve = Callable[..., Any]


@pytest.fixture
def serve() -> Serve:
    def serve(layout: Any, *, server: Flask | None = None, path: str = "/", **how: Any) -> Any:
        server = server or Flask(__name__)
        app = Dash(__name__, server=server, url_base_pathname=path, **how)  # type: ignore[arg-type]
        app.layout = layout
        client = RetoolClient("https://retool.example.com", "key")
        register_embeds(app, client=client, apps=[SALES], user=lambda: User(id="ada"))
        return app

    return serve


def set_data(app: Any, answer: Answer, id_: Any = "sales", path: str = "/") -> tuple[int, str]:
    """Have a callback return this for the data of a component; return the answer."""
    app.callback(Output(id_, "data"), Input("go", "n_clicks"))(lambda _clicks: answer())
    said = app.server.test_client().post(f"{path}_dash-update-component", json=call_of(id_))
    return said.status_code, said.text


def call_of(id_: Any) -> dict[str, Any]:
    """Return what a page sends to the callback that sets this component's data."""
    name = id_ if isinstance(id_, str) else json.dumps(id_, sort_keys=True, separators=(",", ":"))
    return {
        "output": f"{name}.data",
        "outputs": {"id": id_, "property": "data"},
        "inputs": [{"id": "go", "property": "n_clicks", "value": 1}],
        "changedPropIds": ["go.n_clicks"],
    }


def page() -> html.Div:
    return html.Div([html.Button(id="go"), RetoolEmbed(id="sales", app="sales")])


@pytest.mark.parametrize("id_", [{"id": "sales"}, {}])
def test_data_that_were_changed_after_the_component_was_made_are_refused_in_the_answer(
    serve: Serve, caplog: pytest.LogCaptureFixture, id_: Any
) -> None:
    data: dict[str, Any] = {}
    app = serve(html.Div([RetoolEmbed(**id_, app="sales", data=data)]))
    client = app.server.test_client()
    assert client.get("/_dash-layout").status_code == 200
    data["id"] = TOO_LARGE
    assert client.get("/_dash-layout").status_code == 500
    (record,) = (record for record in caplog.records if record.levelno == logging.ERROR)
    assert record.exc_info is not None
    name = id_.get("id", "an embed")
    assert str(record.exc_info[1]).startswith(f'{name}: data["id"] = 9007199254740993 would')


def patched() -> Patch:
    patch = Patch()
    patch["order"]["id"] = TOO_LARGE
    return patch


def merged() -> Patch:
    patch = Patch()
    patch["order"].update({"id": TOO_LARGE})
    return patch


def set_elsewhere() -> dict[str, Any]:
    set_props("sales", {"data": {"order": {"id": TOO_LARGE}}})
    return {}


@pytest.mark.parametrize(
    "answer", [lambda: {"order": {"id": TOO_LARGE}}, patched, merged, set_elsewhere]
)
def test_a_callback_that_sets_it_fails_and_the_log_names_embed_and_key(
    serve: Serve, caplog: pytest.LogCaptureFixture, answer: Answer
) -> None:
    status, said = set_data(serve(page()), answer)
    assert status == 500
    assert str(TOO_LARGE) not in said
    (record,) = (record for record in caplog.records if record.levelno == logging.ERROR)
    assert record.exc_info is not None
    assert str(record.exc_info[1]).startswith('sales: data["order"]["id"] = 9007199254740993 would')


@pytest.mark.parametrize("answer", [lambda: {"order": {"id": TOO_LARGE}}, patched])
def test_without_the_look_at_answers_it_would_pass(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, answer: Answer
) -> None:
    monkeypatch.setattr(unsafe_integer_guard, "_LARGE", re.compile(b"nothing"))
    status, said = set_data(serve(page()), answer)
    assert status == 200
    assert str(TOO_LARGE) in said


@pytest.mark.parametrize(
    "value",
    [
        {"id": LARGEST},
        {"id": str(TOO_LARGE), "text": f"no {TOO_LARGE} number"},
        {"share": 0.30000000000000004, "much": 1e300},
    ],
)
def test_other_values_pass(serve: Serve, value: dict[str, Any]) -> None:
    status, said = set_data(serve(page()), lambda: value)
    assert status == 200
    assert json.loads(said)["response"]["sales"]["data"] == value


def test_the_data_of_other_components_are_their_own_business(serve: Serve) -> None:
    layout = html.Div([page(), dcc.Store(id="kept")])
    assert set_data(serve(layout), lambda: {"id": TOO_LARGE}, "kept")[0] == 200


def test_two_apps_on_one_server_know_their_own_embeds(serve: Serve) -> None:
    server = Flask(__name__)
    stored = html.Div([html.Button(id="go"), dcc.Store(id="sales")])
    other = serve(stored, server=server, path="/other/")
    app = serve(page(), server=server)
    client = server.test_client()
    assert {client.get(f"{path}_dash-layout").status_code for path in ("/", "/other/")} == {200}
    answer = {"id": TOO_LARGE}
    assert set_data(other, lambda: answer, path="/other/")[0] == 200
    assert set_data(app, lambda: answer)[0] == 500


@pytest.mark.parametrize("how", [{}, {"suppress_callback_exceptions": True}])
def test_an_embed_of_a_layout_that_is_made_for_each_page_is_known(serve: Serve, how: Any) -> None:
    app = serve(page, **how)
    assert app.server.test_client().get("/_dash-layout").status_code == 200
    assert set_data(app, lambda: {"id": TOO_LARGE})[0] == 500


def test_so_is_one_that_a_callback_has_brought(serve: Serve) -> None:
    id_: dict[str, str | int] = {"type": "embed", "n": 1}
    app = serve(html.Div([html.Button(id="go"), html.Div(id="there")]))
    app.callback(Output("there", "children"), Input("go", "n_clicks"))(
        lambda _clicks: RetoolEmbed(id=id_, app="sales")
    )
    call = {
        "output": "there.children",
        "outputs": {"id": "there", "property": "children"},
        "inputs": [{"id": "go", "property": "n_clicks", "value": 1}],
        "changedPropIds": ["go.n_clicks"],
    }
    assert app.server.test_client().post("/_dash-update-component", json=call).status_code == 200
    assert set_data(app, lambda: {"id": TOO_LARGE}, id_)[0] == 500


def test_what_is_known_of_embeds_is_bounded() -> None:
    embeds = unsafe_integer_guard._Embeds(Dash(__name__))
    embeds.note([RetoolEmbed(str(n), app="sales") for n in range(MAX_EMBEDS + 10)])
    assert len(embeds._sent) == MAX_EMBEDS


ROWS = [{"id": TOO_LARGE + n} for n in range(50)]


@pytest.fixture
def walks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What has been walked: "layout" or "data"."""
    done: list[str] = []

    def counted(what: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def walk(*given: Any) -> Any:
            done.append(what)
            return function(*given)

        return walk

    monkeypatch.setattr(
        unsafe_integer_guard, "_ids_in", counted("layout", unsafe_integer_guard._ids_in)
    )
    monkeypatch.setattr(
        unsafe_integer_guard,
        "find_unsafe_integers",
        counted("data", safe_integers.find_unsafe_integers),
    )
    return done


def test_a_store_of_large_ids_costs_one_look_at_the_layout(serve: Serve, walks: list[str]) -> None:
    app = serve(html.Div([page(), dcc.Store(id="table")]))
    client = app.server.test_client()
    assert set_data(app, lambda: ROWS, "table")[0] == 200
    assert walks == ["layout"]
    assert client.post("/_dash-update-component", json=call_of("table")).status_code == 200
    assert walks == ["layout"]
    app.layout = html.Div([page(), dcc.Store(id="table")])
    assert client.post("/_dash-update-component", json=call_of("table")).status_code == 200
    assert walks == ["layout", "layout"]


def test_the_first_number_of_an_embed_s_data_is_enough(serve: Serve, walks: list[str]) -> None:
    status, _ = set_data(serve(page()), lambda: {"rows": ROWS})
    assert status == 500
    assert walks == ["layout", "data"]
