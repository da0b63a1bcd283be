"""What is refused, in which words, and a Dash app that is registered as a test wants it."""

from collections.abc import Callable
from typing import Any

import pytest
from dash import Dash, html
from flask import Flask

from dash_retool_embed import EmbedApp, RetoolClient, User, register_embeds

ID = "6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10"
SALES = EmbedApp(name="sales", uuid=ID, groups=[12])
SECRET = "s3cr3t-key"
RETOOL = "https://retool.example.com"


def words_of(kind: type[Exception], make: Callable[..., object], *given: Any, **named: Any) -> str:
    with pytest.raises(kind) as refused:
        make(*given, **named)
    assert type(refused.value) is kind
    return str(refused.value)


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
