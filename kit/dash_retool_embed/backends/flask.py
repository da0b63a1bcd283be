"""The kit in a Dash app on Flask."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flask import Flask, Response, g, request
from werkzeug.exceptions import RequestEntityTooLarge

from dash_retool_embed.http import MAX_BODY_BYTES, METHODS
from dash_retool_embed.http import Request as KitRequest
from dash_retool_embed.http import Response as KitResponse
from dash_retool_embed.person_header import NOBODY
from dash_retool_embed.request_context import (
    RequestContext,
    current_request,
    forget_since,
    request_scope,
    set_request,
)
from dash_retool_embed.site import TOO_LATE, Site, Sites, person_headers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from dash_retool_embed.http import View

EXTENSION = "dash_retool_embed"


def serve(server: Flask, site: Site) -> None:
    """Put a site on a server.

    Raises:
        RuntimeError: the server has one at its place already, or has begun to answer requests.
    """
    if server._got_first_request:
        raise RuntimeError(TOO_LATE)
    sites = server.extensions.get(EXTENSION)
    if sites is None:
        sites = server.extensions[EXTENSION] = Sites()
        _look_at_requests(server, sites)
    sites.add(site)
    for path, name, view in site.rules():
        # Else Flask's own answer to OPTIONS would be another.
        server.add_url_rule(
            path, name, _flask_view(view), methods=METHODS, provide_automatic_options=False
        )


def callback_paths(server: Flask) -> frozenset[str]:
    """Return the paths of the callbacks of every Dash app with embeds on this server."""
    sites = server.extensions.get(EXTENSION)
    return sites.callback_paths() if isinstance(sites, Sites) else frozenset()


def response_of(answer: KitResponse) -> Response:
    """Return an answer of the kit's as Flask has it."""
    response = Response(answer.content, answer.status, content_type=answer.content_type)
    if answer.content_type is None:
        del response.headers["Content-Type"]
    response.headers.update(answer.headers)
    return response


def _look_at_requests(server: Flask, sites: Sites) -> None:
    def start() -> None:
        set_request(
            RequestContext(
                native=request._get_current_object(),  # type: ignore[attr-defined]
                path=request.path,
                address=request.remote_addr,
                site=sites.at(request.path),
                sent_by=NOBODY,
            )
        )

    def remember() -> None:
        context = current_request()
        if context and context.site and context.path == context.site.callbacks:
            before = set(g)
            context.sent_by = context.site.person_header.sent_by()
            # As if nobody had asked: what `user` remembers may change in this request.
            forget_since(g, before)

    def check(response: Response) -> Response:
        context = current_request()
        return _checked(server, context, response) if context else response

    def tell(response: Response) -> Response:
        if context := current_request():
            sets_cookie = "Set-Cookie" in response.headers
            response.headers.update(person_headers(context, sets_cookie=sets_cookie))
        return response

    # Before what the app's author has, which may call `sign_out`.
    server.before_request_funcs.setdefault(None, []).insert(0, start)
    server.before_request(remember)
    server.after_request(check)
    # The first is the last to run: another one may set the cookie of a sign-in.
    server.after_request_funcs.setdefault(None, []).insert(0, tell)
    # Not at the end of Flask's own: what others do there may raise before.
    server.wsgi_app = _around(server.wsgi_app)  # type: ignore[method-assign, assignment]


def _around(application: WSGIApplication) -> WSGIApplication:
    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with request_scope():
            return application(environ, start_response)

    return answer


def _checked(server: Flask, context: RequestContext, response: Response) -> Response:
    if context.site is None:
        return response
    try:
        context.site.integer_guard.check(context.embeds, _json_in(response))
    except ValueError as error:
        # As Flask does with what a view raises; Dash's own handler can't read what comes later.
        return server.make_response(server.handle_user_exception(error))
    return response


def _json_in(response: Response) -> bytes | None:
    # What somebody has compressed or streams is not looked into.
    is_plain = not response.is_streamed and response.content_encoding is None
    return response.get_data() if is_plain and response.is_json else None


def _flask_view(view: View) -> Callable[[], Response]:
    def answer() -> Response:
        context = current_request()
        assert context is not None  # noqa: S101 - `start` has seen every request
        call = KitRequest(context, request.method, request.content_type or "", _body())
        return response_of(view(call))

    return answer


def _body() -> bytes | None:
    length = request.content_length
    if length is not None and length > MAX_BODY_BYTES:
        return None
    try:
        if length is not None:
            return request.get_data()
        body = request.stream.read(MAX_BODY_BYTES + 1)
    except RequestEntityTooLarge:
        return None
    return None if len(body) > MAX_BODY_BYTES else body
