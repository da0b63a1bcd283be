"""Mistakes are found where they are made, in words that say what is needed."""

import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial, wraps
from typing import Any
from uuid import UUID

import pytest
from dash import Dash, html
from flask import Flask, Request
from limits.storage import MemoryStorage
from pydantic import SecretStr, ValidationError

from dash_retool_embed import (
    EmbedApp,
    MetadataHooks,
    MintLimits,
    RetoolClient,
    RetoolEmbed,
    User,
    on_event,
    register_embeds,
)
from dash_retool_embed.audit import as_it_is

ID = "6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10"
SALES = EmbedApp(name="sales", uuid=ID, groups=[12])
SECRET = "s3cr3t-key"
RETOOL = "https://retool.example.com"


def words_of(kind: type[Exception], make: Callable[..., object], *given: Any, **named: Any) -> str:
    with pytest.raises(kind) as refused:
        make(*given, **named)
    assert type(refused.value) is kind
    return str(refused.value)


@pytest.mark.parametrize(
    ("given", "kind", "words"),
    [
        ({"url": None}, TypeError, "(url=…): an address such as "),
        ({"url": None}, TypeError, " is needed, not None"),
        ({"url": 42}, TypeError, "not int"),
        ({"url": ""}, ValueError, "(url=…): it needs a host name"),
        ({"url": f"https://u:{SECRET}@a.example"}, ValueError, "(url=…): it must not contain a"),
        ({"api_key": None}, TypeError, "(api_key=…): an access token is needed, text or a Secr"),
        ({"api_key": 42}, TypeError, "not int"),
        ({"api_key": SECRET.encode()}, TypeError, "(api_key=…): an access token is needed"),
        ({"api_key": SecretStr(f"{SECRET} 2")}, ValueError, "(api_key=…): an access token"),
        ({"embed_origins": RETOOL}, TypeError, "(embed_origins=…): a list of addresses is needed"),
        ({"embed_origins": None}, TypeError, "a list of addresses is needed, not None"),
        ({"embed_origins": {RETOOL: 1}}, TypeError, "not dict"),
        ({"embed_origins": [RETOOL, None]}, TypeError, "(embed_origins[1]=…): an address"),
        ({"embed_origins": [RETOOL, "ftp://a"]}, ValueError, "(embed_origins[1]=…): it must "),
        ({"user_info_keys": "snake"}, ValueError, "='snake'): 'snake_case' or 'camelCase' is need"),
        ({"user_info_keys": ["snake_case"]}, ValueError, "(user_info_keys=['snake_case'])"),
        ({"connect_timeout": None}, TypeError, "(connect_timeout=…): a number of seconds is need"),
        ({"read_timeout": 0}, ValueError, "(read_timeout=0): a number above 0 is needed"),
        ({"read_timeout": float("nan")}, ValueError, "a number above 0 is needed"),
        ({"read_timeout": True}, TypeError, "a number of seconds is needed, not bool"),
        ({"pause_seconds": -1}, ValueError, "(pause_seconds=-1): a number above 0 is needed"),
        ({"max_in_flight": 0}, ValueError, "(max_in_flight=0): a number above 0 is needed"),
        ({"max_in_flight": "8"}, TypeError, "(max_in_flight=…): a whole number is needed, not str"),
        ({"max_waiting": -1}, ValueError, "(max_waiting=-1): 0 or a number above 0 is needed"),
        ({"failures_in_a_row": 0}, ValueError, "(failures_in_a_row=0): a number above 0 is needed"),
        ({"failures_in_a_row": None}, TypeError, "a whole number is needed, not None"),
        ({"allow_insecure_http": "false"}, TypeError, "http=…): True or False is needed, not str"),
    ],
)
def test_a_client_that_could_not_ask_retool(given: Any, kind: type[Exception], words: str) -> None:
    said = words_of(kind, RetoolClient, **{"url": RETOOL, "api_key": SECRET, **given})
    assert said.startswith("RetoolClient(")
    assert words in said
    assert SECRET not in said


@pytest.mark.parametrize(
    ("given", "kind", "words"),
    [
        ({"per_person": None}, ValueError, "(per_person=…): a number for a time, such as "),
        ({"per_address": "often"}, ValueError, "(per_address=…): a number for a time, such as "),
        (
            {"store": f"redis://:{SECRET}@a"},
            TypeError,
            "(store=…): a Storage of the package",
        ),
        ({"store": MemoryStorage}, TypeError, " is needed, not the class MemoryStorage"),
    ],
)
def test_limits_that_could_not_count(given: Any, kind: type[Exception], words: str) -> None:
    said = words_of(kind, MintLimits, **given)
    assert said.startswith("MintLimits(")
    assert words in said
    assert SECRET not in said


