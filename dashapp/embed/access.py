"""What a person may do with the embeds of one Dash app."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from dash import Dash
from flask import Flask, current_app, request

from dashapp.audit import Audit, Naming, digest_of, unaudited
from dashapp.embed.auditing import Asker, audited
from dashapp.embed.errors import FrameNotYours, MayNotOpen, UnknownApp
from dashapp.embed.frame_names import FrameName, FrameNames
from dashapp.embed.who_asks import who_asks
from dashapp.identity import IdentityError, User
from dashapp.settings import AppSettings

EXTENSION = "dashapp_embeds"
CALLBACKS = "_dash-update-component"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who has sent events, out of which frame of which app."""

    user: User
    app: str
    frame: FrameName


class Access:
    """Decides by the person of the request, the configured apps and the frames' names."""

    def __init__(
        self,
        apps: Iterable[AppSettings],
        user: Callable[[], User],
        frames: FrameNames,
        audit: Audit = unaudited,
        naming: Naming = digest_of,
    ) -> None:
        """Describe it.

        Args:
            apps: what there is to open.
            user: the person of the current request; raises IdentityError for nobody.
            frames: names of frames.
            audit: told of events that are refused.
            naming: what lines of the log call a person.
        """
        self.apps: Mapping[str, AppSettings] = {app.name: app for app in apps}
        self.user = user
        self.frames = frames
        self._audit = audit
        self._naming = naming

    def app(self, name: str, person: User) -> AppSettings:
        """Return an app that this person may open.

        Raises:
            UnknownApp, MayNotOpen: there is none.
        """
        app = self.apps.get(name)
        if app is None:
            raise UnknownApp("There is no app of this name.")
        if not app.may_open(person.roles):
            raise MayNotOpen(f"Your account may not open {app.title}.")
        return app

    def who_asks(self) -> str:
        """Return what a line of the log says of who has sent the current request."""
        try:
            person = self.user()
        except IdentityError:
            person = None
        return who_asks(person, self._naming)

    def sender(self, frame: str, apps: Collection[str]) -> Sender:
        """Return who sends events out of a frame that shows one of these apps.

        Raises:
            IdentityError: nobody who is signed in.
            FrameNotYours: it is not the name of a frame of theirs that shows one of these apps.
            UnknownApp, MayNotOpen: they may not open the app, or not any more.
        """
        asker = Asker(app=", ".join(apps))
        with audited(self._audit, asker):
            asker.person = person = self.user()
            for name in apps:
                if read := self.frames.read(frame, name, person):
                    self.app(name, person)
                    return Sender(person, name, read)
            raise FrameNotYours("This is not the name of a frame of yours.")


def grant(dash: Dash, access: Access) -> None:
    """Let the event handlers of this Dash app find who may send them events."""
    path = f"{dash.config.routes_pathname_prefix}{CALLBACKS}"
    dash.server.extensions.setdefault(EXTENSION, {})[path] = access


def callback_paths(server: Flask) -> frozenset[str]:
    """Return the paths of the callbacks of every Dash app on this server that has embeds."""
    return frozenset(server.extensions.get(EXTENSION, {}))


def access_of_request() -> Access | None:
    """Return the access of the Dash app whose callback is running; None: it has no embeds."""
    found: Access | None = current_app.extensions.get(EXTENSION, {}).get(request.path)
    return found
