"""The HTML that loads everything else: what, how early, and what not at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from flask import request

from dash_retool_embed.people import User
from dash_retool_embed.person_header import opaque_id
from dashapp.brand import Brand
from dashapp.dash_internals import deferred, grid_script, without_grid, without_unused
from dashapp.pages import ids
from dashapp.pages.app_shell import app_shell
from dashapp.pages.home import greeting
from dashapp.pages.inspector import Inspector
from dashapp.pages.popout import POPOUT, mark
from dashapp.pages.usage import Readers
from dashapp.routes import Routes
from dashapp.settings import AppSettings

# Dash's own, without its word for Internet Explorer, and with the language of the pages.
_HTML = """<!DOCTYPE html>
<html lang="en" {%routes%}>
    <head>
        {%metas%}
        <title>{%title%}</title>
        {%favicon%}
        {%css%}
    </head>
    <body>
        {%app_entry%}
        <footer>
            {%config%}
            {%scripts%}
            {%renderer%}
        </footer>
    </body>
</html>
"""


def index_html(routes: Routes) -> str:
    """Return what Dash puts the parts of each page into."""
    return _HTML.replace("{%routes%}", routes.attribute)


@dataclass(frozen=True)
class Index:
    """What a page of the host begins with.

    `bundle` returns the address of a bundle by its name; `inline_scripts` are those that come
    before all others, in the page; `retool` is the origin of the frames.
    """

    routes: Routes
    apps: Sequence[AppSettings]
    user: Callable[[], User]
    readers: Readers
    inspector: Inspector
    brand: Brand
    retool: str
    bundle: Callable[[str], str]
    inline_scripts: Sequence[str]

    def of(self, parts: Mapping[str, str]) -> dict[str, str]:
        """Return the parts of Dash's own page as this request's has them.

        Raises:
            dashapp.identity.IdentityError: nobody is signed in.
        """
        person = self.user()
        name = self.routes.tab_at(request.path)
        app = next((a for a in self.apps if a.name == name and a.may_open(person.roles)), None)
        reads = self.readers.include(person)
        table, scripts = self._table(name, parts["scripts"], reads=reads)
        shown = app_shell(
            self.brand,
            greeting=greeting(person) if name in ("", ids.HOME) else None,
            app=app.title if app else None,
        )
        mine = {
            **parts,
            "metas": self._head(name, app, person) + table + parts["metas"],
            "css": parts["css"] + self._css("host.css") + (self._css("usage.css") if reads else ""),
            "app_entry": mark(is_own=POPOUT in request.args) + parts["app_entry"] + shown,
            "favicon": self._favicon() or parts["favicon"],
            # Behind the kit, whose `window.dash_retool_embed` they use, and what Dash brings.
            "scripts": scripts + self._js("host.js") + (self._js("usage.js") if reads else ""),
        }
        self.inspector.join(mine)
        # In their order still, but no first picture waits for them; see `after_deferred`.
        mine["scripts"] = deferred(mine["scripts"])
        return mine

    def _head(self, name: str, app: AppSettings | None, person: User) -> str:
        # Before the stylesheets, which scripts after them wait for.
        first = "".join(f"<script>{script}</script>" for script in self.inline_scripts)
        theme = first + self._js("theme.js")
        # Not deferred: the page's own scripts would wait for it.
        offline = self._js("offline-register.js", "async")
        if app:
            return theme + offline + self._app(app.name)
        if name:
            return theme + offline
        return theme + offline + self._js("last-tab.js", f'data-for-person="{opaque_id(person)}"')

    def _table(self, name: str, scripts: str, *, reads: bool) -> tuple[str, str]:
        """Return what the head says of the usage page's table, and the scripts with or without it.

        Args:
            name: the page that is opened.
            scripts: Dash's and the kit's.
            reads: whether this person may see the usage page.
        """
        scripts = without_unused(scripts)
        if reads and name == ids.USAGE:
            return "", scripts
        # A megabyte and more: when that page is opened.
        grid = f'<meta name="dashapp-grid" content="{grid_script(scripts)}">' if reads else ""
        return grid, without_grid(scripts)

    def _favicon(self) -> str | None:
        logo = self.brand.logo
        return f'<link rel="icon" href="{logo}">' if logo else None

    def _app(self, name: str) -> str:
        """Ask for the app's link at once: that this page is opened is its use."""
        script = self._js("prefetch-link.js", f'data-app="{escape(name)}"')
        return f'{script}<link rel="preconnect" href="{escape(self.retool)}">'

    def _js(self, name: str, *attributes: str) -> str:
        said = " ".join([f'src="{self.bundle(name)}"', *attributes])
        return f"<script {said}></script>"

    def _css(self, name: str) -> str:
        return f'<link rel="stylesheet" href="{self.bundle(name)}">'
