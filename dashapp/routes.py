"""Every address of the host, once: below the path that it works under.

The page's scripts get those that they need from ``data-routes`` of ``<html>``
(assets/host/routes.js). What no address is, such as a tab's name, is not here.
"""

import json
from dataclasses import dataclass

from dash_retool_embed.endpoints import embed_frames, embed_reports, embed_url
from dash_retool_embed.urls import origin_of
from dashapp.urls import prefix_of


class Address:
    """One address, which each `Routes` has below its own prefix."""

    def __init__(self, below: str) -> None:
        """Describe it; ``below`` has no slash at its beginning."""
        self.below = below

    def __get__(self, routes: "Routes", _owner: type["Routes"]) -> str:
        """Return the path of an answer, or where several of them begin."""
        return routes.prefix + self.below


@dataclass(frozen=True)
class Routes:
    """The addresses of one host.

    ``prefix`` is where their paths begin, with a slash at its end. ``origin`` is the host's as
    browsers know it; empty: the settings don't say.
    """

    prefix: str = "/"
    origin: str = ""

    start = Address("")
    """The host's own: it leads to the tab that somebody saw last, or shows Home."""

    home = Address("home")
    usage = Address("usage")
    usage_export = Address("usage/export")

    sign_in = Address("sign-in")
    sign_in_callback = Address("sign-in/callback")
    signed_in = Address("sign-in/done")
    """Where a sign-in ends that has a window of its own."""
    sign_out = Address("sign-out")
    back_channel_logout = Address("backchannel-logout")

    api = Address("api/")
    links = Address(embed_url.PATHS[0])
    links_of_quickstart = Address(embed_url.PATHS[1])
    frames = Address(embed_frames.PATHS[0])
    reports = Address(embed_reports.PATHS[0])
    openapi = Address("api/openapi.json")

    health = Address("health")
    old_browser = Address("old-browser")
    offline_worker = Address("offline-worker.js")
    """Chosen for good. A browser that has registered a worker keeps it, and goes on asking for it
    at the address that it had then: if that moves, the old one is left with nobody to end it."""

    brand = Address("_brand")
    bundles = Address("_host")
    bootstrap = Address("_bootstrap")
    assets = Address("assets")
    """Dash's own, for files that no page here has."""

    @classmethod
    def of(cls, host_url: str | None) -> "Routes":
        """Return those of a host at this address; None: at an origin of its own, whichever."""
        return cls() if host_url is None else cls(prefix_of(host_url), origin_of(host_url))

    def tab(self, name: str) -> str:
        """Return the address of a tab by its name."""
        return self.prefix + name

    def tab_at(self, path: str) -> str:
        """Return the name that the address of a tab has; none is there at the host's own.

        As assets/host/views/address.js finds it. A path of somebody else's has no name of a tab.
        """
        return path.removeprefix(self.prefix).strip("/") if self.has(path) else path

    def has(self, path: str) -> bool:
        """Tell whether a path is one of this host's."""
        return path.startswith(self.prefix)

    def complete(self, address: str) -> str:
        """Return one of these addresses as somebody elsewhere has to know it."""
        return self.origin + address

    @property
    def attribute(self) -> str:
        """What ``<html>`` says of them, for scripts."""
        said = {name: getattr(self, of) for name, of in _FOR_SCRIPTS.items()}
        return f"data-routes='{json.dumps(said, separators=(',', ':'))}'"


_FOR_SCRIPTS = {
    "prefix": "prefix",
    "health": "health",
    "links": "links",
    "offlineWorker": "offline_worker",
    "oldBrowser": "old_browser",
    "signOut": "sign_out",
    "usageExport": "usage_export",
}
"""By the names that assets/host/routes.js has for them."""

WORDS = frozenset(
    each.below.partition("/")[0].lower()
    for each in vars(Routes).values()
    if isinstance(each, Address) and each.below
)
"""With which the addresses of the host begin, so no tab may be called so."""
