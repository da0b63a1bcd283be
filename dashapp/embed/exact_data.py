"""Answers with a whole number in an embed's data that the browser would change are refused.

Some go past the component's constructor: a callback's value, such as a `dash.Patch`, and data that
have been changed since.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from dash import Dash
from dash.development.base_component import Component
from flask import Response, g, request

from dashapp.embed.access import CALLBACKS
from dashapp.embed.component import SENT, RetoolEmbed, text_of
from dashapp.embed.person import LAYOUT
from dashapp.settings.exact_numbers import Path, check_exact, inexact, inexact_error

MAX_EMBEDS = 10_000

# 2**53 has 16 digits. Not those behind a decimal point, of which floats have as many.
_LARGE = re.compile(rb"(?<![\d.])\d{16}")


class _Embeds:
    """The ids of one Dash app's embeds, as far as this process has sent them to a page."""

    def __init__(self, dash: Dash) -> None:
        self._dash = dash
        self._sent: dict[str, None] = {}
        # A layout takes long to walk, and most components with data are no embeds.
        self._laid_out: tuple[object, frozenset[str]] = None, frozenset()

    def note(self, sent: list[RetoolEmbed]) -> None:
        for each in set(filter(None, map(_id_of, sent))) - self._sent.keys():
            while len(self._sent) >= MAX_EMBEDS:
                self._sent.pop(next(iter(self._sent)), None)
            self._sent[each] = None

    def __contains__(self, id_: str) -> bool:
        return id_ in self._sent or id_ in self._in_layout()

    def _in_layout(self) -> frozenset[str]:
        # Another process may have sent it. A layout that is made anew for each page is run here by
        # Dash once, unless it is told to check no callbacks.
        for layout in (self._dash.layout, self._dash.validation_layout):
            if isinstance(layout, Component):
                known, ids = self._laid_out
                if known is not layout:
                    ids = _ids_in(layout)
                    self._laid_out = layout, ids
                return ids
        return frozenset()


def refuse_inexact_data(dash: Dash) -> None:
    """Have a callback fail that sets an embed's data to such a number, as if it had raised."""
    prefix = dash.config.routes_pathname_prefix
    layout, callbacks = f"{prefix}{LAYOUT}", f"{prefix}{CALLBACKS}"
    embeds = _Embeds(dash)

    def check(response: Response) -> Response:
        # Not those of another Dash app on this server.
        if request.path not in (layout, callbacks):
            return response
        sent: list[RetoolEmbed] = g.pop(SENT, [])
        embeds.note(sent)
        if _has_large(response):
            for each in sent:
                check_exact(getattr(each, "data", None), f"{_id_of(each) or 'an embed'}: data")
            for id_, value in _data_in(response.get_json(silent=True)):
                if id_ not in embeds:
                    continue
                for at, number in islice(_inexact_value(value), 1):
                    raise inexact_error(f"{id_}: data", at, number)
        return response

    dash.server.after_request(check)


def _ids_in(layout: Component) -> frozenset[str]:
    embeds = [each for each in (layout, *layout._traverse()) if isinstance(each, RetoolEmbed)]
    return frozenset(filter(None, map(_id_of, embeds)))


def _id_of(embed: RetoolEmbed) -> str | None:
    id_ = getattr(embed, "id", None)
    return None if id_ is None else text_of(id_)


def _has_large(response: Response) -> bool:
    # What somebody has compressed or streams is not looked into.
    is_plain = not response.is_streamed and response.content_encoding is None
    return is_plain and response.is_json and _LARGE.search(response.get_data()) is not None


def _data_in(answer: Any) -> Iterator[tuple[str, Any]]:
    for part in ("response", "sideUpdate"):
        changes = answer.get(part) if isinstance(answer, dict) else None
        for id_, props in changes.items() if isinstance(changes, dict) else ():
            if isinstance(props, dict) and "data" in props:
                yield id_, props["data"]


def _inexact_value(value: Any) -> Iterator[tuple[Path, int]]:
    if not isinstance(value, dict) or "__dash_patch_update" not in value:
        yield from inexact(value)
        return
    for each in value.get("operations", ()):
        yield from inexact(each["params"].get("value"), tuple(each["location"]))