def register(app: Any = None, **how: Any) -> Flask:
    server = Flask(__name__)
    if app is None:
        app = Dash(server=server)  # type: ignore[arg-type]
        app.layout = html.Div()
    given: dict[str, Any] = {
        "apps": [SALES],
        "user": lambda: User(id="ada"),
        "client": RetoolClient(RETOOL, "key"),
    }
    register_embeds(app, **(given | how))
    return server


async def later(*_: object) -> User:
    return User(id="ada")


async def one_by_one(*_: object) -> AsyncIterator[User]:
    yield User(id="ada")


def yielding() -> Iterator[User]:
    yield User(id="ada")


class Later:
    async def __call__(self, *_: object, **__: object) -> Any: ...


class HalfARecorder:
    def asked(self, _asked: object) -> None: ...


class LateRecorder(HalfARecorder):
    async def reported(self, _person: object, _reports: object) -> None: ...


def of_two(first: object, second: object) -> User:
    return User(id=f"{first} {second}")


def by_name(*, request: object) -> User:
    return User(id=str(request))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"app": Flask("somebody")}, "(app=…): a Dash app is needed, not Flask"),
        ({"app": Dash}, "(app=…): a Dash app is needed, not the class Dash"),
        ({"client": "https://a.example"}, "(client=…): a RetoolClient is needed, not str"),
        ({"client": None}, "(client=…): a RetoolClient is needed, not None"),
        ({"client": RetoolClient}, "is needed, not the class RetoolClient"),
        ({"apps": SALES}, "(apps=…): a list of EmbedApps is needed, not EmbedApp"),
        ({"apps": EmbedApp}, "(apps=…): a list of EmbedApps is needed, not the class EmbedApp"),
        ({"apps": None}, "(apps=…): a list of EmbedApps is needed, not None"),
        ({"apps": "sales"}, "not str"),
        ({"apps": {"sales": SALES}}, "not dict"),
        ({"apps": [SALES, "sales"]}, "(apps[1]=…): an EmbedApp is needed, not str"),
        ({"apps": [EmbedApp]}, "(apps[0]=…): an EmbedApp is needed, not the class EmbedApp"),
        ({"user": of_two}, "(user=…): a function of no argument, or of the request, is needed: "),
        ({"user": by_name}, "(user=…): a function of no argument, or of the request, is needed: "),
        ({"user": User}, "(user=…): a plain function is needed, not the class User"),
        ({"user": later}, "(user=…): a plain function is needed, without async"),
        ({"user": partial(later, 1)}, "without async"),
        ({"user": one_by_one}, "without async"),
        ({"user": Later()}, "without async"),
        ({"user": yielding}, "(user=…): a plain function is needed, without yield"),
        ({"limits": MintLimits}, "(limits=…): MintLimits() or None is needed, not the class MintL"),
        ({"limits": "120 per minute"}, "(limits=…): MintLimits() or None is needed, not str"),
        ({"limits": 0}, "(limits=…): MintLimits() or None is needed, not int"),
        ({"recorder": print}, "(recorder=…): a Recorder or None is needed, not builtin_function"),
        ({"recorder": HalfARecorder()}, "(recorder=…): a Recorder or None is needed, not HalfARec"),
        ({"recorder": LateRecorder()}, "(recorder=…): a plain reported is needed, without async"),
        ({"audit": None}, "(audit=…): a plain function is needed, not None"),
        ({"audit": later}, "(audit=…): a plain function is needed, without async"),
        ({"audit": lambda _event: None}, "(audit=…): a function of what an Audit is given is nee"),
        ({"naming": "digest"}, "(naming=…): a plain function is needed, not str"),
        ({"naming": later}, "(naming=…): a plain function is needed, without async"),
        ({"naming": lambda: "ada"}, "(naming=…): a function of the id of a User is needed: "),
        ({"request_id": "r-1"}, "(request_id=…): a plain function is needed, not str"),
        ({"request_id": later}, "(request_id=…): a plain function is needed, without async"),
        ({"request_id": lambda _request: "1"}, "(request_id=…): a function of no argument is nee"),
        ({"verify_token": "token"}, "(verify_token=…): a plain function is needed, not str"),
        ({"verify_token": later}, "(verify_token=…): a plain function is needed, without async"),
        ({"verify_token": lambda: None}, "(verify_token=…): a function of the token is needed"),
        ({"metadata": [print]}, "(metadata=…): a dict of functions by app is needed, not list"),
    ],
)
def test_an_argument_that_is_something_else(given: Any, words: str) -> None:
    said = words_of(TypeError, register, **given)
    assert said.startswith("register_embeds(")
    assert words in said


