"""`user` is given the request if it takes an argument."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import pytest
from flask import Request

from dash_retool_embed import (
    User,
)
from tests.kit.mistakes.refusals import register


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
