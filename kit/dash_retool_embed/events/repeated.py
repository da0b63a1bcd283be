"""Two handlers for one embed are a mistake; one whose module runs again is none."""

import sys
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any

from dash import Dash

from dash_retool_embed.dash_internals import callbacks_of

_MARK = "_dash_retool_embed_handler"


class Place:
    """Where a handler is written, and what ran when it was registered."""

    def __init__(self, handler: Callable[..., Any], ran: FrameType) -> None:
        """Describe it; `ran` is what registers it."""
        function = handler
        while isinstance(function, partial):
            function = function.func
        self.module = str(getattr(function, "__module__", None) or "?")
        self.name = str(getattr(function, "__qualname__", type(function).__qualname__))
        # Of an object that can be called, and of a part of a function, the line that registers it.
        own = getattr(handler, "__code__", None)
        self.file = own.co_filename if own else ran.f_code.co_filename
        self.line = own.co_firstlineno if own else ran.f_lineno
        self.ran = ran.f_code

    def __str__(self) -> str:
        return f"{self.name} in {self.module}, {self.file}:{self.line}"

    def is_again(self, other: "Place") -> bool:
        """Return whether it is the same function, of which the source may have been edited.

        A debugger's reload, a factory that is called twice, a cell of a notebook and a script that
        another module imports run the same lines again.
        """
        if (self.file, self.line, self.name) == (other.file, other.line, other.name):
            return True
        is_same = self.name == other.name and (
            self.file == other.file or self.module == other.module
        )
        # Two functions of one name that were made in one run are two.
        return is_same and self.ran is not other.ran


def caller(depth: int) -> FrameType:
    """Return what runs `depth` calls above the function that calls this."""
    return sys._getframe(depth + 1)


def register_once(app: Dash | None, output: str, place: Place, receive: Callable[..., Any]) -> None:
    """Note where an output's handler is written, and let go of the one that it takes the place of.

    Args:
        app: whose handler it is; None: of the app that takes it.
        output: as Dash names it.
        place: where the handler is.
        receive: what is about to be registered with Dash for it.

    Raises:
        ValueError: another function has this output already.
    """
    listed, called = callbacks_of(app)
    former = getattr(called.get(output, {}).get("callback"), _MARK, None)
    if isinstance(former, Place):
        if not place.is_again(former):
            embed = output.removesuffix(".ack")
            raise ValueError(
                f"on_event: two functions would get the events of {embed}, and an embed has one. "
                f"One is {former}; the other is {place}. Call one from the other, "
                "or name the Dash app of each with app=… if they are of two"
            )
        listed[:] = [each for each in listed if each.get("output") != output]
        del called[output]
    # Dash keeps it with the callback, so no app's is anywhere but in the app.
    vars(receive)[_MARK] = place
