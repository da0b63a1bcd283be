"""Batches of events on their way to a Python handler."""

import threading
from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Any

import pytest
from dash import Dash
from dash.exceptions import PreventUpdate
from flask import Flask

from dashapp.embed import RetoolEmbed, on_event
from dashapp.embed.events import Delivery


def batch(*numbers: int, frame: str = "f1") -> dict[str, Any]:
    return {"frame": frame, "events": [{"seq": n, "data": f"event {n}"} for n in numbers]}


def test_each_event_is_handled_once_although_its_batch_comes_twice() -> None:
    seen: list[str] = []
    delivery = Delivery(seen.append, "sales")
    assert delivery(batch(1, 2)) == 2
    assert delivery(batch(1, 2)) == 2
    assert delivery(batch(2, 3)) == 3
    assert seen == ["event 1", "event 2", "event 3"]


def test_frames_count_for_themselves() -> None:
    seen: list[str] = []
    delivery = Delivery(seen.append, "sales")
    delivery(batch(1, 2, frame="one"))
    delivery(batch(1, frame="two"))
    assert seen == ["event 1", "event 2", "event 1"]


def test_a_batch_that_comes_again_while_the_first_copy_is_handled_waits_for_it() -> None:
    entered, go_on = threading.Event(), threading.Event()
    seen: list[str] = []

    def slow(event: str) -> None:
        entered.set()
        assert go_on.wait(5)
        seen.append(event)

    delivery = Delivery(slow, "sales")
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(delivery(batch(1, 2)))) for _ in range(2)
    ]
    threads[0].start()
    assert entered.wait(5)
    threads[1].start()
    go_on.set()
    for thread in threads:
        thread.join(5)
    assert answers == [2, 2]
    assert seen == ["event 1", "event 2"]


def test_a_handler_that_fails_is_logged_and_the_next_event_follows(
    caplog: pytest.LogCaptureFixture,
) -> None:
    seen: list[str] = []

    def fragile(event: str) -> None:
        if event == "event 1":
            raise ZeroDivisionError("of the handler")
        seen.append(event)

    assert Delivery(fragile, "sales")(batch(1, 2)) == 2
    assert seen == ["event 2"]
    assert "the handler of sales failed on event 1" in caplog.text


def test_prevent_update_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    def unwilling(_event: str) -> None:
        raise PreventUpdate

    assert Delivery(unwilling, "sales")(batch(1)) == 1
    assert caplog.text == ""


@pytest.mark.parametrize(
    "forged",
    [
        {},
        [],
        "x",
        {"frame": "f1"},
        {"frame": 1, "events": []},
        {"frame": "f1", "events": [{}]},
        {"frame": "f1", "events": [{"seq": "1", "data": 1}]},
        {"frame": "f1", "events": [{"seq": True, "data": 1}]},
        {"frame": "f1", "events": "x"},
    ],
)
def test_a_forged_batch_is_acknowledged_as_nothing(forged: Any) -> None:
    seen: list[object] = []
    assert Delivery(seen.append, "sales")(forged) == 0
    assert seen == []


async def asynchronous(_event: object) -> None: ...


def generator(_event: object) -> Iterator[None]:
    yield


async def both(_event: object) -> AsyncIterator[None]:
    yield


class Callee:
    async def __call__(self, _event: object) -> None: ...


@pytest.mark.parametrize("handler", [asynchronous, generator, both, Callee(), partial(generator)])
def test_a_function_that_would_lose_every_event_is_refused(handler: Any) -> None:
    with pytest.raises(TypeError, match="plain functions"):
        on_event("sales", app=Dash(server=Flask(__name__)))(handler)  # type: ignore[arg-type]


def test_each_of_two_apps_gets_its_own_handler() -> None:
    seen: dict[str, list[object]] = {"/one/": [], "/two/": []}
    server = Flask(__name__)
    for path, events in seen.items():
        app = Dash(server=server, url_base_pathname=path)  # type: ignore[arg-type]
        app.layout = RetoolEmbed(id="sales", app="sales")
        assert on_event("sales", app=app)(events.append) == events.append
    client = server.test_client()
    for path in seen:
        call = {
            "output": "sales.ack",
            "outputs": {"id": "sales", "property": "ack"},
            "inputs": [{"id": "sales", "property": "events", "value": batch(1, frame=path)}],
            "changedPropIds": ["sales.events"],
        }
        answer = client.post(f"{path}_dash-update-component", json=call)
        assert answer.get_json()["response"]["sales"]["ack"] == {"seq": 1}
    assert seen == {"/one/": ["event 1"], "/two/": ["event 1"]}


def test_a_process_with_one_app_need_not_name_it() -> None:
    seen: list[object] = []
    on_event("only")(seen.append)
    app = Dash(server=Flask(__name__))  # type: ignore[arg-type]
    app.layout = RetoolEmbed(id="only", app="sales")
    dependencies = app.server.test_client().get("/_dash-dependencies").get_json()
    assert [one["output"] for one in dependencies] == ["only.ack"]
