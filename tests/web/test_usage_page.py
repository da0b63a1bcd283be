"""Who opened what is shown to those whom the configuration names, whatever others send."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashapp.app import create_app
from dashapp.database import Store
from dashapp.pages.usage.filters import selection
from dashapp.pages.usage.grid import wanted
from dashapp.settings import Settings
from dashapp.usage import UsageLog
from dashapp.usage.listing import MOST_ROWS, Sort
from dashapp.usage.selection import Selection
from tests.usage.records import asked, flush

Token = Callable[..., str]

CALLBACK = "/_dash-update-component"
GRID = "/dash_ag_grid/"

# What the log has, and nobody else may see: a name, an address, a key of metadata.
HIDDEN = ("Lovelace", "ada@example.com", "canExportData")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[UsageLog]:
    """A log with a link, of Ada."""
    log = UsageLog(Store(f"sqlite:///{tmp_path}/usage.sqlite3"))
    yield log
    log.close()


@pytest.fixture
def app(settings: Settings, log: UsageLog) -> Dash:
    app = create_app(settings, usage=log)
    log.record_request(asked())
    flush(log)
    return app


@pytest.fixture
def sign_in(app: Dash, token: Token) -> Callable[[str], FlaskClient]:
    def sign_in(role: str) -> FlaskClient:
        client: FlaskClient = app.server.test_client()
        client.set_cookie("dashapp_token", token(roles=[role]))
        return client

    return sign_in


def ask_everything(app: Dash, client: FlaskClient, log: UsageLog) -> list[TestResponse]:
    """Send what a page of a reader sends, to every callback of the usage page."""
    with log.store.reading() as connection:
        link = connection.exec_driver_sql("SELECT link_id FROM usage_links").scalar()
    values: dict[str, Any] = {
        "usage_tick": {"at": 1, "zone": "Europe/Berlin"},
        "usage_fresh": {"at": 1},
        "usage_period": "7",
        "usage_grid.getRowsRequest": {"startRow": 0, "endRow": 100, "sortModel": []},
        "usage_grid.selectedRows": [{"link_id": link, "person": "ada"}],
        "usage_person_links": 1,
    }

    def given(declared: dict[str, str]) -> dict[str, Any]:
        key = f"{declared['id']}.{declared['property']}"
        return {**declared, "value": values.get(key, values.get(declared["id"]))}

    answers = []
    for name, callback in app.callback_map.items():
        if "usage_" not in name or "callback" not in callback:
            continue
        declared = callback["output"]
        outputs = declared if isinstance(declared, list) else [declared]
        body = {
            "output": name,
            "outputs": [{"id": o.component_id, "property": o.component_property} for o in outputs],
            "inputs": [given(each) for each in callback["inputs"]],
            "state": [given(each) for each in callback["state"]],
            "changedPropIds": [],
        }
        answers.append(client.post(CALLBACK, json=body))
    return answers


def leaks(answers: list[TestResponse]) -> set[str]:
    return {word for word in HIDDEN for answer in answers if word in answer.text}


def test_a_reader_is_told_everything(
    app: Dash, log: UsageLog, sign_in: Callable[[str], FlaskClient]
) -> None:
    answers = ask_everything(app, sign_in("admin"), log)
    assert [answer.status_code for answer in answers] == [200] * 5
    assert leaks(answers) == set(HIDDEN)


def test_somebody_without_the_role_is_told_nothing(
    app: Dash, log: UsageLog, sign_in: Callable[[str], FlaskClient]
) -> None:
    viewer = sign_in("viewer")
    answers = ask_everything(app, viewer, log)
    answers += [viewer.get(f"/usage/export.{kind}") for kind in ("csv", "jsonl", "x")]
    assert {(a.status_code, a.get_json()["code"]) for a in answers} == {(403, "may_not_see_usage")}
    assert leaks(answers) == set()


def test_callbacks_that_do_not_ask_for_the_role_would_be_noticed(
    app: Dash,
    log: UsageLog,
    sign_in: Callable[[str], FlaskClient],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("dashapp.pages.usage.readers.Readers.check", lambda _self: None)
    assert leaks(ask_everything(app, sign_in("viewer"), log)) == set(HIDDEN)


def test_nobody_who_is_not_signed_in_is_told_anything(app: Dash, log: UsageLog) -> None:
    stranger = app.server.test_client()
    answers = [*ask_everything(app, stranger, log), stranger.get("/usage/export.csv")]
    assert {answer.status_code for answer in answers} == {401}


@pytest.mark.parametrize(("roles", "sees"), [(["admin"], True), (["x"], False), ([], False)])
def test_the_tab_and_the_page_are_for_the_configured_roles(
    settings: Settings, token: Token, log: UsageLog, roles: list[str], sees: bool
) -> None:
    usage = settings.usage.model_copy(update={"roles": roles})
    client = create_app(
        settings.model_copy(update={"usage": usage}), usage=log
    ).server.test_client()
    client.set_cookie("dashapp_token", token(roles=["admin"]))
    assert ('"data-tab": "usage"' in json.dumps(client.get("/_dash-layout").get_json())) is sees
    filled = client.post(
        CALLBACK,
        json={
            "output": '{"tab":["MATCH"],"type":"host_view"}.children',
            "outputs": {"id": {"tab": "usage", "type": "host_view"}, "property": "children"},
            "inputs": [
                {
                    "id": {"tab": "usage", "type": "host_visited"},
                    "property": "data",
                    "value": "/usage",
                }
            ],
            "changedPropIds": [],
        },
    ).text
    assert ("usage_grid" in filled) is sees
    assert ("You may not see the usage" in filled) is not sees
    # A megabyte that others need not load, and two files.
    page = client.get("/", headers={"Accept": "text/html"}).text
    assert {file in page for file in (GRID, "/usage.js", "/usage.css")} == {sees}


def test_exports_have_what_is_filtered(
    log: UsageLog, sign_in: Callable[[str], FlaskClient]
) -> None:
    log.record_request(asked(app="customers", code="retool_busy"))
    flush(log)
    admin = sign_in("admin")
    everything = admin.get("/usage/export.csv")
    assert everything.mimetype == "text/csv"
    assert everything.headers["Content-Disposition"] == "attachment; filename=usage.csv"
    assert everything.headers["Cache-Control"] == "no-store"
    assert everything.text.startswith('\ufeff"link_id",')
    assert everything.text.count("Lovelace") == 2

    def apps(query: str) -> list[str]:
        lines = admin.get(f"/usage/export.jsonl?{query}").text.splitlines()
        return [json.loads(line)["app"] for line in lines]

    assert apps("period=all&app=*&outcome=*&failed=") == ["sales", "customers"]
    assert apps("app=customers") == ["customers"]
    assert apps("failed=1") == ["customers"]
    assert apps("outcome=minted") == ["sales"]
    assert apps("person=LOVE") == ["sales", "customers"]
    assert apps("person=nobody") == []
    assert admin.get("/usage/export.exe").status_code == 404


def test_an_export_without_a_database_says_so(settings: Settings, token: Token) -> None:
    log = UsageLog(Store("postgresql://somebody:hidden-word@127.0.0.1:1/usage"))
    client = create_app(settings, usage=log).server.test_client()
    client.set_cookie("dashapp_token", token(roles=["admin"]))
    for kind in ("csv", "jsonl"):
        answer = client.get(f"/usage/export.{kind}")
        assert (answer.status_code, answer.get_json()["code"]) == (503, "usage_unavailable")
        assert "hidden-word" not in answer.text
    log.close()


@pytest.mark.parametrize(
    ("asked_for", "expected"),
    [
        (None, (Sort(), 0, 100)),
        ({"startRow": 100, "endRow": 200}, (Sort(), 100, 200)),
        ({"startRow": -1, "endRow": 10**9}, (Sort(), 0, 100)),
        ({"startRow": True, "endRow": "9"}, (Sort(), 0, 100)),
        ({"startRow": 0, "endRow": MOST_ROWS}, (Sort(), 0, 500)),
        ({"sortModel": [{"colId": "app", "sort": "asc"}]}, (Sort("app", False), 0, 100)),
        ({"sortModel": [{"colId": "metadata", "sort": "asc"}]}, (Sort(), 0, 100)),
        ({"sortModel": [{"colId": {"a": 1}}]}, (Sort(), 0, 100)),
        ({"sortModel": "app"}, (Sort(), 0, 100)),
        ([], (Sort(), 0, 100)),
    ],
)
def test_what_a_table_may_ask_for(asked_for: object, expected: tuple[Sort, int, int]) -> None:
    assert wanted(asked_for) == expected


@pytest.mark.parametrize("nonsense", [None, "", "*", 5, [], {}, True])
def test_a_field_that_says_nothing_selects_everything(nonsense: object) -> None:
    assert selection("all", nonsense, nonsense, nonsense, None) == Selection()


def test_text_that_no_database_takes_finds_nothing_and_harms_nothing(
    sign_in: Callable[[str], FlaskClient],
) -> None:
    for query in ("person=nul%00", "app=%ED%A0%BD", "outcome=" + 300 * "x", "period=%00"):
        answer = sign_in("admin").get(f"/usage/export.jsonl?{query}")
        assert (answer.status_code, answer.text.count("Lovelace")) == (200, "period" in query)
