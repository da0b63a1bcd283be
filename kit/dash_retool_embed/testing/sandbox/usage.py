"""`GET /users`: who used the embedded apps (Retool Embed quickstart, View usage)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, current_app, render_template

from dash_retool_embed.testing.sandbox.extension import sandbox_of
from dash_retool_embed.testing.sandbox.session import Session

USER_TYPE = "External user"

blueprint = Blueprint("usage", __name__)


@dataclass(frozen=True, slots=True)
class ExternalUser:
    """A person of the host: newest name and email address; sessions, newest first."""

    identifier: str
    name: str
    email: str
    sessions: tuple[Session, ...]


@blueprint.get("/users")
def show_users() -> str:
    """Show external users, the apps that they opened and the metadata of each session."""
    sandbox = sandbox_of(current_app)
    return render_template(
        "users.html",
        users=external_users(sandbox.sessions()),
        user_type=USER_TYPE,
        as_json=lambda metadata: json.dumps(dict(metadata), ensure_ascii=False),
        is_expired=sandbox.is_expired,
    )


def external_users(sessions: Iterable[Session]) -> list[ExternalUser]:
    """Group sessions, given oldest first, by external identifier; who was here last comes first."""
    by_user: dict[str, list[Session]] = {}
    for session in reversed(list(sessions)):
        by_user.setdefault(session.user, []).append(session)
    return [
        ExternalUser(identifier, theirs[0].name, theirs[0].email, tuple(theirs))
        for identifier, theirs in by_user.items()
    ]
