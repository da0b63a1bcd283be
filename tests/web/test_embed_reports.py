"""``POST /api/embedReports``: what pages say became of their links."""

import logging
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from dash import Dash, html
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dash_retool_embed.http.embed_reports import MAX_NAMES, MAX_REPORTS, NAMELESS
from dash_retool_embed.limits import MintLimits
from dash_retool_embed.mint import Recorder
from dash_retool_embed.people import User
from dash_retool_embed.register import register_embeds
from dash_retool_embed.retool import RetoolClient
from dash_retool_embed.testing.sandbox import DEMO_API_KEY, Sandbox
from dashapp.app import create_app
from dashapp.identity import TokenMissing
from dashapp.settings import AppSettings, Settings
from tests.recorders import Broken, Collector

PATH = "/api/embedReports"
LINK_ID = "0123456789abcdef" * 2
READY = {"linkId": LINK_ID, "seq": 1, "kind": "ready", "agoMs": 20, "afterMs": 350}

Serve = Callable[..., FlaskClient]


@pytest.fixture
def collector() -> Collector:
    return Collector()


@pytest.fixture
def serve(sandbox: Sandbox) -> Serve:
    """Somebody who uses a Dash app of somebody's own."""

    def serve(recorder: Recorder | None, user: Callable[[], User] = lambda: User("u1")) -> Any:
        server = Flask(__name__)
        app = Dash("somebody", server=server)  # type: ignore[arg-type]
        app.layout = html.Div()
        sales = AppSettings(name="sales", uuid="6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10", groups=[12])
        client = RetoolClient(sandbox.origin, DEMO_API_KEY)
        limits = MintLimits()
        register_embeds(
            app, client=client, apps=[sales], user=user, limits=limits, recorder=recorder
        )
        return server.test_client()

    return serve


@pytest.fixture
def client(serve: Serve, collector: Collector) -> FlaskClient:
    return serve(collector)


def problem(answer: TestResponse) -> tuple[int, str]:
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["title"]
    return answer.status_code, answer.get_json()["code"]


def send(client: FlaskClient, *reports: object, **how: Any) -> TestResponse:
    return client.post(PATH, **{"json": {"reports": reports}, **how})


def test_what_a_page_reports_is_recorded_with_its_person(
    client: FlaskClient, collector: Collector
) -> None:
    answer = send(
        client,
        READY,
        {"linkId": LINK_ID, "seq": 2, "kind": "failed", "code": "load_timeout"},
        {"linkId": LINK_ID, "seq": 3, "kind": "events", "events": {"navigate": 2, "a list": 1}},
    )
    assert (answer.status_code, answer.data) == (204, b"")
    assert {person for person, _ in collector.told} == {"u1"}
    ready, failed, events = [report for _, report in collector.told]
    assert (ready.link_id, ready.kind, ready.ago_ms, ready.after_ms) == (LINK_ID, "ready", 20, 350)
    assert (failed.code, failed.ago_ms, failed.after_ms) == ("load_timeout", 0, None)
    assert (events.seq, events.events) == (3, {"navigate": 2, "a list": 1})


def test_a_link_that_is_recorded_says_under_which_name(
    client: FlaskClient, collector: Collector
) -> None:
    answer = client.post("/api/embedUrl", json={"retoolAppName": "sales"})
    (link,) = collector.links
    assert answer.get_json()["linkId"] == link.link_id
    assert send(client, READY | {"linkId": link.link_id}).status_code == 204


def test_without_a_recorder_there_is_neither_a_name_nor_an_endpoint(serve: Serve) -> None:
    client = serve(None)
    answer = client.post("/api/embedUrl", json={"retoolAppName": "sales"})
    assert answer.status_code == 200
    assert "linkId" not in answer.get_json()
    assert send(client, READY).status_code == 405


def test_nobody_reports_nothing(serve: Serve, collector: Collector) -> None:
    def nobody() -> User:
        raise TokenMissing("no token")

    assert problem(send(serve(collector, nobody), READY)) == (401, "token_missing")
    assert collector.told == []


def test_a_person_reports_so_many_names_of_events_in_a_while(
    client: FlaskClient, collector: Collector
) -> None:
    names = {"".join(pair): 1 for pair in product("abcdefgh", repeat=2)}
    events = {"events": dict(list(names.items())[:MAX_NAMES])}
    most = [READY | {"kind": "events", "seq": seq} | events for seq in range(1, MAX_REPORTS + 1)]

    assert send(client, *most).status_code == 204
    answer = send(client, *most)
    assert problem(answer) == (429, "too_many_requests")
    assert int(answer.headers["Retry-After"]) > 0
    assert len(collector.told) == MAX_REPORTS


MISFITS: dict[str, object] = {
    "no link id": {"seq": 1, "kind": "ready"},
    "a link id of another shape": READY | {"linkId": "../etc"},
    "a link id with a line's end": READY | {"linkId": f"{LINK_ID}\n"},
    "a number of no report": READY | {"seq": 0},
    "a number that is text": READY | {"seq": "1"},
    "a number that is true": READY | {"seq": True},
    "a number with a fraction": READY | {"seq": 1.5},
    "a number that no database takes": READY | {"seq": 2**31},
    "an unknown kind": READY | {"kind": "minted"},
    "a code that is a sentence": READY | {"kind": "failed", "code": "Jane has left"},
    "the future": READY | {"agoMs": -1},
    "the day before yesterday": READY | {"agoMs": 24 * 60 * 60 * 1000 + 1},
    "a wait of days": READY | {"afterMs": 24 * 60 * 60 * 1000 + 1},
    "a key of its own": READY | {"data": {"order": 7}},
    "a person of its own": READY | {"person": "ada"},
    "no object": "ready",
    "nothing": None,
    "events that are a list": READY | {"events": ["navigate"]},
    "no events": READY | {"events": {}},
    "too many names": READY | {"events": {"a" * n: 1 for n in range(1, 52)}},
    "an event that never was": READY | {"events": {"navigate": 0}},
    "events without end": READY | {"events": {"navigate": 2**31}},
    "what an event said": READY | {"events": {"navigate": {"to": "sales"}}},
}