@pytest.mark.parametrize(
    "hook", [Later(), yielding, User, dict, None], ids=["late", "yields", "class", "0", "None"]
)
def test_a_hook_for_metadata_that_would_add_nothing(hook: Any) -> None:
    said = words_of(TypeError, register, metadata={"sales": hook})
    assert said.startswith("metadata for 'sales': a plain function of a User is needed: ")


def test_a_hook_without_parentheses_names_no_app() -> None:
    said = words_of(TypeError, MetadataHooks(), print)
    assert said.startswith("MetadataHooks: the app's name is needed, not builtin_function")


@pytest.mark.parametrize("naming", [str, as_it_is])
def test_what_makes_text_of_an_id_names_people(naming: Any) -> None:
    assert register(naming=naming).blueprints


class People:
    def __init__(self) -> None:
        self.seen: list[object] = []

    def take(self, *given: object) -> User:
        self.seen += given
        return User(id="ada")

    def nothing(self) -> User:
        return self.take()

    def needed(self, request: object) -> User:
        return self.take(request)

    def positional(self, request: object, /) -> User:
        return self.take(request)

    def optional(self, request: object = None) -> User:
        return self.take(request)

    def named(self, *, _other: object = None) -> User:
        return self.take()

    def __call__(self, request: object) -> User:
        return self.take(request)


def logged(function: Callable[..., User]) -> Callable[..., User]:
    @wraps(function)
    def wrapper(*given: object) -> User:
        return function(*given)

    return wrapper


def ask(user: Any) -> int:
    """Return how a request for a link is answered of an app that is not there."""
    browser = register(user=user).test_client()
    answer = browser.post("/api/embedUrl", json={"retoolAppName": "missing"})
    assert answer.get_json()["code"] == "unknown_app"
    return answer.status_code


@pytest.mark.parametrize("name", ["needed", "positional", "optional", "take", "__call__"])
def test_a_user_that_takes_an_argument_is_given_the_request(name: str) -> None:
    for wrap in (lambda function: function, logged):
        people = People()
        ask(wrap(getattr(people, name)))
        assert people.seen
        assert all(isinstance(each, Request) for each in people.seen)


@pytest.mark.parametrize("name", ["nothing", "named"])
def test_a_user_that_takes_none_is_given_none(name: str) -> None:
    for wrap in (lambda function: function, logged):
        people = People()
        assert ask(wrap(getattr(people, name))) == 404
        assert people.seen == []


def test_an_object_that_is_called_is_given_the_request() -> None:
    people = People()
    ask(people)
    assert all(isinstance(each, Request) for each in people.seen)
    assert people.seen


@pytest.mark.parametrize(
    ("id_", "named", "kind", "words"),
    [
        ("e", {"retool_app": SALES}, TypeError, 'name is needed, not EmbedApp: retool_app="sales"'),
        ("e", {"retool_app": EmbedApp}, TypeError, "the app's name is needed, not the class Embed"),
        ("e", {"retool_app": [SALES]}, TypeError, 'not EmbedApp: retool_app="sales"'),
        ("e", {"retool_app": 42}, TypeError, "the app's name is needed, not int"),
        (
            "e",
            {"retool_app": []},
            ValueError,
            "on_event('e', retool_app=[]): an app's name is need",
        ),
        (
            "e",
            {"retool_app": ""},
            ValueError,
            "on_event('e', retool_app=''): an app's name is need",
        ),
        ("e", {"retool_app": ["a", ""]}, ValueError, "an app's name is needed"),
        ("", {}, ValueError, "on_event(''): the id of an embed is needed, which isn't empty"),
        ({}, {"retool_app": "sales"}, ValueError, "on_event({}): the id of an embed is needed"),
        ("e", {"app": Flask("a")}, TypeError, "on_event('e', app=…): a Dash app is needed, not Fl"),
        ("e", {"app": "sales"}, TypeError, "on_event('e', app=…): a Dash app is needed, not str"),
    ],
)
def test_a_handler_of_nothing(id_: Any, named: Any, kind: type[Exception], words: str) -> None:
    said = words_of(kind, on_event, id_, **named)
    assert said.startswith("on_event(")
    assert words in said


