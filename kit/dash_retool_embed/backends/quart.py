"""The kit in a Dash app on Quart."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from quart import Quart, Response, g, request
from quart.wrappers import Response as QuartResponse
from werkzeug.exceptions import RequestEntityTooLarge

from dash_retool_embed.http import MAX_BODY_BYTES, METHODS
from dash_retool_embed.http import Request as KitRequest
from dash_retool_embed.person_header import NOBODY
from dash_retool_embed.request_context import (
    RequestContext,
    current_request,
    forget_since,
    request_scope,
    set_request,
)
from dash_retool_embed.site import Site, Sites, person_headers

if TYPE_CHECKING:
    from dash_retool_embed.http import View

EXTENSION = "dash_retool_embed"

T = TypeVar("T")
ASGIApp = Callable[[Any, Any, Any], Awaitable[None]]


def serve(server: Quart, site: Site) -> None:
    """Put a site on a server.

    Raises:
        RuntimeError: the server has one at its place already.
    """
    sites = server.extensions.get(EXTENSION)
    if sites is None:
        sites = server.extensions[EXTENSION] = Sites()
        _look_at_requests(server, sites)
    sites.add(site)
    for path, name, view in site.rules():
        server.add_url_rule(
            path, name, _quart_view(view), methods=METHODS, provide_automatic_options=False
        )


def _look_at_requests(server: Quart, sites: Sites) -> None:
    async def start() -> None:
        set_request(
            RequestContext(
                native=request._get_current_object(),  # type: ignore[attr-defined]
                path=request.path,
                address=request.remote_addr,
                site=sites.at(request.path),
                sent_by=NOBODY,
            )
        )

    async def remember() -> None:
        context = current_request()
        if context and context.site and context.path == context.site.callbacks:
            before = set(g)
            # On a thread, like everything that may wait for the app's own code.
            context.sent_by = await _on_thread(context.site.person_header.sent_by)
            forget_since(g, before)

    async def check(response: QuartResponse) -> QuartResponse:
        context = current_request()
        return await _checked(server, context, response) if context else response

    async def tell(response: QuartResponse) -> QuartResponse:
        if context := current_request():
            sets_cookie = "Set-Cookie" in response.headers
            response.headers.update(
                await _on_thread(partial(person_headers, context, sets_cookie=sets_cookie))
            )
        return response

    # Before what the app's author has, which may call `sign_out`.
    server.before_request_funcs.setdefault(None, []).insert(0, start)
    server.before_request(remember)
    server.after_request(check)
    # The first is the last to run: another one may set the cookie of a sign-in.
    server.after_request_funcs.setdefault(None, []).insert(0, tell)
    server.asgi_app = _around(server.asgi_app)  # type: ignore[method-assign, assignment]


def _around(application: ASGIApp) -> ASGIApp:
    async def answer(scope: Any, receive: Any, send: Any) -> None:
        with request_scope():
            await application(scope, receive, send)

    return answer


async def _on_thread(function: Callable[[], T]) -> T:
    def run() -> T:
        try:
            return function()
        # It would never arrive: no future takes it (PEP 479).
        except StopIteration as error:
            raise RuntimeError(f"{error!r} out of a function of the app's own") from error

    return await asyncio.to_thread(run)


async def _checked(
    server: Quart, context: RequestContext, response: QuartResponse
) -> QuartResponse:
    if context.site is None:
        return response
    try:
        context.site.integer_guard.check(context.embeds, await _json_in(response))
    except ValueError as error:
        # As Quart does with what a view raises, so that whoever handles errors is told of it.
        failed = await server.handle_user_exception(error)
        return cast("QuartResponse", await server.make_response(failed))
    return response


async def _json_in(response: QuartResponse) -> bytes | None:
    is_plain = response.content_encoding is None and response.is_json
    return await response.get_data(as_text=False) if is_plain else None


def _quart_view(view: View) -> Callable[[], Awaitable[Response]]:
    async def answer() -> Response:
        context = current_request()
        assert context is not None  # noqa: S101 - `start` has seen every request
        call = KitRequest(context, request.method, request.content_type or "", await _body())
        said = await _on_thread(partial(view, call))
        response = Response(said.content, said.status, content_type=said.content_type)
        if said.content_type is None:
            # Quart says them of nothing, too.
            del response.headers["Content-Type"], response.headers["Content-Length"]
        response.headers.update(said.headers)
        return response

    return answer


async def _body() -> bytes | None:
    if (request.content_length or 0) > MAX_BODY_BYTES:
        return None
    body = bytearray()
    try:
        async for part in request.body:
            body += part
            if len(body) > MAX_BODY_BYTES:
                return None
    except RequestEntityTooLarge:
        return None
    return bytes(body)
