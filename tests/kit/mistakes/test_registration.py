"""What `register_embeds` is given is looked at where it is called."""

from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Any

import pytest
from dash import Dash
from flask import Flask

from dash_retool_embed import (
    EmbedApp,
    MetadataHooks,
    MintLimits,
    RetoolClient,
    User,
)
from dash_retool_embed.audit import raw_id
from tests.kit.mistakes.refusals import SALES, register, words_of


async def later(*_: object) -> User:
    return User(id="ada")


async def one_by_one(*_: object) -> AsyncIterator[User]:
    yield User(id="ada")


def yielding() -> Iterator[User]:
    yield User(id="ada")


class Later:
    async def __call__(self, *_: object, **__: object) -> Any: ...


class HalfARecorder:
    def record_request(self, _asked: object) -> None: ...


class LateRecorder(HalfARecorder):
    async def record_reports(self, _person: object, _reports: object) -> None: ...


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
        (
            {"recorder": LateRecorder()},
            "(recorder=…): a plain record_reports is needed, without async",
        ),
        ({"audit": None}, "(audit=…): a plain function is needed, not None"),
        ({"audit": later}, "(audit=…): a plain function is needed, without async"),
        ({"audit": lambda _event: None}, "(audit=…): a function of what an Audit is given is nee"),
        ({"person_label": "digest"}, "(person_label=…): a plain function is needed, not str"),
        ({"person_label": later}, "(person_label=…): a plain function is needed, without async"),
        (
            {"person_label": lambda: "ada"},
            "(person_label=…): a function of the id of a User is needed: ",
        ),
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


@pytest.mark.parametrize("person_label", [str, raw_id])
def test_what_makes_text_of_an_id_names_people(person_label: Any) -> None:
    assert register(person_label=person_label).blueprints
