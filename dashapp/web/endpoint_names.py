"""Names of endpoints and blueprints: who is public, what is a file, what answers with links."""

from dash_retool_embed.endpoints import embed_url
from dash_retool_embed.site import endpoint
from dashapp.brand import NAME as BRAND
from dashapp.dash_internals import component_files, default_favicon
from dashapp.routes import Routes
from dashapp.web import bootstrap, bundles, offline, old_browser


def links(routes: Routes) -> tuple[str, ...]:
    """Return what answers with links."""
    return tuple(endpoint(embed_url.NAME, i, routes.prefix) for i in range(len(embed_url.PATHS)))


def versioned(routes: Routes) -> tuple[str, ...]:
    """Return Dash's own files, with its version in their addresses instead of a fingerprint."""
    return component_files(routes.prefix), default_favicon(routes.prefix)


def files(routes: Routes) -> tuple[str, ...]:
    """Return files that are the same for everybody."""
    return (bootstrap.NAME, BRAND, bundles.NAME, *versioned(routes))


def public(routes: Routes) -> tuple[str, ...]:
    """Return what answers everybody.

    What a browser needs before anybody is signed in, the endpoint that reads `userJwt` by itself,
    and what a load balancer asks.
    """
    own = (bootstrap.NAME, BRAND, bundles.NAME, offline.NAME, old_browser.NAME)
    return (*own, *links(routes), default_favicon(routes.prefix), routes.health)
