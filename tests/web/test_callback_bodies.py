"""A callback's name is compared before the rest of its body is read: a refusal costs little."""

import json
from io import BytesIO
from typing import Any

import pytest
from dash import ALL, Dash, Input, Output, html
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dash_retool_embed.events import on_event
from dashapp.web import callbacks, check_callbacks

PATH = "/_dash-update-component"
HUGE = 1_700_000
BATCHES = "sales.ack"
SMALL = "shown.children"
ROWS = '{"n":["ALL"],"type":"row"}.children'


class Body(BytesIO):
    """A body that knows how much of it was read."""

    was_read = 0

    def read(self, size: int | None = -1) -> bytes:
        part = super().read(size)
        self.was_read += len(part)
        return part

    def readinto(self, buffer: Any) -> int:
        count = super().readinto(buffer)
        self.was_read += count
        return count


@pytest.fixture
def ran() -> list[str]:
    """The callbacks that have run."""
    return []


@pytest.fixture
def client(ran: list[str]) -> FlaskClient:
    """A page with an embed's events, and two callbacks that take little."""
    dash = Dash(server=Flask(__name__))  # type: ignore[arg-type]
    dash.layout = html.Div()
    check_callbacks(dash)

    @dash.callback(Output("sales", "ack"), Input("sales", "events"))
    def receive(_batch: object) -> None:
        ran.append(BATCHES)

    @dash.callback(Output("shown", "children"), Input("typed", "value"))
    def show(_value: object) -> str:
        ran.append(SMALL)
        return ""

    @dash.callback(Output({"type": "row", "n": ALL}, "children"), Input("typed", "value"))
    def rows(_value: object) -> list[str]:
        ran.append(ROWS)
        return []

    dash.clientside_callback("x => x", Output("seen", "title"), Input("typed", "value"))
    client: FlaskClient = dash.server.test_client()
    assert client.get("/_dash-layout").status_code == 200
    return client


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How long each text was that was read as JSON."""
    lengths: list[int] = []
    loads = json.loads

    def counted(text: str | bytes, **options: Any) -> Any:
        lengths.append(len(text))
        return loads(text, **options)

    monkeypatch.setattr(json, "loads", counted)
    return lengths


def send(client: FlaskClient, body: Body, **headers: str) -> TestResponse:
    length = len(body.getvalue())
    return client.post(
        PATH,
        input_stream=body,
        headers=headers,
        content_length=length,
        content_type="application/json",
    )


def batch(events: int = 1, size: int = 10) -> dict[str, Any]:
    """Return what a page sends with a batch of events."""
    each = [{"seq": number, "data": "€" * size} for number in range(1, events + 1)]
    value = {"frame": "1-2-3-4", "sent": 1, "events": each}
    return {
        "output": BATCHES,
        "outputs": {"id": "sales", "property": "ack"},
        "inputs": [{"id": "sales", "property": "events", "value": value}],
        "changedPropIds": ["sales.events"],
    }


def shown() -> dict[str, Any]:
    """Return what a page sends to a callback that takes little."""
    typed = {"id": "typed", "property": "value", "value": "x"}
    return {"output": SMALL, "outputs": {"id": "shown", "property": "children"}, "inputs": [typed]}


def text(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()


def filled(before: bytes, unit: bytes, after: bytes) -> bytes:
    """Return a huge body."""
    return before + unit * ((HUGE - len(before) - len(after)) // len(unit)) + after


NOTHING = b'{"output":"nothing.children",'

REFUSED_BY_NAME = {
    "numbers": filled(NOTHING + b'"inputs":[1', b",1", b"]}"),
    "lists": filled(NOTHING + b'"inputs":[[]', b",[[]]", b"]}"),
    "parts": filled(NOTHING + b'"inputs":[1', b',{"id":"a","property":"b"}', b"]}"),
    "a text": filled(NOTHING + b'"x":"', b"x", b'"}'),
    "no JSON": filled(NOTHING, b"]", b""),
    "what runs in the browser": filled(b'{"output":"seen.title","x":"', b"x", b'"}'),
    "a name of nothing but quotes": filled(b'{"output":"', b'\\"', b'"}'),
    "a name that is no text": filled(b'{"output":["sales.ack"],"x":"', b"x", b'"}'),
    "a name that is not UTF-8": filled(b'{"output":"\xff","x":"', b"x", b'"}'),
    "a name behind the rest": filled(b'{"x":"', b"x", b'","output":"sales.ack"}'),
    "a name behind spaces": filled(b"", b" ", text(batch())),
    "a name in another value": filled(b'{"x":{"output":"sales.ack"},"y":"', b"x", b'"}'),
    "a name in a list": filled(b'[{"output":"sales.ack","x":"', b"x", b'"}]'),
    "a name of a name": filled(b'{"\\u006futput":"sales.ack","x":"', b"x", b'"}'),
    "another encoding": filled(b"", b" ", b"").decode().encode("utf-16")[:HUGE],
}


@pytest.mark.parametrize("raw", REFUSED_BY_NAME.values(), ids=REFUSED_BY_NAME.keys())
def test_a_large_body_that_names_no_callback_first_is_neither_read_nor_parsed(
    client: FlaskClient, parsed: list[int], ran: list[str], raw: bytes
) -> None:
    body = Body(raw)
    answer = send(client, body)
    assert answer.status_code == 400
    assert body.was_read <= callbacks.MAX_SMALL_BYTES + 1
    # What the test's own client asks for, and the name.
    assert sum(parsed) < 1000
    assert answer.get_json()["code"] == "bad_request"
    assert ran == []


def test_a_callback_that_is_named_first_may_have_a_large_body(
    client: FlaskClient, ran: list[str]
) -> None:
    assert send(client, Body(text(shown() | {"x": "x" * HUGE}))).status_code == 200
    assert ran == [SMALL]


@pytest.mark.parametrize("name", ["numbers", "lists"])
def test_parts_are_compared_until_one_does_not_fit(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    compared: list[object] = []
    read = callbacks._property

    def counted(part: object) -> str:
        compared.append(part)
        return read(part)

    monkeypatch.setattr(callbacks, "_property", counted)
    raw = REFUSED_BY_NAME[name].replace(b"nothing.children", BATCHES.encode())
    assert send(client, Body(raw)).status_code == 400
    assert len(compared) <= 1
    rows = {"output": ROWS, "outputs": [1] * 10_000, "inputs": shown()["inputs"]}
    compared.clear()
    assert send(client, Body(text(rows | {"outputs": [rows["outputs"]]}))).status_code == 400
    assert len(compared) == 1


def test_the_events_of_the_kit_are_what_may_be_large() -> None:
    dash = Dash(server=Flask(__name__))  # type: ignore[arg-type]
    on_event("sales", app=dash)(print)
    dash.layout = html.Div()
    assert dash.server.test_client().get("/_dash-layout").status_code == 200
    assert [each["property"] for each in dash.callback_map[BATCHES]["inputs"]] == ["events"]


def test_the_largest_batch_of_events_gets_through(client: FlaskClient, ran: list[str]) -> None:
    raw = text(batch(events=1000, size=300))
    assert len(raw) > 900_000
    assert send(client, Body(raw)).status_code == 200
    assert ran == [BATCHES]


@pytest.mark.parametrize("first", ["output", "inputs", "changedPropIds"])
def test_the_order_of_a_small_body_does_not_matter(
    client: FlaskClient, ran: list[str], first: str
) -> None:
    body = batch()
    assert send(client, Body(text({first: body[first]} | body))).status_code == 200
    assert ran == [BATCHES]


@pytest.mark.parametrize("key", [b'"output"', b'"\\u006futput"', b'"outp\\u0075t"'])
@pytest.mark.parametrize("padding", [0, HUGE], ids=["small", "large"])
@pytest.mark.parametrize("other", [SMALL, "nothing.children"])
def test_a_second_name_is_not_what_dash_reads(
    client: FlaskClient, ran: list[str], key: bytes, padding: int, other: str
) -> None:
    body = shown() | {"output": BATCHES, "x": "x" * padding}
    raw = text(body)[:-1] + b"," + key + b":" + json.dumps(other).encode() + b"}"
    assert json.loads(raw)["output"] == other
    assert send(client, Body(raw)).status_code == 400
    assert ran == []


@pytest.mark.parametrize(("headers", "status"), [({}, 401), ({"Sec-Fetch-Site": "none"}, 401)])
def test_nothing_is_read_for_nobody(
    viewer: FlaskClient, headers: dict[str, str], status: int
) -> None:
    viewer.delete_cookie("dashapp_token")
    body = Body(text(batch()))
    assert send(viewer, body, **headers).status_code == status
    assert body.was_read == 0


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}]
)
def test_nothing_is_read_for_another_site(viewer: FlaskClient, headers: dict[str, str]) -> None:
    body = Body(text(batch()))
    assert send(viewer, body, **headers).status_code == 403
    assert body.was_read == 0


def test_without_the_limit_a_body_is_read_and_parsed_to_be_refused(
    client: FlaskClient, parsed: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callbacks, "MAX_SMALL_BYTES", 2 * HUGE)
    body = Body(REFUSED_BY_NAME["a name behind the rest"])
    assert send(client, body).status_code == 400
    assert body.was_read == len(body.getvalue()) == max(parsed)


def test_without_the_first_name_a_second_one_is_what_runs(
    client: FlaskClient, ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callbacks, "_name_in", lambda _head: None)
    raw = text(shown() | {"output": BATCHES})[:-1] + f',"output":"{SMALL}"}}'.encode()
    assert send(client, Body(raw)).status_code == 200
    assert ran == [SMALL]
