"""A kit in front of a stand-in for Retool that fails as it is told, and what the log says then."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from dash_retool_embed.people import User
from dash_retool_embed.retool import EmbedRequest, EmbedUrl, RetoolError, RetoolUnavailable
from dashapp.settings import AppSettings

Serve = Callable[..., FlaskClient]

NAMES = ("sales", "customers", "orders", "stock", "payroll")
APPS = [
    AppSettings(name=name, uuid=f"6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a1{n}", groups=[1])
    for n, name in enumerate(NAMES)
]
# Links to these are refused here.
REFUSING: dict[str, dict[str, Any]] = {
    "needy": {"groups": [1], "metadata": {"region": "claim:region"}},
    "unfit": {"groups": [1], "metadata": {"team": "claim:team"}},
    "closed": {"roles": ["admin", "boss"], "groups_by_role": {"boss": [1]}},
}
APPS += [AppSettings(name=name, uuid=APPS[0].uuid, **how) for name, how in REFUSING.items()]
ADA = User(id="ada", roles=frozenset({"admin"}), claims={"team": ["a", "b"]})
UNREACHABLE = RetoolUnavailable("No connection to https://retool.example.com, or it was cut off.")


class Retool:
    """Stands in for the client: answers, or fails as it is told, by app."""

    def __init__(self) -> None:
        self.errors: dict[str, RetoolError] = {}

    def derived_key(self, _purpose: str) -> bytes:
        return b"key"

    def mint(
        self, asked: EmbedRequest, *, before_call: Callable[[], object], **_turn: object
    ) -> EmbedUrl:
        before_call()
        (name, *_) = (app.name for app in APPS if app.uuid == asked.landing_page_uuid)
        if (error := self.errors.get(name)) is not None:
            raise error
        return EmbedUrl("https://retool.example.com/x", "https://retool.example.com", 3600)

    def fail(self, error: RetoolError, *names: str) -> None:
        self.errors = dict.fromkeys(names or NAMES, error)


def records(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    # Not what other tests have left out.
    return [each for each in caplog.records if "were left out" not in each.getMessage()]


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in records(caplog)]


def ask(client: FlaskClient, app: str = "sales", **headers: str) -> str:
    answer = client.post("/api/embedUrl", json={"retoolAppName": app}, headers=headers)
    return str((answer.get_json(silent=True) or {}).get("code", answer.status_code))
