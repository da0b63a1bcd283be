"""Every rule of the quickstart's table "POST request parameters", on both sides of its limits."""

from typing import Any

import pytest

from dash_retool_embed.retool import EmbedRequest, InvalidEmbedRequest, RetoolError, UserInfo

NEEDED: dict[str, Any] = {
    "landing_page_uuid": "6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10",
    "group_ids": [12, 13],
    "external_identifier": "ada",
}


def metadata_of(size: int) -> dict[str, str]:
    """Return metadata that is `size` bytes as compact JSON: {"k":"…"}."""
    return {"k": "x" * (size - len('{"k":""}'))}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("landing_page_uuid", "6F0B0F9A-2F4E-11EE-9D51-5B1C6C1F2A10"),
        ("group_ids", [1]),
        ("group_ids", (1, 2)),
        ("external_identifier", "a"),
        ("external_identifier", 0),
        ("session_duration_minutes", 10),
        ("session_duration_minutes", 43_200),
        ("user_info", {}),
        ("user_info", {"email": "a@example.com", "first_name": "", "last_name": "Ü"}),
        ("user_info", UserInfo(email="a@example.com")),
        ("metadata", {}),
        ("metadata", {"text": "", "yes": True, "number": 0}),
        ("metadata", {"least": -(2**63), "most": 2**63 - 1}),
        ("metadata", metadata_of(1024)),
        ("metadata", {"k": "ü" * 508}),
        ("environment", "staging"),
        ("branch", "feature/one"),
        ("release_version", "latest"),
        ("release_version", "1.0.0"),
    ],
)
def test_takes_what_the_table_allows(field: str, value: object) -> None:
    assert EmbedRequest.build(**NEEDED | {field: value})


@pytest.mark.parametrize(
    ("field", "value", "allowed"),
    [
        ("landing_page_uuid", "", "UUID"),
        ("landing_page_uuid", "sales", "UUID"),
        ("landing_page_uuid", "6f0b0f9a2f4e11ee9d515b1c6c1f2a10", "UUID"),
        ("landing_page_uuid", "6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10\n", "UUID"),
        ("landing_page_uuid", None, "UUID"),
        ("group_ids", [], "at least one"),
        ("group_ids", 12, "list"),
        ("group_ids", "12", "list"),
        ("group_ids", ["12"], "whole number"),
        ("group_ids", [12.0], "whole number"),
        ("group_ids", [True], "whole number"),
        ("external_identifier", "", "not empty"),
        ("external_identifier", "  ", "not empty"),
        ("external_identifier", True, "whole number"),
        ("external_identifier", 1.5, "whole number"),
        ("external_identifier", None, "string"),
        ("session_duration_minutes", 9, "10 to 43200"),
        ("session_duration_minutes", 43_201, "10 to 43200"),
        ("session_duration_minutes", "60", "whole number"),
        ("session_duration_minutes", 60.0, "whole number"),
        ("session_duration_minutes", True, "whole number"),
        ("user_info", "Ada", "email, first_name, last_name"),
        ("user_info", {"email": 3}, "strings"),
        ("user_info", UserInfo(first_name=b"Ada"), "strings"),  # type: ignore[arg-type]
        ("user_info", {"phone": "1"}, "email, first_name, last_name"),
        ("metadata", [], "names with strings"),
        ("metadata", {"k": 1.5}, "int64"),
        ("metadata", {"k": None}, "int64"),
        ("metadata", {"k": ["a"]}, "int64"),
        ("metadata", {"k": 2**63}, "int64"),
        ("metadata", {"k": -(2**63) - 1}, "int64"),
        ("metadata", {1: "k"}, "names with strings"),
        ("metadata", metadata_of(1025), "at most 1024 bytes as JSON, not 1025"),
        ("metadata", {"k": "ü" * 509}, "at most 1024 bytes as JSON, not 1026"),
        ("environment", "", "not empty"),
        ("environment", 3, "not empty"),
        ("branch", "", "not empty"),
        ("release_version", "", "not empty"),
        ("release_version", 1.0, "not empty"),
        ("landingPageUuid", "x", "only the fields landing_page_uuid"),
    ],
)
def test_refuses_what_it_does_not_and_says_why(field: str, value: object, allowed: str) -> None:
    with pytest.raises(InvalidEmbedRequest) as caught:
        EmbedRequest.build(**NEEDED | {field: value})
    (violation,) = caught.value.violations
    assert violation.field.startswith(field)
    assert violation.value
    assert allowed in violation.allowed
    assert (
        str(caught.value) == f"{violation.field} = {violation.value}; allowed: {violation.allowed}"
    )


