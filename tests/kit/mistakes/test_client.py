"""A client that could not ask Retool is refused where it is made."""

from typing import Any

import pytest
from pydantic import SecretStr

from dash_retool_embed import (
    RetoolClient,
)
from tests.kit.mistakes.refusals import RETOOL, SECRET, words_of


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
