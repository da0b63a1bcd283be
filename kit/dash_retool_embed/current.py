"""The request that is being answered, whatever web framework received it."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dash_retool_embed.component import RetoolEmbed
    from dash_retool_embed.site import Site


@dataclass(slots=True)
class Current:
    """What the kit has to know of a request, and what it notes while it is answered.

    ``native`` is the framework's own request, ``address`` the client's as the framework tells it.
    ``site`` is the Dash app whose layout or callback is asked for; None: something else is.
    ``came`` says who sent it, as `person_header` has it. ``sent`` are the embeds in the answer.
    ``around`` is the request that was being answered before, where its view sends this one to
    another application of the process.
    """

    native: object
    path: str
    address: str | None
    site: Site | None = None
    came: str | None = None
    has_signed_out: bool = False
    sent: list[RetoolEmbed] = field(default_factory=list)
    around: Current | None = None


_current: ContextVar[Current | None] = ContextVar("dash_retool_embed_current", default=None)


def current() -> Current | None:
    """Return it; None: no request is being answered, or none that the kit is told of."""
    return _current.get()


def begin(request: Current) -> None:
    """Note which request this thread or task answers from now on."""
    request.around = _current.get()
    _current.set(request)


def end() -> None:
    """Note that it is answered."""
    asking = _current.get()
    _current.set(asking.around if asking else None)
