"""on_event in a Dash app: what a browser sends, and what it is told."""

import threading
from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Any

import pytest
from dash import Dash
from flask import Flask
from pydantic import BaseModel
from werkzeug.test import TestResponse

from dash_retool_embed.backends.flask import EXTENSION
from dash_retool_embed.component import RetoolEmbed
from dash_retool_embed.events import decorator as events
from dash_retool_embed.events import on_event
from dash_retool_embed.events.delivery import Delivery
from dash_retool_embed.people import User
from dash_retool_embed.register import register_embeds
from dash_retool_embed.retool import RetoolClient
from tests.kit.test_register import SALES
from tests.kit.world import acknowledgment
from tests.patience import PATIENCE_SECONDS

ADA = User(id="ada")


class Order(BaseModel):
    amount: int


def dash_app(path: str = "/", server: Flask | None = None) -> Dash:
    app = Dash(server=server or Flask(__name__), url_base_pathname=path)  # type: ignore[arg-type]
    app.layout = RetoolEmbed(id="sales", app="sales")
    client = RetoolClient("https://retool.example.com", "key")
    register_embeds(app, client=client, apps=[SALES], user=lambda: ADA)
    return app


def frame_of(app: Dash) -> str:
    prefix = app.config.routes_pathname_prefix
    site = app.server.extensions[EXTENSION].at(f"{prefix}_dash-update-component")
    return str(site.access.issue_frame_token("sales", ADA))


def batch(frame: str, *posted: object) -> dict[str, Any]:
    numbered = [{"seq": number, "data": event} for number, event in enumerate(posted, 1)]
    return {"frame": frame, "events": numbered}


def post(app: Dash, value: object) -> TestResponse:
    """Send what the browser sends when the component's `events` change."""
    call = {
        "output": "sales.ack",
        "outputs": {"id": "sales", "property": "ack"},
        "inputs": [{"id": "sales", "property": "events", "value": value}],
        "changedPropIds": ["sales.events"],
    }
    path = f"{app.config.requests_pathname_prefix}_dash-update-component"
    return app.server.test_client().post(path, json=call)  # type: ignore[no-any-return]


def acknowledged(answer: TestResponse) -> object:
    return answer.get_json()["response"]["sales"]["ack"]


def test_the_first_call_has_no_batch_and_says_that_there_is_a_handler(
    caplog: pytest.LogCaptureFixture,
) -> None:
    seen: list[object] = []
    app = dash_app()
    on_event("sales", app=app)(seen.append)
    assert acknowledged(post(app, None)) == acknowledgment("sales", None, 0)
    assert seen == []
    assert caplog.messages == []


def test_a_handler_gets_events_of_the_type_that_it_names(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[Order] = []
    app = dash_app()

    @on_event("sales", app=app)
    def react(order: Order) -> None:
        seen.append(order)

    frame = frame_of(app)
    answer = post(app, batch(frame, {"amount": 1}, {"amount": "secret"}, {"amount": 3}))
    assert acknowledged(answer) == acknowledgment("sales", frame, 3)
    assert seen == [Order(amount=1), Order(amount=3)]
    assert "sales: event 2 does not fit: 'amount': Input should be a valid integer" in caplog.text
    assert "secret" not in caplog.text


def test_a_browser_whose_batch_is_still_being_handled_is_told_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entered, go_on = threading.Event(), threading.Event()
    app = dash_app()
    monkeypatch.setattr(events, "Delivery", partial(Delivery, patience=0.01))

    @on_event("sales", app=app)
    def slow(_event: object) -> None:
        entered.set()
        assert go_on.wait(PATIENCE_SECONDS)

    frame = frame_of(app)
    first = threading.Thread(target=post, args=(app, batch(frame, "x")))
    first.start()
    assert entered.wait(PATIENCE_SECONDS)
    assert post(app, batch(frame, "x")).status_code == 204
    go_on.set()
    first.join(PATIENCE_SECONDS)
    assert acknowledged(post(app, batch(frame, "x"))) == acknowledgment("sales", frame, 1)


async def asynchronous(_event: object) -> None: ...


def generator(_event: object) -> Iterator[None]:
    yield


async def both(_event: object) -> AsyncIterator[None]:
    yield


class Callee:
    async def __call__(self, _event: object) -> None: ...


@pytest.mark.parametrize(
    "handler",
    [asynchronous, generator, both, Callee(), partial(generator), partial(Callee())],
)
def test_a_function_that_would_lose_every_event_is_refused(handler: Any) -> None:
    app = dash_app()
    with pytest.raises(TypeError, match="plain functions"):
        on_event("sales", app=app)(handler)
    assert app.callback_map == {}


def test_each_of_two_apps_gets_its_own_handler() -> None:
    seen: dict[str, list[object]] = {"/one/": [], "/two/": []}
    server = Flask(__name__)
    apps = {path: dash_app(path, server) for path in seen}
    for path, app in apps.items():
        assert on_event("sales", app=app)(seen[path].append) == seen[path].append
    for path, app in apps.items():
        frame = frame_of(app)
        assert acknowledged(post(app, batch(frame, path))) == acknowledgment("sales", frame, 1)
    assert seen == {"/one/": ["/one/"], "/two/": ["/two/"]}


def test_a_process_with_one_app_need_not_name_it() -> None:
    seen: list[object] = []
    on_event("only")(seen.append)
    app = Dash(server=Flask(__name__))  # type: ignore[arg-type]
    app.layout = RetoolEmbed(id="only", app="sales")
    dependencies = app.server.test_client().get("/_dash-dependencies").get_json()
    assert [one["output"] for one in dependencies] == ["only.ack"]
