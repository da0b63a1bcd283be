"""The path that a host works below: its own server answers for nothing beside it."""

from flask import Flask, Response, current_app, redirect, request
from werkzeug.wrappers import Response as WerkzeugResponse

from dashapp.routes import Routes

NAME = "dashapp.routes"


def keep_below(server: Flask, routes: Routes) -> None:
    """Refuse what is asked for elsewhere, before anything else looks at it.

    Call it before anything else looks at requests. Templates have the addresses as ``routes``.
    """
    server.extensions[NAME] = routes
    server.context_processor(lambda: {"routes": routes})

    @server.before_request
    def check() -> WerkzeugResponse | None:
        if routes.has(request.path):
            return None
        # As people type it.
        if f"{request.path}/" == routes.prefix:
            asked = request.query_string.decode("latin-1")
            return redirect(f"{routes.start}?{asked}" if asked else routes.start, 308)
        return Response("Page not found\n", 404, mimetype="text/plain")


def current_routes() -> Routes:
    """Return the addresses of the host that answers the current request."""
    routes: Routes = current_app.extensions[NAME]
    return routes