@pytest.mark.parametrize("field", sorted(NEEDED))
def test_names_a_needed_field_that_is_missing(field: str) -> None:
    fields = {name: value for name, value in NEEDED.items() if name != field}
    with pytest.raises(InvalidEmbedRequest, match=f"^{field} is missing; allowed: "):
        EmbedRequest.build(**fields)


def test_shows_a_branch_or_a_release_but_not_both() -> None:
    with pytest.raises(InvalidEmbedRequest, match=r"release_version = '1\.0\.0'.*branch is set"):
        EmbedRequest.build(**NEEDED, branch="main", release_version="1.0.0")


def test_tells_all_violations_at_once() -> None:
    with pytest.raises(InvalidEmbedRequest) as caught:
        EmbedRequest.build(
            group_ids=[True, "b"],
            external_identifier="",
            session_duration_minutes=1,
            user_info={"email": 1},
            metadata={"k": None},
            branch="b",
            release_version="1",
        )
    assert [violation.field for violation in caught.value.violations] == [
        "landing_page_uuid",
        "group_ids[0]",
        "group_ids[1]",
        "external_identifier",
        "session_duration_minutes",
        "user_info.email",
        "metadata.k",
        "release_version",
    ]
    assert len(str(caught.value).splitlines()) == 8


def test_raises_the_rooms_own_error_from_the_constructor_too() -> None:
    with pytest.raises(RetoolError) as caught:
        EmbedRequest(landing_page_uuid="x", group_ids=(1,), external_identifier="ada")
    assert caught.value.code == "invalid_embed_request"


def test_shortens_a_long_value() -> None:
    with pytest.raises(InvalidEmbedRequest) as caught:
        EmbedRequest.build(**NEEDED | {"landing_page_uuid": "x" * 10_000})
    assert len(str(caught.value)) < 300


def test_does_not_change_after_it_was_checked() -> None:
    request = EmbedRequest.build(**NEEDED)
    with pytest.raises((InvalidEmbedRequest, ValueError)):
        request.landing_page_uuid = "x"  # type: ignore[misc]


def test_sends_the_duration_always_and_leaves_out_what_is_not_set() -> None:
    assert EmbedRequest.build(**NEEDED).to_json() == {
        "landingPageUuid": "6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10",
        "groupIds": [12, 13],
        "externalIdentifier": "ada",
        "sessionDurationMinutes": 1440,
    }


def test_sends_retools_names() -> None:
    body = EmbedRequest.build(
        **NEEDED | {"external_identifier": 0},
        session_duration_minutes=60,
        user_info={"email": "a@example.com", "first_name": "Ada"},
        metadata={"storeId": 0, "isAdmin": False, "note": ""},
        environment="staging",
        release_version="1.0.0",
    ).to_json()
    assert body["externalIdentifier"] == 0
    assert body["sessionDurationMinutes"] == 60
    assert body["userInfo"] == {"email": "a@example.com", "first_name": "Ada"}
    assert body["metadata"] == {"storeId": 0, "isAdmin": False, "note": ""}
    assert body["environment"] == "staging"
    assert body["releaseVersion"] == "1.0.0"
    assert "branch" not in body


def test_sends_camel_case_user_info_to_an_instance_that_wants_it() -> None:
    info = UserInfo(email="a@example.com", first_name="Ada", last_name="L.")
    body = EmbedRequest.build(**NEEDED, user_info=info).to_json("camelCase")
    assert body["userInfo"] == {"email": "a@example.com", "firstName": "Ada", "lastName": "L."}
