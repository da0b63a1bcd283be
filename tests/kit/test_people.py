"""Who is asking, as authors say it, and Retool apps as they write them down."""

import copy
import enum
import pickle
from typing import Any
from uuid import UUID

import pytest
from dash import Dash, html
from flask import Flask
from pydantic import ValidationError

from dash_retool_embed import EmbedApp, RetoolClient, User, register_embeds

APP = UUID("6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10")


@pytest.mark.parametrize(
    ("given", "id_"), [("ada", "ada"), (42, "42"), (0, "0"), (APP, str(APP)), (" a ", " a ")]
)
def test_an_id_is_a_table_s_key(given: Any, id_: str) -> None:
    assert User(id=given).id == id_
    assert User(id=given) == User(id=id_)


MISTAKES: dict[str, tuple[dict[str, Any], type[Exception], str]] = {
    "nobody's id": ({"id": None}, TypeError, "for nobody, raise IdentityError"),
    "a boolean": ({"id": True}, TypeError, "an id is text, a whole number or a UUID, not bool"),
    "bytes": ({"id": b"ada"}, TypeError, "not bytes"),
    "a fraction": ({"id": 4.5}, TypeError, "not float"),
    "no text": ({"id": ""}, ValueError, "must not be empty"),
    "spaces": ({"id": "  "}, ValueError, "must not be empty"),
    "one role": ({"id": 1, "roles": "admin"}, TypeError, r"such as \{'admin'\}"),
    "roles of None": ({"id": 1, "roles": None}, TypeError, "a set of roles is needed"),
    "roles that are numbers": ({"id": 1, "roles": [1]}, TypeError, "each a text"),
    "an address that is a number": ({"id": 1, "email": 5}, TypeError, r"email=…\): text or None"),
    "a name that is a list": ({"id": 1, "first_name": ["Ada"]}, TypeError, "not list"),
    "claims that are a list": ({"id": 1, "claims": ["secret"]}, TypeError, "a dict is needed"),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_somebody_else_is_refused_in_words(what: str) -> None:
    given, kind, words = MISTAKES[what]
    with pytest.raises(kind, match=words) as refused:
        User(**given)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("roles", [["a", "b", "a"], ("a", "b"), {"a": 1, "b": 2}.keys()])
def test_roles_are_a_set_however_they_are_given(roles: Any) -> None:
    assert User(id=1, roles=roles).roles == {"a", "b"}


def register(**how: Any) -> Dash:
    app = Dash(server=Flask(__name__))  # type: ignore[arg-type]
    app.layout = html.Div()
    client = RetoolClient("https://retool.example.com", "key")
    given = {"apps": [EmbedApp(name="sales", uuid=str(APP), groups=[1])], **how}
    register_embeds(app, client=client, **given)
    return app


async def of_a_request() -> User:
    return User(id=1)


@pytest.mark.parametrize(
    ("user", "words"),
    [
        (User(id=1), "a function is needed that returns the User"),
        (None, "a function is needed that returns the User"),
        (of_a_request, "a plain function is needed, without async"),
    ],
)
def test_a_user_that_can_not_be_asked_is_refused_at_once(user: Any, words: str) -> None:
    with pytest.raises(TypeError, match=words):
        register(user=user)


@pytest.mark.parametrize("returned", [None, "ada", 42])
def test_a_user_that_returns_none_is_an_error_of_the_server(
    returned: Any, caplog: pytest.LogCaptureFixture
) -> None:
    app = register(user=lambda: returned)
    answer = app.server.test_client().post("/api/embedUrl", json={"retoolAppName": "sales"})
    assert answer.status_code == 500
    assert "no User: for nobody, raise IdentityError" in caplog.text


@pytest.mark.parametrize("uuid", [APP, str(APP), str(APP).upper()])
def test_an_app_s_uuid_is_text_or_a_uuid(uuid: Any) -> None:
    assert EmbedApp(name="sales_report", uuid=uuid, groups=(12,)).uuid.lower() == str(APP)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"groups": ["12"]}, "groups.0"),
        ({"groups": "12"}, "groups"),
        ({"groups": 12}, "groups"),
        ({"groups": [True]}, "groups.0"),
        ({"groups": []}, "groups"),
        ({"uuid": "sales"}, "uuid"),
        ({"uuid": None}, "uuid"),
        ({"name": "Sales report"}, "name"),
        ({"group": [1]}, "group"),
    ],
)
def test_an_app_that_retool_would_refuse_is_refused_with_the_place(given: Any, place: str) -> None:
    with pytest.raises(ValidationError) as refused:
        EmbedApp(**{"name": "sales", "uuid": str(APP), "groups": [1], **given})
    assert place in [".".join(map(str, each["loc"])) for each in refused.value.errors()]


class Key(str, enum.Enum):  # noqa: UP042 - as people have it
    ADA = "ada"


class Number(enum.IntEnum):
    ADA = 42


@pytest.mark.parametrize(("key", "id_"), [(Key.ADA, "ada"), (Number.ADA, "42")])
def test_an_enumeration_s_member_is_its_value(key: Any, id_: str) -> None:
    assert User(id=key).id == id_
    assert type(User(id=key).id) is str


def test_a_person_may_be_sent_to_another_process() -> None:
    person = User(id="ada", roles={"admin"}, claims={"store_id": 5})
    assert pickle.loads(pickle.dumps(person)) == person
    assert copy.deepcopy(person) == person
    assert pickle.loads(pickle.dumps(User(id="ada"))) == User(id="ada")
