"""The kit in a Dash app on FastAPI."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from dash_retool_embed.http import JSON, MAX_BODY_BYTES, METHODS
from dash_retool_embed.http import Request as KitRequest
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
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from dash_retool_embed.http import View

EXTENSION = "dash_retool_embed"
RECEIVED = "dash_retool_embed_received"


def serve(server: FastAPI, site: Site) -> None:
    """Put a site on a server.

    Raises:
        RuntimeError: the server has one at its place already, or has begun to answer requests.
    """
    if server.middleware_stack is not None:
        raise RuntimeError(TOO_LATE)
    sites = getattr(server.state, EXTENSION, None)
    if sites is None:
        sites = Sites()
        setattr(server.state, EXTENSION, sites)
        server.add_middleware(_LookAtRequests, sites=sites)
        # Within all others, also those that are added later: a session of theirs is open there.
        server.user_middleware.append(Middleware(_RememberWhoCame))
    sites.add(site)
    for path, name, view in site.rules():
        server.add_api_route(
            path, _fastapi_view(view), methods=METHODS, name=name, include_in_schema=False
        )


class _LookAtRequests:
    """Middleware around everything: it sees what all others have made of an answer."""

    def __init__(self, app: ASGIApp, sites: Sites) -> None:
        self._app = app
        self._sites = sites

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        native = Request(scope, receive)
        context = RequestContext(
            native=native,
            path=scope["path"],
            address=native.client.host if native.client else None,
            site=self._sites.at(scope["path"]),
            sent_by=NOBODY,
        )
        answering = _Answering(context, send)
        # Of one server inside another, the outer one's is the first to hear.
        received = scope.setdefault(RECEIVED, _Received(receive))
        with request_scope():
            set_request(context)
            await self._app(scope, received.receive, answering.send)


class _RememberWhoCame:
    """Middleware that asks who has sent a request for a callback."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        context = current_request() if scope["type"] == "http" else None
        if context and context.site and context.path == context.site.callbacks:
            kept = scope.setdefault("state", {})
            before = set(kept)
            context.sent_by = await run_in_threadpool(context.site.person_header.sent_by)
            forget_since(kept, before)
        await self._app(scope, receive, send)


class _Received:
    """The beginning of what came with a request, for a view that is not the first to read it.

    Dash 4.2 reads the JSON of every request, also of those that are not for it.
    """

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._buffered = bytearray()
        self._is_whole = False

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            left = MAX_BODY_BYTES + 1 - len(self._buffered)
            self._buffered += message.get("body", b"")[:left]
            self._is_whole = not message.get("more_body", False)
        elif message["type"] == "http.disconnect":
            self._is_whole = True
        return message

    async def body(self) -> bytes | None:
        """Return all of it; None: it is longer than `MAX_BODY_BYTES`."""
        while not self._is_whole and len(self._buffered) <= MAX_BODY_BYTES:
            await self.receive()
        return bytes(self._buffered) if len(self._buffered) <= MAX_BODY_BYTES else None


class _Answering:
    """Holds back the head of an answer of Dash's until its body has been looked at."""

    def __init__(self, context: RequestContext, send: Send) -> None:
        self._context = context
        self._send = send
        self._head: Message | None = None
        self._parts: list[Message] = []

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._head = message
            # Another answer in place of one that has been refused.
            self._parts = []
            # Others are let through part by part, and as they are.
            if self._context.site is None:
                await self._add_headers(message)
                await self._send(message)
                self._head = None
            return
        if self._head is None:
            await self._send(message)
            return
        self._parts.append(message)
        if not message.get("more_body", False):
            await self._finish(self._head)

    async def _finish(self, head: Message) -> None:
        site = self._context.site
        headers = MutableHeaders(scope=head)
        body = b"".join(part.get("body", b"") for part in self._parts)
        is_plain = "content-encoding" not in headers
        # Dash says of none of them what it is.
        is_json = headers.get("content-type", JSON).startswith(JSON)
        if site is not None:
            site.integer_guard.check(self._context.embeds, body if is_plain and is_json else None)
        await self._add_headers(head)
        self._head = None
        await self._send(head)
        for part in self._parts:
            await self._send(part)

    async def _add_headers(self, head: Message) -> None:
        if self._context.site is None and not self._context.has_signed_out:
            return
        headers = MutableHeaders(scope=head)
        sets_cookie = "set-cookie" in headers
        added = await run_in_threadpool(person_headers, self._context, sets_cookie=sets_cookie)
        for name, value in added.items():
            headers[name] = value


def _fastapi_view(view: View) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        context = current_request()
        assert context is not None  # noqa: S101 - the middleware has seen every request
        content_type = request.headers.get("content-type", "")
        received: _Received = request.scope[RECEIVED]
        call = KitRequest(context, request.method, content_type, await received.body())
        response = await run_in_threadpool(view, call)
        headers: dict[str, str] = dict(response.headers)
        return Response(response.content, response.status, headers, response.content_type)

    # FastAPI reads it; as text it could not be resolved here.
    annotations: dict[str, Any] = {"request": Request}
    answer.__annotations__ = annotations
    return answer
