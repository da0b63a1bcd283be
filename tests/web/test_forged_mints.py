"""Requests for a link that no page of this host sends, from somebody with few rights."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dash_retool_embed.testing.sandbox import Sandbox
from tests.web.conftest import HIDDEN, HIDDEN_UUID


def ask(viewer: FlaskClient, body: Any, path: str = "/api/embedUrl") -> TestResponse:
    answer = viewer.post(path, json=body)
    for word in HIDDEN:
        assert word not in answer.text
    return answer


OWN = {
    "landingPageUuid": "6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10",
    "groupIds": [12, 13],
    "externalIdentifier": "person-1",
    "sessionDurationMinutes": 60,
    "metadata": {"storeId": 1, "canExportData": True},
}
"""What Retool is asked for this person and the sales report, whatever else the page says."""


@pytest.mark.parametrize(
    "beside",
    [
        {"groupIds": [987654], "groups": [987654], "groups_by_role": {"viewer": [987654]}},
        {"metadata": {"storeId": 2}, "storeId": 2, "data": {"storeId": 2}},
        {"externalIdentifier": "ada", "sub": "ada", "id": "ada", "person": "ada", "user": "ada"},
        {"roles": ["admin"], "claims": {"roles": ["admin"], "store_id": 2}},
        {"userInfo": {"email": "ada@example.com"}, "email": "ada@example.com"},
        {"landingPageUuid": HIDDEN_UUID, "uuid": HIDDEN_UUID, "app": "payroll", "name": "payroll"},
        {"sessionDurationMinutes": 43_200, "environment": "staging", "branch": "x"},
        {"retoolappname": "payroll", "RetoolAppName": "payroll", "appName": "payroll"},
        {"__proto__": {"roles": ["admin"]}, "constructor": 1, "": None},
        {"reason": {"x": ["y"]}, "userJwt": None},
        {str(number): "x" * 100 for number in range(500)},
    ],
    ids=lambda beside: next(iter(beside)),
)
def test_what_is_sent_beside_an_app_s_name_reaches_nobody(
    viewer: FlaskClient, sandbox: Sandbox, beside: dict[str, Any]
) -> None:
    answer = ask(viewer, {**beside, "retoolAppName": "sales"})
    assert answer.status_code == 200
    assert answer.get_json().keys() == {"embedUrl", "expiresIn", "person", "frame", "linkId"}
    (asked,) = sandbox.mints
    assert (asked.body, asked.unknown_fields) == (OWN, ())


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("payroll", 403),
        ("Payroll", 404),
        ("payroll ", 404),
        ("payroll\x00", 404),
        ("sales,payroll", 404),
        ("../payroll", 404),
        ("__class__", 404),
        ("\ud800", 404),
        ("x" * 60_000, 404),
        ("", 404),
        (["payroll"], 400),
        ({"$ne": "sales"}, 400),
        (0, 400),
        (None, 400),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_no_spelling_of_another_app_gets_a_link(
    viewer: FlaskClient, sandbox: Sandbox, name: object, status: int
) -> None:
    assert ask(viewer, {"retoolAppName": name}).status_code == status
    assert sandbox.mint_requests == 0


def test_of_a_name_that_is_said_twice_none_gets_past_the_roles(
    viewer: FlaskClient, sandbox: Sandbox
) -> None:
    for first, second in [("sales", "payroll"), ("payroll", "sales")]:
        raw = f'{{"retoolAppName": "{first}", "retoolAppName": "{second}"}}'
        viewer.post("/api/embedUrl", data=raw, content_type="application/json")
    assert [asked.body for asked in sandbox.mints] == [OWN]
    query = ask(viewer, {}, "/api/embedUrl?retoolAppName=sales&userJwt=x&roles=admin")
    assert query.status_code == 400
    assert sandbox.mint_requests == 1
