"""A handler of no embed, or of no app, is refused where it is decorated."""

from typing import Any

import pytest
from flask import Flask

from dash_retool_embed import (
    EmbedApp,
    on_event,
)
from tests.kit.mistakes.refusals import SALES, words_of


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