@pytest.mark.parametrize("misfit", list(MISFITS))
def test_what_is_no_report_is_refused_with_all_that_came_along(
    client: FlaskClient, collector: Collector, misfit: str
) -> None:
    answer = send(client, READY, MISFITS[misfit])
    assert problem(answer) == (400, "bad_request")
    assert answer.get_json()["title"].startswith("reports.1")
    assert answer.get_json()["title"].endswith(": this is no report of a page.")
    assert collector.told == []


@pytest.mark.parametrize(
    "name",
    [
        "jane@example.com",
        "Jane Doe",
        "order-4711",
        "+49 30 1234567",
        "_private",
        "größe",
        "navigate\n",
        "",
        "a" * 65,
        "other  text",
    ],
)
def test_an_event_s_name_that_may_be_data_is_refused_and_not_said_again(
    client: FlaskClient, collector: Collector, name: str
) -> None:
    answer = send(client, READY | {"kind": "events", "events": {name: 1}})
    assert problem(answer) == (400, "bad_request")
    assert answer.get_json()["title"] == "reports.0.events: this is no report of a page."
    assert collector.told == []


@pytest.mark.parametrize("name", ["a", "navigate", "Order.saved", "cart:add_item/x-y", *NAMELESS])
def test_an_event_s_name_is_a_word_or_one_of_the_host_s_own(client: FlaskClient, name: str) -> None:
    answer = send(client, READY | {"kind": "events", "events": {name: 1}})
    assert answer.status_code == 204


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"reports": []},
        {"reports": READY},
        {"reports": None},
        {"reports": [READY] * 101},
        {"reports": [READY], "person": "ada"},
    ],
    ids=lambda body: repr(body)[:20],
)
def test_a_body_of_another_shape_is_refused(
    client: FlaskClient, collector: Collector, body: dict[str, Any]
) -> None:
    assert problem(client.post(PATH, json=body)) == (400, "bad_request")
    assert collector.told == []


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "application/json"),
        (b"[]", "application/json"),
        (b"{", "application/json"),
        (b"[" * 50_000, "application/json"),
        # What another site's page may send without asking first.
        (b'{"reports": []}', "text/plain"),
        (b"reports=1", "application/x-www-form-urlencoded"),
    ],
)
def test_what_is_no_json_object_is_refused(client: FlaskClient, data: bytes, kind: str) -> None:
    answer = client.post(PATH, data=data, content_type=kind)
    assert problem(answer) == (400, "bad_request")
    assert "JSON object" in answer.get_json()["title"]


def test_a_hundred_reports_fit_and_64_kilobytes(client: FlaskClient, collector: Collector) -> None:
    names = {f"{'a' * 10}{'b' * n}": 1 for n in range(50)}
    assert send(client, *[READY | {"seq": n} for n in range(1, 101)]).status_code == 204
    assert len(collector.told) == 100
    large = [READY | {"seq": n, "events": names} for n in range(1, 35)]
    assert problem(send(client, *large)) == (413, "too_large")
    assert len(collector.told) == 100


def test_one_person_s_pages_report_so_often_and_others_still_can(
    serve: Serve, collector: Collector
) -> None:
    people = iter(["jane"] * 61 + ["ann"])
    client = serve(collector, lambda: User(next(people)))
    assert {send(client, READY).status_code for _ in range(60)} == {204}
    answer = send(client, READY)
    assert problem(answer) == (429, "too_many_requests")
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert send(client, READY).status_code == 204


def test_links_and_reports_are_counted_apart(client: FlaskClient) -> None:
    assert {send(client, READY).status_code for _ in range(61)} == {204, 429}
    assert client.post("/api/embedUrl", json={"retoolAppName": "sales"}).status_code == 200


def test_a_recorder_that_fails_stops_neither_link_nor_report(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    client = serve(Broken())
    with caplog.at_level(logging.WARNING, "dashapp"):
        answer = client.post("/api/embedUrl", json={"retoolAppName": "sales"})
        assert answer.status_code == 200
        assert send(client, READY | {"linkId": answer.get_json()["linkId"]}).status_code == 204
    (record,) = (each for each in caplog.records if "left out" not in each.getMessage())
    assert record.message == "Outage begins: the recorder of embeds: RuntimeError"
    assert "no room" in caplog.text


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_another_method_is_405_and_no_page(client: FlaskClient, method: str) -> None:
    answer = client.open(PATH, method=method, headers={"Accept": "text/html"})
    assert problem(answer) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "POST, OPTIONS"


def test_options_names_the_only_method(client: FlaskClient) -> None:
    answer = client.options(PATH)
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Allow"] == "POST, OPTIONS"


@pytest.fixture
def host(settings: Settings) -> FlaskClient:
    """The whole host, behind its guard."""
    client: FlaskClient = create_app(settings).server.test_client()
    return client


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]
)
def test_another_site_reports_nothing_in_a_person_s_name(
    host: FlaskClient, token: Callable[..., str], headers: dict[str, str]
) -> None:
    host.set_cookie("dashapp_token", token())
    assert problem(send(host, READY, headers=headers)) == (403, "cross_site")
    assert send(host, READY).status_code == 204


def test_the_host_s_guard_asks_for_a_sign_in(host: FlaskClient) -> None:
    assert problem(send(host, READY)) == (401, "token_missing")
