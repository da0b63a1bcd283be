"""The bridge inspector: which pages have it, for whom."""

from collections.abc import Callable

from flask import request

from dash_retool_embed.people import User
from dashapp.settings import InspectorSettings

ASKED_FOR = "inspect"
"""What an address has behind its question mark (assets/inspector/ looks for it too)."""


class Inspector:
    """Loads the inspector's files with a page, or nothing at all."""

    def __init__(
        self,
        bundle: Callable[[str], str],
        settings: InspectorSettings,
        user: Callable[[], User],
    ) -> None:
        """Describe it.

        Args:
            bundle: returns the address of a bundle by its name.
            settings: who may have it, and whether they have to ask.
            user: the person of the current request; raises IdentityError when nobody is signed in.
        """
        self._debug = settings.debug
        self._roles = frozenset(settings.roles)
        self._user = user
        self._css = f'<link rel="stylesheet" href="{bundle("inspector.css")}">'
        self._script = f'<script src="{bundle("inspector.js")}"></script>'

    def join(self, parts: dict[str, str]) -> None:
        """Add it to the `css` and the `scripts` of the page that is asked for, if it belongs there.

        Raises:
            dashapp.identity.IdentityError: it is asked for, and nobody is signed in.
        """
        if not self._is_wanted():
            return
        parts["css"] += self._css
        # Behind all others and before the renderer begins: no frame is there yet.
        parts["scripts"] += self._script

    def _is_wanted(self) -> bool:
        asked_for = self._debug or ASKED_FOR in request.args
        return asked_for and not self._roles.isdisjoint(self._user().roles)