def lines_of_app(**given: Any) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        EmbedApp(**{"name": "sales", "uuid": ID, "groups": [1], **given})
    return [line.strip() for line in str(refused.value).splitlines() if "EmbedApp." in line]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"uuid": "x"}, f"EmbedApp.uuid = 'x': the app's UUID, such as {ID}"),
        ({"uuid": 42}, "EmbedApp.uuid = 42: the app's UUID, such as "),
        ({"name": "Sales"}, "EmbedApp.name = 'Sales': small letters, digits, hyphens and undersco"),
        ({"groups": []}, "EmbedApp.groups = []: a list of at least one permission group ID"),
        ({"groups": 12}, "EmbedApp.groups = 12: a list of at least one permission group ID"),
        ({"groups": ["12"]}, "EmbedApp.groups[0] = '12': a list of at least one permission group"),
        ({"group": [1]}, "EmbedApp.group: unknown key; did you mean groups? allowed here: name, "),
        ({"data": {"id": 2**60}}, f"EmbedApp.data.id = {2**60}: "),
        ({"data": {"id": 10**5000}}, "EmbedApp.data.id = <int>: "),
        ({"metadata": {"a": 1.5}}, "EmbedApp.metadata.a = 1.5: a string, a boolean or a whole num"),
        ({"metadata": {"a": "x" * 1100}}, "EmbedApp.metadata = {'a': 'xxx"),
        (
            {"sandbox": ["allow-popup"]},
            "EmbedApp.sandbox[0] = 'allow-popup': did you mean allow-po",
        ),
        ({"branch": "b", "release_version": "1"}, "EmbedApp.release_version = '1': nothing, becau"),
    ],
)
def test_an_app_that_is_wrong_says_what_each_field_may_be(given: Any, words: str) -> None:
    [line] = lines_of_app(**given)
    assert line.startswith(words)


def test_each_mistake_of_an_app_has_a_line() -> None:
    lines = lines_of_app(name="Sales report", uuid=None, groups=["a", 1])
    assert [line.partition(" = ")[0] for line in lines] == [
        "EmbedApp.name",
        "EmbedApp.uuid",
        "EmbedApp.groups[0]",
    ]


def test_what_an_app_lacks_is_said() -> None:
    with pytest.raises(ValidationError, match=r"EmbedApp\.uuid: missing: the app's UUID, such as"):
        EmbedApp.model_validate({"name": "sales", "groups": [1]})


def test_a_class_below_speaks_of_itself() -> None:
    class ByRole(EmbedApp):
        region: str

    with pytest.raises(ValidationError, match=r"ByRole\.region = 3: Input should be a valid strin"):
        ByRole(name="sales", uuid=UUID(ID), groups=[1], region=3)


@pytest.mark.parametrize(
    ("props", "words"),
    [
        ({"state": "foo"}, r"state='foo'\): minting, loading, ready, renewing, error, closed are"),
        ({"height": -5}, r"height=-5\): a number from 0 is needed"),
        ({"width": -0.5}, r"width=-0.5\): a number from 0 is needed"),
        ({"height": float("nan")}, "a number from 0 is needed"),
        ({"width": float("inf")}, "a number from 0 is needed"),
        ({"eventLimit": -1}, r"eventLimit=-1\): a number above 0 is needed"),
        ({"eventLimit": 0}, "a number above 0 is needed"),
    ],
)
def test_an_embed_that_nobody_could_use(props: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        RetoolEmbed(app="sales", **props)


def test_an_embed_may_have_no_height_and_wait_for_one_event() -> None:
    given = {"height": 0, "width": 0.5, "eventLimit": 1, "state": "ready"}
    sent = RetoolEmbed(app="sales", **given).to_plotly_json()["props"]  # type: ignore[arg-type]
    assert sent == {"app": "sales", **given}


def without_limits(script: str) -> subprocess.CompletedProcess[str]:
    script = f"import sys; sys.modules['limits'] = None; import dash_retool_embed as kit; {script}"
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)


@pytest.mark.parametrize(
    "script",
    [
        "kit.MintLimits()",
        "from dash_retool_embed import MintLimits",
        "from dash_retool_embed import User, MintLimits",
        "from dash_retool_embed.limits import MintLimits",
    ],
)
def test_whoever_needs_the_extra_is_told_what_to_install(script: str) -> None:
    last = without_limits(script).stderr.splitlines()[-1]
    assert last.startswith("ImportError: ")
    assert 'pip install "dash-retool-embed[limits]"' in last
