"""A Dash app with handlers of events, and people who may or may not send them any."""

from collections.abc import Callable
from typing import Any

from dash import Dash, html
from flask import Flask, request
from flask.testing import FlaskClient

from dash_retool_embed.access.frame_tokens import FrameTokens
from dash_retool_embed.events import EventContext, on_event
from dash_retool_embed.people import User
from dash_retool_embed.register import register_embeds
from dash_retool_embed.retool import RetoolClient
from dashapp.identity.errors import TokenMissing
from dashapp.settings import AppSettings

UUID = "6f0b0f9a-2f4e-11ee-9d51-5b1c6c1f2a10"
APPS = [
    AppSettings(name="sales", uuid=UUID, groups=[1], roles=["viewer", "admin"]),
    AppSettings(name="approvals", uuid=UUID, groups=[2], roles=["admin"]),
]
PEOPLE = {
    "ada": User(id="ada", roles=frozenset({"admin"})),
    "mallory": User(id="mallory", roles=frozenset({"viewer"})),
    "eve": User(id="eve", roles=frozenset({"viewer"})),
}
KEY = "a-retool-key"


def person_of_request() -> User:
    name = request.headers.get("X-Person")
    if name is None:
        raise TokenMissing("nobody")
    return PEOPLE[name]


def acknowledgment(embed: str, frame: str | None, seq: int) -> dict[str, object]:
    """Return what a browser is told whose events an embed's handler has had as far as that."""
    return {"frame": frame, "seq": seq, "handler": f"{embed}.ack"}


class World:
    """A Dash app with a handler for each of two embeds, and who may send them events."""

    def __init__(self, *, registered: bool = True) -> None:
        self.handled: list[tuple[str, Any, EventContext]] = []
        self.app = Dash(server=Flask(__name__))  # type: ignore[arg-type]
        self.app.layout = html.Div()
        client = RetoolClient("https://retool.example.com", KEY)
        if registered:
            register_embeds(
                self.app,
                client=client,
                apps=APPS,
                user=person_of_request,
                request_id=lambda: request.headers.get("X-Request"),
            )
        self.frame_tokens = FrameTokens(client.derived_key("names of frames"))
        for embed, app in (("sales", "sales"), ("orders", "approvals")):
            on_event(embed, retool_app=app, app=self.app)(self.handler(embed))
        self.browser: FlaskClient = self.app.server.test_client()

    def handler(self, embed: str) -> Callable[[Any, EventContext], None]:
        def take(event: object, context: EventContext) -> None:
            self.handled.append((embed, event, context))

        return take

    def frame(self, person: str, app: str) -> str:
        """The token of a frame that this person has got a link for."""
        return self.frame_tokens.issue(f"{app} {UUID}", PEOPLE[person])

    def send(self, embed: str, frame: str, *numbers: int, person: str | None) -> Any:
        """Post a batch to an embed's handler; return what it is answered, None for nothing."""
        events = [{"seq": number, "data": {"approve": number}} for number in numbers]
        call = {
            "output": f"{embed}.ack",
            "outputs": {"id": embed, "property": "ack"},
            "inputs": [
                {"id": embed, "property": "events", "value": {"frame": frame, "events": events}}
            ],
            "changedPropIds": [f"{embed}.events"],
        }
        headers = {"X-Request": "r-1", **({"X-Person": person} if person else {})}
        answer = self.browser.post("/_dash-update-component", json=call, headers=headers)
        body = answer.get_json(silent=True)
        return body["response"][embed]["ack"] if body else None
