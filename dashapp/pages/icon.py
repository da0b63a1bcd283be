"""A small picture beside words."""

from typing import Any

from dash import html
from dash.development.base_component import Component

HIDDEN: dict[str, Any] = {"aria-hidden": "true"}


def icon(name: str) -> Component:
    """Return one of Bootstrap Icons in the colour of the text, hidden from screen readers.

    Args:
        name: of an app's `icon`, or one of the host's own (`HOST_ICONS`).
    """
    return html.Span(className=f"host-icon host-icon-{name}", **HIDDEN)


def iconed(name: str) -> str:
    """Return the classes of what has the icon before its text: no node more on every page."""
    return f"host-iconed host-icon-{name}"
