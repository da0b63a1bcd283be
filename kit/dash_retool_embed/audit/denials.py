"""Refusals that are worth a line in an audit log."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from dash_retool_embed.audit.events import Audit, Event
from dash_retool_embed.errors import EmbedError, FrameNotYours, MayNotOpen, NoGroup, TooManyRequests
from dash_retool_embed.people import IdentityError, TokenInvalid, User

# Nobody gets as far as these with the name of an app that is not configured.
ACCESS_REFUSED = MayNotOpen, NoGroup, FrameNotYours


class HasRequester(Protocol):
    """What is filled in with who asks, on the way of an answer."""

    person: User | None
    app: str


@dataclass(slots=True)
class Requester:
    """Who asks, and for which app, as far as that is known by now."""

    person: User | None = None
    app: str = ""


@contextmanager
def audit_denials(audit: Audit, requester: HasRequester) -> Iterator[None]:
    """Tell of what is refused within, if it is a matter of who asks."""
    try:
        yield
    except (EmbedError, IdentityError) as error:
        who = None if requester.person is None else requester.person.id
        if isinstance(error, TokenInvalid):
            audit(Event.TOKEN_REFUSED, code=error.code, detail=str(error))
        elif isinstance(error, ACCESS_REFUSED):
            audit(Event.ACCESS_REFUSED, who=who, code=error.code, app=requester.app or None)
        elif isinstance(error, TooManyRequests):
            audit(Event.RATE_LIMITED, who=who, code=error.code)
        raise
