"""One Dash app with embeds on one server: what it answers, and what it adds to Dash's answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dash_retool_embed.access import Access
from dash_retool_embed.dash_internals import CALLBACKS, LAYOUT
from dash_retool_embed.http import View
from dash_retool_embed.person_header import HEADER, SIGNED_OUT, PersonHeader
from dash_retool_embed.request_context import RequestContext
from dash_retool_embed.unsafe_integer_guard import UnsafeIntegerGuard

TOO_LATE = (
    "register_embeds came after the server's first request: call it where the Dash app is made"
)


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """It is put on a server by one of the `backends`.

    ``prefix`` is where its paths begin, with a slash at the end. ``views`` answer below it, by
    their names and paths.
    """

    prefix: str
    access: Access
    person_header: PersonHeader
    integer_guard: UnsafeIntegerGuard
    views: Mapping[str, tuple[tuple[str, ...], View]]

    @property
    def callbacks(self) -> str:
        """The path of its callbacks."""
        return self.prefix + CALLBACKS

    @property
    def paths(self) -> tuple[str, str]:
        """The paths whose answers Dash's renderer acts on."""
        return self.prefix + LAYOUT, self.callbacks

    def rules(self) -> Iterable[tuple[str, str, View]]:
        """Yield each path with a name that no other site of the server has, and its view."""
        for name, (paths, view) in self.views.items():
            for i, path in enumerate(paths):
                yield self.prefix + path, endpoint(name, i, self.prefix), view


def endpoint(name: str, index: int = 0, prefix: str = "/") -> str:
    """Return what a server calls the `index`-th path of a view of the app at `prefix`."""
    own = f"{name}_{index}" if index else name
    # Of an app at the root it is no more than that. Flask keeps dots for blueprints.
    place = prefix.strip("/").replace(".", ":")
    return f"{own}/{place}" if place else own


@dataclass(slots=True)
class Sites:
    """Those of one server."""

    _by_path: dict[str, Site] = field(default_factory=dict)

    def add(self, site: Site) -> None:
        """Add one.

        Raises:
            RuntimeError: the same app, or another one at its place, is there already.
        """
        if site.callbacks in self._by_path:
            raise RuntimeError(
                "register_embeds was called twice for one Dash app, or for two apps at "
                f"{site.prefix}: call it once for each, with all apps that its pages name"
            )
        self._by_path.update(dict.fromkeys(site.paths, site))

    def at(self, path: str) -> Site | None:
        """Return the site whose layout or callbacks have this path."""
        return self._by_path.get(path)

    def callback_paths(self) -> frozenset[str]:
        """Return the paths of the callbacks of all of them."""
        return frozenset(site.callbacks for site in self._by_path.values())


def person_headers(request: RequestContext, *, sets_cookie: bool) -> dict[str, str]:
    """Return the headers that the answer to a request gets.

    Args:
        request: the current one.
        sets_cookie: whether the answer does.
    """
    if request.has_signed_out:
        return {HEADER: SIGNED_OUT}
    if request.site is None:
        return {}
    said = request.site.person_header.value_for(request, sets_cookie=sets_cookie)
    return {HEADER: said} if said else {}
