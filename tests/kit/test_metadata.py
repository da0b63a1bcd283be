"""What Retool is told about a person, and who gets no link because of it."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from dash import Dash, html
from flask import Flask
from flask.testing import FlaskClient

from dash_retool_embed.errors import MayNotOpen
from dash_retool_embed.log_throttling.lines import PER_SOURCE
from dash_retool_embed.mint import MetadataHooks
from dash_retool_embed.people import User
from dash_retool_embed.register import register_embeds
from dash_retool_embed.retool import RetoolClient
from dash_retool_embed.testing.sandbox import DEMO_API_KEY, Sandbox
from dashapp.settings import AppSettings

UUID = "6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10"
SECRET_WORDS = "the salary of jane"

Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def ask(sandbox: Sandbox) -> Ask:
    """Ask a host for a link to the app `sales`; return its status and answer."""

    def ask(
        hooks: Any = None, roles: frozenset[str] = frozenset(), **configured: Any
    ) -> tuple[int, Any]:
        claims = configured.pop("claims", {})
        client = client_of(sandbox, hooks, User("jane", roles=roles, claims=claims), **configured)
        answer = client.post("/api/embedUrl", json={"retoolAppName": "sales"})
        return answer.status_code, answer.get_json()

    return ask


def client_of(sandbox: Sandbox, hooks: Any, user: User, **configured: Any) -> FlaskClient:
    app = Dash(server=Flask(__name__))  # type: ignore[arg-type]
    app.layout = html.Div()
    groups = {} if "groups_by_role" in configured else {"groups": [12]}
    register_embeds(
        app,
        client=RetoolClient(sandbox.origin, DEMO_API_KEY),
        apps=[AppSettings(name="sales", uuid=UUID, **groups, **configured)],
        user=lambda: user,
        metadata=hooks,
    )
    client: FlaskClient = app.server.test_client()
    return client


def told(sandbox: Sandbox, key: str) -> object:
    return sandbox.mints[-1].body.get(key)


def test_the_groups_of_all_roles_together_are_asked_for(ask: Ask, sandbox: Sandbox) -> None:
    by_role = {"analyst": [12], "admin": [12, 13]}
    roles = frozenset({"admin", "analyst"})
    assert ask(roles=roles, groups_by_role=by_role)[0] == 200
    assert told(sandbox, "groupIds") == [12, 13]
    assert ask(roles=frozenset({"analyst"}), groups_by_role=by_role)[0] == 200
    assert told(sandbox, "groupIds") == [12]


def test_who_may_open_an_app_and_has_no_group_in_it_gets_no_link(
    ask: Ask, sandbox: Sandbox
) -> None:
    status, answer = ask(roles=frozenset({"viewer"}), groups_by_role={"admin": [12]})
    assert (status, answer["code"]) == (403, "no_group")
    assert "sales" in answer["title"]
    assert sandbox.mint_requests == 0


@pytest.mark.parametrize("claim", ["text", "", 7, 0, -(2**63), 2**63 - 1, True, False])
def test_a_claim_keeps_its_type(ask: Ask, sandbox: Sandbox, claim: object) -> None:
    assert ask(claims={"c": claim}, metadata={"key": "claim:c"})[0] == 200
    metadata = told(sandbox, "metadata")
    assert isinstance(metadata, dict)
    assert (metadata["key"], type(metadata["key"])) == (claim, type(claim))


@pytest.mark.parametrize(
    ("claims", "path"),
    [
        ({"account": {"store": {"id": 7}}}, "account.store.id"),
        ({"https://example.com/store": 7}, "https://example.com/store"),
        ({"store.id": 7}, r"store\.id"),
    ],
)
def test_a_claim_is_found_by_its_path(
    ask: Ask, sandbox: Sandbox, claims: dict[str, object], path: str
) -> None:
    assert ask(claims=claims, metadata={"key": f"claim:{path}"})[0] == 200
    assert told(sandbox, "metadata") == {"key": 7}


@pytest.mark.parametrize("claim", [1.5, 2**63, -(2**63) - 1, [1], {"a": 1}, float("nan")])
def test_a_claim_of_another_type_is_said_and_not_sent(
    ask: Ask, sandbox: Sandbox, claim: object
) -> None:
    status, answer = ask(claims={"store": claim}, metadata={"key": "claim:store"})
    assert (status, answer["code"]) == (403, "claim_unfit")
    assert "your store in a form" in answer["title"]
    assert sandbox.mint_requests == 0


@pytest.mark.parametrize(("size", "status"), [(1016, 200), (1017, 403)])
def test_a_kilobyte_is_all_that_claims_may_fill(
    ask: Ask, sandbox: Sandbox, size: int, status: int
) -> None:
    # {"k":"…"} has 8 bytes around the text, and 1024 may be sent.
    answered, answer = ask(claims={"c": "x" * size}, metadata={"k": "claim:c"})
    assert answered == status
    assert sandbox.mint_requests == (1 if status == 200 else 0)
    assert status == 200 or answer["code"] == "metadata_too_long"


def test_a_hook_adds_to_what_is_configured(ask: Ask, sandbox: Sandbox) -> None:
    metadata = MetadataHooks()

    @metadata("sales")
    def _(user: User) -> dict[str, str | int | bool]:
        return {"name": user.id, "level": 3, "new": True}

    assert ask(metadata, metadata={"kept": "yes"})[0] == 200
    expected = {"kept": "yes", "name": "jane", "level": 3, "new": True}
    assert told(sandbox, "metadata") == expected


def test_a_plain_dict_of_functions_will_do(ask: Ask, sandbox: Sandbox) -> None:
    assert ask({"sales": lambda user: {"name": user.id}})[0] == 200
    assert told(sandbox, "metadata") == {"name": "jane"}


def test_a_hook_that_comes_late_counts(sandbox: Sandbox) -> None:
    metadata = MetadataHooks()
    client = client_of(sandbox, metadata, User("jane"))
    metadata("sales")(lambda _user: {"late": True})
    assert client.post("/api/embedUrl", json={"retoolAppName": "sales"}).status_code == 200
    assert told(sandbox, "metadata") == {"late": True}


def test_two_apps_in_one_process_have_their_own_hooks(ask: Ask, sandbox: Sandbox) -> None:
    one, other = MetadataHooks(), MetadataHooks()
    one("sales")(lambda _user: {"host": 1})
    other("sales")(lambda _user: {"host": 2})
    for hooks, expected in [(one, {"host": 1}), (other, {"host": 2}), (None, None)]:
        assert ask(hooks)[0] == 200
        assert told(sandbox, "metadata") == expected


def raises(_user: User) -> dict[str, Any]:
    raise KeyError(SECRET_WORDS)


@pytest.mark.parametrize(
    ("hook", "logged"),
    [
        (raises, "it raised KeyError, at "),
        (lambda _user: None, "it returned NoneType, no mapping"),
        (lambda _user: [SECRET_WORDS], "it returned list, no mapping"),
        (lambda _user: {1: SECRET_WORDS}, "a key that is no string"),
        (lambda _user: {"pay": [SECRET_WORDS]}, "64-bit whole number: pay"),
        (lambda _user: {"pay": 2**63}, "64-bit whole number: pay"),
        (lambda _user: {"kept": SECRET_WORDS}, "the configuration sets kept too"),
    ],
    ids=lambda value: value if isinstance(value, str) else "hook",
)
def test_a_hook_that_fails_means_no_link_and_a_line_in_the_log_without_values(
    ask: Ask, sandbox: Sandbox, caplog: pytest.LogCaptureFixture, hook: Any, logged: str
) -> None:
    status, answer = ask({"sales": hook}, metadata={"kept": "yes"})
    assert (status, answer["code"]) == (500, "metadata_failed")
    assert sandbox.mint_requests == 0
    (record,) = (record for record in caplog.records if record.levelno == logging.ERROR)
    assert logged in record.getMessage()
    assert "sales" in record.getMessage()
    assert SECRET_WORDS not in caplog.text + str(answer)


def test_a_hook_that_always_fails_does_not_fill_the_log(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    client = client_of(sandbox, {"sales": lambda _: 1 / 0}, User("jane"))
    for _ in range(2 * PER_SOURCE):
        client.post("/api/embedUrl", json={"retoolAppName": "sales"})
    assert sum(each.levelno == logging.ERROR for each in caplog.records) == PER_SOURCE


def test_a_hook_may_refuse_the_person_in_its_own_words(ask: Ask, sandbox: Sandbox) -> None:
    def refuse(_user: User) -> dict[str, str | int | bool]:
        raise MayNotOpen("Your contract has ended.")

    status, answer = ask({"sales": refuse})
    assert (status, answer["title"]) == (403, "Your contract has ended.")
    assert sandbox.mint_requests == 0


def test_what_a_hook_adds_counts_towards_the_kilobyte(ask: Ask, sandbox: Sandbox) -> None:
    status, answer = ask({"sales": lambda _user: {"long": "x" * 1024}})
    assert (status, answer["code"]) == (403, "metadata_too_long")
    assert sandbox.mint_requests == 0


async def later(_user: User) -> dict[str, Any]:
    return {}


def test_a_hook_that_can_not_work_is_refused_at_once(ask: Ask) -> None:
    with pytest.raises(TypeError, match="a plain function"):
        MetadataHooks()("sales")(later)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a plain function"):
        ask({"sales": later})
    with pytest.raises(ValueError, match="metadata for 'sale'; allowed: sales"):
        ask({"sale": lambda _user: {}})
    metadata = MetadataHooks()
    metadata("sales")(lambda _user: {})
    with pytest.raises(ValueError, match="has a metadata hook already"):
        metadata("sales")(lambda _user: {})
