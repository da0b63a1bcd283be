"""The Dash app of the host: its pages begin as the host wants, and are for whoever is signed in."""

import os
from collections.abc import Callable, Sequence
from html import escape

from dash import Dash, html
from dash.development.base_component import Component
from flask import Flask

from dash_retool_embed.people import IdentityError, User
from dashapp.brand import Brand
from dashapp.dash_internals import after_deferred, check_internals
from dashapp.pages.index import Index, index_html
from dashapp.pages.routing import Pages, opened_path
from dashapp.pages.shell import shell
from dashapp.pages.usage import Readers
from dashapp.routes import Routes
from dashapp.settings import Settings


class HostDash(Dash):
    """Dash whose pages are what an `Index` makes of them."""

    _index: Index

    def begin_with(self, index: Index) -> None:
        """Take what pages begin with, when all callbacks are there.

        Raises:
            dash_retool_embed.dash_internals.UnsupportedDash: this Dash is another inside.
        """
        check_internals(self)
        self.renderer = after_deferred(self.renderer)
        self._index = index

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]
        """Write the page that loads everything else."""
        return str(super().interpolate_index(**self._index.of(parts)))  # type: ignore[no-untyped-call]


def host_dash(server: Flask, routes: Routes, brand: Brand, stylesheets: Sequence[str]) -> HostDash:
    """Put a Dash app without pages on a server.

    Args:
        server: the host's.
        routes: its addresses.
        brand: what it is called.
        stylesheets: addresses of those that come before the host's own.
    """
    return HostDash(
        "dashapp",
        server=server,  # type: ignore[arg-type]  # Dash annotates only how it tests it
        # Dash writes it into the page as it is.
        title=escape(brand.name),
        update_title="",
        index_string=index_html(routes),
        # Variables of the environment would otherwise move the pages, or their files elsewhere.
        url_base_pathname=routes.prefix,
        assets_external_path="",
        # Dash would load every file of a folder; a page here names those that it needs.
        include_assets_files=False,
        assets_folder=os.devnull,
        external_stylesheets=[*stylesheets],
        suppress_callback_exceptions=True,
        health_endpoint=routes.health.removeprefix(routes.prefix),
        # An environment variable would otherwise open an endpoint that asks nobody to sign in.
        enable_mcp=False,
        use_async=False,
    )


def layout(
    settings: Settings, brand: Brand, user: Callable[[], User], readers: Readers, pages: Pages
) -> Callable[[], Component]:
    """Return what lays out the window for the person of the request."""

    def lay_out() -> Component:
        # Dash calls this on the first request of all too, whoever sent it.
        try:
            person = user()
        except IdentityError:
            return html.Div()
        return shell(
            brand,
            settings.routes,
            [app for app in settings.apps if app.may_open(person.roles)],
            person,
            sees_usage=readers.include(person),
            path=opened_path(),
            page=lambda path: pages.page(path, person),
        )

    return lay_out
