"""The request that is being answered, whatever web framework received it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from dash_retool_embed.component import RetoolEmbed
    from dash_retool_embed.site import Site


@dataclass(slots=True)
class RequestContext:
    """What the kit has to know of a request, and what it notes while it is answered.

    ``native`` is the framework's own request, ``address`` the client's as the framework tells it.
    ``site`` is the Dash app whose layout or callback is asked for; None: something else is.
    ``sent_by`` says who sent it, as `person_header` has it. ``embeds`` are those in the answer.
    ``process`` is the one that received it.
    """

    native: object
    path: str
    address: str | None
    site: Site | None = None
    sent_by: str | None = None
    has_signed_out: bool = False
    embeds: list[RetoolEmbed] = field(default_factory=list)
    process: int = field(default_factory=os.getpid)


CLOSING = ("close", "aclose", "release", "__exit__", "__aexit__")

_current: ContextVar[RequestContext | None] = ContextVar("dash_retool_embed_current", default=None)


def current_request() -> RequestContext | None:
    """Return it; None: no request is being answered, or none that the kit is told of.

    A background callback may run in a copy of the process, where nothing more comes of a request.
    """
    context = _current.get()
    return context if context is not None and context.process == os.getpid() else None


def set_request(request: RequestContext) -> None:
    """Note which request this thread or task answers from now on."""
    _current.set(request)


@contextmanager
def request_scope() -> Iterator[None]:
    """Leave everything as it was before, when a request has been answered, however it ends.

    It is put around a whole application: a view may ask another one of the same process.
    """
    token = _current.set(None)
    try:
        yield
    finally:
        _current.reset(token)


class Kept(Protocol):
    """What an application keeps for the rest of a request, by name."""

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names."""

    def get(self, name: str) -> Any:
        """Return what has this name."""

    def pop(self, name: str) -> Any:
        """Let go of it."""


def forget_since(kept: Kept, before: set[str]) -> None:
    """Let go of what `user` has kept since there were these names: it may change in this request.

    What can be closed stays: whoever closes it looks for it there.
    """
    for name in set(kept) - before:
        if not any(hasattr(kept.get(name), closing) for closing in CLOSING):
            kept.pop(name)
