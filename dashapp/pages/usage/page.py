"""The usage page: what it asks of the store when, for those who may see it."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from dash import Dash
from dash.development.base_component import Component

from dash_retool_embed.people import User
from dashapp.errors import REMEDIES
from dashapp.pages.usage import callbacks
from dashapp.pages.usage.callbacks import Callback
from dashapp.pages.usage.export import export_blueprint
from dashapp.pages.usage.handlers import Handlers
from dashapp.pages.usage.layout import layout
from dashapp.pages.usage.readers import Readers
from dashapp.settings import AppSettings
from dashapp.usage import GOOD, UsageLog


class UsagePage:
    """The page at /usage, of one host."""

    def __init__(self, log: UsageLog, apps: Sequence[AppSettings], readers: Readers) -> None:
        """Describe it; `register` puts it into a Dash app."""
        self._log = log
        self._titles = {app.name: app.title for app in apps}
        self._readers = readers

    def is_for(self, person: User) -> bool:
        """Tell whether this person may see it."""
        return self._readers.include(person)

    def layout(self) -> Component:
        """Lay it out, for somebody who may see it."""
        outcomes = GOOD | {code: code for code in sorted(REMEDIES)}
        return layout(self._titles, outcomes)

    def register(self, dash: Dash, export: str) -> None:
        """Answer what the page asks, and with files at the addresses that begin with `export`."""
        dash.server.register_blueprint(export_blueprint(self._log.store, self._readers, export))
        callbacks.answer_in_browser(dash)
        handlers = Handlers(self._log, self._titles)
        for callback, handler in (
            (callbacks.NOW, handlers.now),
            (callbacks.FIGURES, handlers.figures),
            (callbacks.ROWS, handlers.rows),
            (callbacks.DETAILS, handlers.details),
            (callbacks.PERSON_LINKS, handlers.person_links),
        ):
            self._add(dash, callback, handler)

    def _add(self, dash: Dash, callback: Callback, handler: Callable[..., Sequence[Any]]) -> None:
        @wraps(handler)
        def checked(*values: Any) -> Sequence[Any]:
            self._readers.check()
            return handler(*values)

        dash.callback(list(callback.outputs), list(callback.inputs))(checked)
