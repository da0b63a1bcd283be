"""The rules of `POST /api/embed-url/external-user` (RETOOL.md, section 1)."""

import json

import pytest
from flask.testing import FlaskClient

from dash_retool_embed.testing.sandbox import (
    DEMO_API_KEY,
    SCOPELESS_API_KEY,
    Sandbox,
    create_sandbox,
)

from .conftest import UUIDS, Mint, path_of

URL = "/api/embed-url/external-user"
HEADERS = {"Authorization": f"Bearer {DEMO_API_KEY}"}


def test_a_complete_request_gets_a_link_on_the_sandbox_origin(mint: Mint) -> None:
    answer = mint(
        sessionDurationMinutes=60,
        userInfo={"email": "ada@example.com", "first_name": "Ada", "last_name": "Analyst"},
        metadata={"storeId": 1, "region": "north", "canExportData": True},
        environment="production",
        releaseVersion="1.0.0",
    )
    assert answer.status_code == 200
    assert answer.get_json().keys() == {"embedUrl"}
    assert answer.get_json()["embedUrl"].startswith("http://localhost:8051/embed/authenticate/")


def test_links_follow_the_origin_when_the_port_is_known_later(mint: Mint, sandbox: Sandbox) -> None:
    sandbox.origin = "http://localhost:4711"
    assert mint().get_json()["embedUrl"].startswith("http://localhost:4711/embed/")


def test_no_two_links_are_the_same(mint: Mint) -> None:
    assert path_of(mint()) != path_of(mint())


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("landingPageUuid", None, "landingPageUuid is required"),
        ("landingPageUuid", 5, "landingPageUuid must be a string"),
        ("groupIds", None, "groupIds is required"),
        ("groupIds", 12, "groupIds must be an array of integers"),
        ("groupIds", "12", "groupIds must be an array of integers"),
        ("groupIds", ["12"], 'groupIds must be an array of integers, not "12"'),
        ("groupIds", [12.0], "groupIds must be an array of integers, not 12.0"),
        ("groupIds", [True], "groupIds must be an array of integers, not true"),
        ("groupIds", [12, 99], "groupIds has 99, which is no group of this organization"),
        ("externalIdentifier", None, "externalIdentifier is required"),
        ("externalIdentifier", "", "externalIdentifier must not be empty"),
        ("externalIdentifier", True, "externalIdentifier must be a string or an integer"),
        ("externalIdentifier", 1.5, "externalIdentifier must be a string or an integer"),
        ("externalIdentifier", ["a"], "externalIdentifier must be a string or an integer"),
        ("sessionDurationMinutes", 9, "sessionDurationMinutes must be from 10 to 43200, not 9"),
        (
            "sessionDurationMinutes",
            43_201,
            "sessionDurationMinutes must be from 10 to 43200, not 43201",
        ),
        ("sessionDurationMinutes", "60", "sessionDurationMinutes must be an integer"),
        ("sessionDurationMinutes", 60.0, "sessionDurationMinutes must be an integer"),
        ("sessionDurationMinutes", True, "sessionDurationMinutes must be an integer"),
        ("userInfo", ["Ada"], "userInfo must be an object"),
        ("userInfo", {"email": 5}, "userInfo.email must be a string"),
        ("userInfo", {"firstName": None}, "userInfo.firstName must be a string"),
        ("metadata", ["a"], "metadata must be an object"),
        ("metadata", {"a": 1.5}, "metadata.a must be a string, an integer or a boolean"),
        ("metadata", {"a": None}, "metadata.a must be a string, an integer or a boolean"),
        ("metadata", {"a": [1]}, "metadata.a must be a string, an integer or a boolean"),
        ("metadata", {"a": {"b": 1}}, "metadata.a must be a string, an integer or a boolean"),
        ("metadata", {"a": 2**63}, "metadata.a must fit into 64 bits"),
        ("metadata", {"a": -(2**63) - 1}, "metadata.a must fit into 64 bits"),
        ("environment", 1, "environment must be a string"),
        ("branch", True, "branch must be a string"),
        ("releaseVersion", 1.0, "releaseVersion must be a string"),
    ],
)
def test_a_broken_rule_is_400_and_names_the_field(
    mint: Mint, sandbox: Sandbox, field: str, value: object, message: str
) -> None:
    answer = mint(**{field: value})
    assert answer.status_code == 400
    assert answer.get_json() == {"success": False, "message": message}
    assert sandbox.links_minted == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("groupIds", [1]),
        ("groupIds", []),
        ("groupIds", [12, 13, 14]),
        ("externalIdentifier", 0),
        ("externalIdentifier", "user-7"),
        ("sessionDurationMinutes", 10),
        ("sessionDurationMinutes", 43_200),
        ("userInfo", {"email": "a@example.com", "firstName": "A", "lastName": "B"}),
        ("metadata", {"a": 2**63 - 1, "b": -(2**63), "c": False, "d": ""}),
        ("branch", "main"),
        ("releaseVersion", "latest"),
    ],
)
def test_a_value_at_the_edge_of_a_rule_is_accepted(
    mint: Mint, sandbox: Sandbox, field: str, value: object
) -> None:
    assert mint(**{field: value}).status_code == 200
    assert sandbox.mints[0].body[field] == value


