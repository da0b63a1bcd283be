"""The HTML that loads everything else: what, how early, and what not at all."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from flask import request

from dashapp.brand import Brand
from dashapp.identity import User
from dashapp.pages import ids
from dashapp.pages.first_picture import first_picture
from dashapp.pages.home import greeting
from dashapp.pages.inspector import Inspector
from dashapp.pages.usage import Readers
from dashapp.settings import AppSettings

GRID = re.compile(r'<script src="([^"]*/dash_ag_grid/[^"]*)"></script>')
# Dash sends them to every page: a table that no page here has, and what Internet Explorer lacks.
UNUSED = re.compile(r'<script src="[^"]*/(?:dash_table/|deps/polyfill@)[^"]*"></script>')
FILE = re.compile(r'="(/(?:assets|bootstrap/static)/[^"?]+)[^"]*"')

# Dash's own, without its word for Internet Explorer, and with the language of the pages.
HTML = """<!DOCTYPE html>
<html lang="en">
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

# As Dash's renderer asks for them, so that it finds them there; the host is told which page asks.
FIRST_ANSWERS = "".join(
    f'<link rel="preload" as="fetch" href="/{name}" crossorigin referrerpolicy="same-origin">'
    for name in ("_dash-layout", "_dash-dependencies")
)


@dataclass(frozen=True)
class Index:
    """What a page of the host begins with.

    `address` gives a file's address a fingerprint; `retool` is the origin of the frames.
    """

    apps: Sequence[AppSettings]
    user: Callable[[], User]
    readers: Readers
    inspector: Inspector
    brand: Brand
    retool: str
    address: Callable[[str], str]

    def of(self, parts: Mapping[str, str]) -> dict[str, str]:
        """Return the parts of Dash's own page as this request's has them.

        Raises:
            dashapp.identity.IdentityError: nobody is signed in.
        """
        person = self.user()
        name = request.path.strip("/")
        app = next((a for a in self.apps if a.name == name and a.may_open(person.roles)), None)
        # Before the stylesheets, which scripts after them wait for.
        head = [
            f'<script src="{self.brand.theme_script}"></script>',
            f'<script src="{self.brand.away_script}" defer></script>',
        ]
        if app is not None:
            head.append(self._app(name))
        if not name:
            head.append(f'<script src="{self.address("/assets/last.js")}"></script>')
        scripts = UNUSED.sub("", parts["scripts"])
        if grid := GRID.search(scripts):
            # A megabyte and more: for who may see the usage page, and when it is opened.
            if self.readers.include(person):
                head.append(f'<meta name="dashapp-grid" content="{grid[1]}">')
            if name != ids.USAGE or not self.readers.include(person):
                scripts = GRID.sub("", scripts)
        mine = {
            **parts,
            "metas": "".join([*head, FIRST_ANSWERS, parts["metas"]]),
            "css": self._versioned(parts["css"]),
            "app_entry": parts["app_entry"]
            + first_picture(
                self.brand,
                greeting=greeting(person) if name in ("", ids.HOME) else None,
                app=app.title if app is not None else None,
            ),
            "favicon": self._favicon() or self._versioned(parts["favicon"]),
            "scripts": self._versioned(scripts),
        }
        self.inspector.join(mine)
        return mine

    def _favicon(self) -> str | None:
        logo = self.brand.logo
        return f'<link rel="icon" href="{logo}">' if logo else None

    def _app(self, name: str) -> str:
        """Ask for the app's link at once: that this page is opened is its use."""
        return (
            f'<script src="{self.address("/assets/early.js")}" data-app="{escape(name)}"></script>'
            f'<link rel="preconnect" href="{escape(self.retool)}">'
        )

    def _versioned(self, html: str) -> str:
        return FILE.sub(lambda match: f'="{self.address(match[1])}"', html)
