"""Answers with a whole number in an embed's data that the browser would change are refused.

Some go past the component's constructor: a callback's value, such as a `dash.Patch`, and data that
have been changed since.
"""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from dash import Dash
from dash.development.base_component import Component

from dash_retool_embed.component import RetoolEmbed, text_of
from dash_retool_embed.dash_internals import PATCH_MARK, components_in
from dash_retool_embed.safe_integers import (
    Path,
    check_safe_integers,
    find_unsafe_integers,
    unsafe_integer_error,
)

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


class UnsafeIntegerGuard:
    """Has a callback fail that sets an embed's data to such a number, as if it had raised."""

    def __init__(self, dash: Dash) -> None:
        """Describe it."""
        self._embeds = _Embeds(dash)

    def check(self, sent: list[RetoolEmbed], answer: bytes | None) -> None:
        """Look at an answer of this Dash app.

        Args:
            sent: the embeds that it has.
            answer: its JSON; None: it has none, or what somebody has compressed or streams.

        Raises:
            ValueError: there is such a number.
        """
        self._embeds.note(sent)
        if answer is None or _LARGE.search(answer) is None:
            return
        for each in sent:
            check_safe_integers(getattr(each, "data", None), f"{_id_of(each) or 'an embed'}: data")
        for id_, value in _data_in(_json(answer)):
            if id_ not in self._embeds:
                continue
            for at, number in islice(_unsafe_integers_in(value), 1):
                raise unsafe_integer_error(f"{id_}: data", at, number)


def _json(answer: bytes) -> Any:
    try:
        return json.loads(answer)
    except ValueError:
        return None


def _ids_in(layout: Component) -> frozenset[str]:
    embeds = [each for each in components_in(layout) if isinstance(each, RetoolEmbed)]
    return frozenset(filter(None, map(_id_of, embeds)))


def _id_of(embed: RetoolEmbed) -> str | None:
    id_ = getattr(embed, "id", None)
    return None if id_ is None else text_of(id_)


def _data_in(answer: Any) -> Iterator[tuple[str, Any]]:
    for part in ("response", "sideUpdate"):
        changes = answer.get(part) if isinstance(answer, dict) else None
        for id_, props in changes.items() if isinstance(changes, dict) else ():
            if isinstance(props, dict) and "data" in props:
                yield id_, props["data"]


def _unsafe_integers_in(value: Any) -> Iterator[tuple[Path, int]]:
    if not isinstance(value, dict) or PATCH_MARK not in value:
        yield from find_unsafe_integers(value)
        return
    for each in value.get("operations", ()):
        yield from find_unsafe_integers(each["params"].get("value"), tuple(each["location"]))
