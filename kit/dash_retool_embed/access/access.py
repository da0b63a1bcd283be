"""What a person may do with the embeds of one Dash app."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from dash_retool_embed.access.frame_tokens import FrameToken, FrameTokens
from dash_retool_embed.access.unknown_apps import UnknownApps
from dash_retool_embed.apps import EmbedApp
from dash_retool_embed.audit import Audit, Labels, Requester, audit_denials, no_audit, who_asks
from dash_retool_embed.callables import why_not_plain_function
from dash_retool_embed.errors import FrameNotYours, MayNotOpen
from dash_retool_embed.people import IdentityError, User


@dataclass(frozen=True, slots=True)
class Sender:
    """Who has sent events, out of which frame of which app."""

    user: User
    app: str
    frame: FrameToken


class Access:
    """Decides by the person of the request, the configured apps and the frames' tokens."""

    def __init__(
        self,
        apps: Iterable[EmbedApp],
        user: Callable[[], User],
        frame_tokens: FrameTokens,
        audit: Audit = no_audit,
        labels: Labels | None = None,
        is_debug: Callable[[], bool] = lambda: False,
    ) -> None:
        """Describe it.

        Args:
            apps: what there is to open.
            user: the person of the current request; raises IdentityError for nobody.
            frame_tokens: issues and reads the tokens of frames.
            audit: told of events that are refused.
            labels: what lines of the log call people and requests.
            is_debug: whether pages may show what is their author's to know.

        Raises:
            TypeError: an app decides by an async function, which nobody would await.
        """
        self.apps: Mapping[str, EmbedApp] = {app.name: app for app in apps}
        for app in self.apps.values():
            _check_plain(app)
        self.unknown = UnknownApps(self.apps.keys(), is_debug)
        self.user = user
        self.frame_tokens = frame_tokens
        self._audit = audit
        self._labels = labels or Labels()

    def app(self, name: str, person: User) -> EmbedApp:
        """Return an app that this person may open.

        Raises:
            UnknownApp, MayNotOpen: there is none.
        """
        app = self.apps.get(name)
        if app is None:
            raise self.unknown.error(name)
        # Anything else, such as a coroutine that nobody awaits, opens nothing.
        if app.may_open(person.roles) is not True:
            raise MayNotOpen(case="app", title=app.title)
        return app

    def props_of(self, app: object) -> dict[str, object]:
        """Return what an embed of this app has where its page sets none; see `EmbedApp.props`."""
        name = str(app)
        self.unknown.look(name)
        return self.apps[name].props() if name in self.apps else {}

    def issue_frame_token(self, app: str, person: User) -> str:
        """Return a token for a new frame that shows this app to this person."""
        return self.frame_tokens.issue(_bound(self.apps[app]), person)

    def read_frame_token(self, token: str, app: str, person: User) -> FrameToken | None:
        """Return what a frame's token says; None: no frame that shows this app to this person."""
        known = self.apps.get(app)
        return None if known is None else self.frame_tokens.read(token, _bound(known), person)

    def who_asks(self) -> str:
        """Return what a line of the log says of who has sent the current request."""
        try:
            person = self.user()
        except IdentityError:
            person = None
        return who_asks(person, self._labels)

    def sender(self, frame: str, apps: Collection[str]) -> Sender:
        """Return who sends events out of a frame that shows one of these apps.

        Raises:
            IdentityError: nobody who is signed in.
            FrameNotYours: it is not the token of a frame of theirs that shows one of these apps.
            UnknownApp, MayNotOpen: they may not open the app, or not any more.
        """
        requester = Requester(app=", ".join(apps))
        with audit_denials(self._audit, requester):
            requester.person = person = self.user()
            for name in apps:
                if read := self.read_frame_token(frame, name, person):
                    self.app(name, person)
                    return Sender(person, name, read)
            raise FrameNotYours


def _bound(app: EmbedApp) -> str:
    # Two Dash apps with one key may each call an app "sales", and mean others.
    return f"{app.name} {app.uuid.lower()}"


def _check_plain(app: EmbedApp) -> None:
    for decides in (app.may_open, app.groups_for):
        if why := why_not_plain_function(decides):
            raise TypeError(
                f"{type(app).__name__}.{decides.__name__}: a plain function is needed, {why}: "
                "nobody would await its answer"
            )