def test_branch_and_release_version_exclude_each_other(mint: Mint) -> None:
    answer = mint(branch="main", releaseVersion="1.0.0")
    assert answer.status_code == 400
    assert answer.get_json()["message"] == "branch and releaseVersion can't both be given"


def test_an_unknown_app_is_403_in_the_words_of_retool(mint: Mint) -> None:
    answer = mint(landingPageUuid="00000000-0000-0000-0000-000000000000")
    assert answer.status_code == 403
    assert answer.get_json()["message"] == "Page does not belong to organization"


def metadata_of(size: int, filler: str) -> dict[str, str]:
    frame = len('{"k":""}')
    return {"k": filler * ((size - frame) // len(filler.encode()))}


@pytest.mark.parametrize("filler", ["x", "é"])
def test_metadata_may_have_1024_bytes_of_compact_json(mint: Mint, filler: str) -> None:
    assert mint(metadata=metadata_of(1024, filler)).status_code == 200
    refused = mint(metadata=metadata_of(1026, filler))
    assert refused.status_code == 400
    assert refused.get_json()["message"] == "metadata must be at most 1024 bytes of JSON, not 1026"


@pytest.mark.parametrize(
    "authorization",
    [None, "", "Bearer", "Bearer ", "Bearer wrong", f"Basic {DEMO_API_KEY}", DEMO_API_KEY],
)
def test_no_token_or_a_wrong_one_is_401(
    client: FlaskClient, sandbox: Sandbox, authorization: str | None
) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    answer = client.post(URL, json={}, headers=headers)
    assert answer.status_code == 401
    assert answer.get_json()["success"] is False
    assert answer.get_json()["message"].startswith("Access token is")


def test_a_token_without_the_embed_scope_is_401_and_says_so(mint: Mint) -> None:
    answer = mint(api_key=SCOPELESS_API_KEY)
    assert answer.status_code == 401
    assert answer.get_json()["message"] == "Access token does not have the scope App: Embed"


def test_the_token_is_the_one_that_the_sandbox_was_made_with() -> None:
    client = create_sandbox(api_key="another").test_client()
    of_demo = client.post(URL, json={}, headers=HEADERS)
    of_another = client.post(URL, json={}, headers={"Authorization": "Bearer another"})
    assert (of_demo.status_code, of_another.status_code) == (401, 400)


def test_an_organization_without_embedding_is_400(mint: Mint, sandbox: Sandbox) -> None:
    sandbox.embedding_enabled = False
    answer = mint()
    assert answer.status_code == 400
    assert answer.get_json()["message"].startswith("Embedding is not enabled")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "Request body must be valid JSON"),
        (b"{", "Request body must be valid JSON"),
        (b'{"a": NaN}', "Request body must be valid JSON"),
        (b'{"externalIdentifier": "\\ud800"}', "Request body must be valid JSON"),
        (b"\xff\xfe\xff", "Request body must be valid JSON"),
        (b"[" * 100_000, "Request body must be valid JSON"),
        (b"1" * 5_000, "Request body must be valid JSON"),
        (b"[]", "Request body must be a JSON object"),
        (b"null", "Request body must be a JSON object"),
    ],
)
def test_a_body_that_is_no_json_object_is_400(
    client: FlaskClient, raw: bytes, message: str
) -> None:
    answer = client.post(URL, data=raw, headers=HEADERS, content_type="application/json")
    assert answer.status_code == 400
    assert answer.get_json() == {"success": False, "message": message}


def test_a_body_of_another_content_type_is_400(client: FlaskClient) -> None:
    answer = client.post(URL, data=json.dumps({}), headers=HEADERS, content_type="text/plain")
    assert answer.status_code == 400
    assert answer.get_json()["message"] == "Content-Type must be application/json"


def test_an_oversized_body_is_413_as_json(client: FlaskClient) -> None:
    answer = client.post(URL, json={"a": "x" * 1_000_001}, headers=HEADERS)
    assert answer.status_code == 413
    assert answer.get_json() == {"success": False, "message": "Request body is too large"}


def test_an_accepted_request_is_recorded_with_user_app_and_time(
    mint: Mint, sandbox: Sandbox
) -> None:
    mint("customers", externalIdentifier=7, colour="red")
    mint("sales", groupIds=[99])
    (record,) = sandbox.mints
    assert (record.user, record.app) == ("7", "customers")
    assert record.body["landingPageUuid"] == UUIDS["customers"]
    assert record.time.timestamp() == sandbox.clock()
    assert record.unknown_fields == ("colour",)
    assert sandbox.links_minted == 1
