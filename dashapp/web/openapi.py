"""The description of the endpoints for programs, made of what these run on.

Behind the sign-in, as everything is: it says nothing about a deployment, but who has no token can
do nothing with it either.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from flask import Blueprint, Request, Response, jsonify, request
from pydantic.json_schema import models_json_schema

from dash_retool_embed.errors import BadRequest, EmbedError, TooManyRequests
from dash_retool_embed.http import (
    EmbedFramesAnswer,
    EmbedFramesRequest,
    EmbedUrlAnswer,
    EmbedUrlRequest,
    Problem,
    Reports,
)
from dash_retool_embed.people import IdentityError
from dash_retool_embed.retool import RetoolError
from dashapp.identity import KeysUnavailable
from dashapp.routes import Routes
from dashapp.web.errors import KNOWN
from dashapp.web.guard import CROSS_SITE
from dashapp.web.sizes import HEADERS_TOO_LARGE, URI_TOO_LONG

T = TypeVar("T")

NAME = "openapi"

JSON = "application/json"
PROBLEM = "application/problem+json"
COMPONENT = "#/components/schemas/{model}"
RETRY_AFTER = {"description": "in so many seconds", "schema": {"type": "integer", "minimum": 1}}


def openapi_blueprint(cookie_name: Callable[[Request], str], routes: Routes) -> Blueprint:
    """Answer with the description.

    Args:
        cookie_name: where a sign-in token is looked for in a request.
        routes: the host's addresses.
    """
    blueprint = Blueprint(NAME, __name__)

    @blueprint.get(routes.openapi)
    def openapi() -> Response:
        return jsonify(describe(cookie_name(request), routes))

    return blueprint


def describe(cookie: str, routes: Routes) -> dict[str, Any]:
    """Return the description, as OpenAPI 3.1 has it."""
    models = (
        EmbedUrlRequest,
        EmbedUrlAnswer,
        EmbedFramesRequest,
        EmbedFramesAnswer,
        Reports,
        Problem,
    )
    _, schemas = models_json_schema(
        [(model, "validation") for model in models], ref_template=COMPONENT
    )
    signed_in: list[dict[str, list[str]]] = [{"bearer": []}, {"cookie": []}]
    return {
        "openapi": "3.1.0",
        "info": {"title": "dashapp", "version": "1"},
        "paths": {
            routes.links: {"post": _embed_url(signed_in)},
            routes.frames: {"post": _embed_frames(signed_in)},
            routes.reports: {"post": _embed_reports(signed_in)},
            routes.openapi: {"get": _description(signed_in)},
        },
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": cookie},
            },
        },
    }


def _embed_url(signed_in: list[dict[str, list[str]]]) -> dict[str, Any]:
    return {
        "operationId": "embedUrl",
        "summary": "Ask for a link that opens an app once",
        # Neither of both: the body may have a token of its own.
        "security": [*signed_in, {}],
        "requestBody": {"required": True, "content": _content(JSON, EmbedUrlRequest.__name__)},
        "responses": {
            "200": {"description": "A link", "content": _content(JSON, EmbedUrlAnswer.__name__)},
            **_refusals(_codes_of_links()),
        },
    }


def _embed_frames(signed_in: list[dict[str, list[str]]]) -> dict[str, Any]:
    return {
        "operationId": "embedFrames",
        "summary": "Ask which frames are those of whoever is signed in",
        "security": signed_in,
        "requestBody": {"required": True, "content": _content(JSON, EmbedFramesRequest.__name__)},
        "responses": {
            "200": {"description": "These", "content": _content(JSON, EmbedFramesAnswer.__name__)},
            **_refusals(_codes_of_pages()),
        },
    }


def _embed_reports(signed_in: list[dict[str, list[str]]]) -> dict[str, Any]:
    return {
        "operationId": "embedReports",
        "summary": "Tell what became of links",
        "security": signed_in,
        "requestBody": {"required": True, "content": _content(JSON, Reports.__name__)},
        "responses": {
            "204": {"description": "They are taken"},
            **_refusals(_codes_of_pages()),
        },
    }


def _description(signed_in: list[dict[str, list[str]]]) -> dict[str, Any]:
    document = {JSON: {"schema": {"type": "object"}}}
    return {
        "operationId": "openapi",
        "summary": "Get this description",
        "security": signed_in,
        "responses": {
            "200": {"description": "This description", "content": document},
            **_refusals({**_codes_of_nobody(), **_codes_of_heads()}),
        },
    }


def _codes_of_links() -> dict[int, set[str]]:
    codes: defaultdict[int, set[str]] = defaultdict(set)
    for refusal in _kinds(EmbedError):
        codes[refusal.status].add(refusal.code)
    for failure in _kinds(RetoolError):
        codes[failure.status].add(failure.code)
    for status, of_nobody in _codes_of_nobody().items():
        codes[status] |= of_nobody
    codes[CROSS_SITE.status].add(CROSS_SITE.code)
    for entry in KNOWN.values():
        codes[entry.status].add(entry.code)
    return {**codes, **_codes_of_heads()}


def _codes_of_pages() -> dict[int, set[str]]:
    known = {entry.status: {entry.code} for entry in KNOWN.values()}
    kinds = {kind.status: {kind.code} for kind in (BadRequest, TooManyRequests)}
    refused = {**_codes_of_nobody(), CROSS_SITE.status: {CROSS_SITE.code}}
    return {**known, **kinds, **refused, **_codes_of_heads()}


def _codes_of_heads() -> dict[int, set[str]]:
    return {entry.status: {entry.code} for entry in (URI_TOO_LONG, HEADERS_TOO_LARGE)}


def _codes_of_nobody() -> dict[int, set[str]]:
    codes = {kind.code for kind in _kinds(IdentityError)}
    return {401: codes, KeysUnavailable.status: {KeysUnavailable.code}}


def _kinds(kind: type[T]) -> Iterator[type[T]]:
    for below in kind.__subclasses__():
        yield below
        yield from _kinds(below)


def _refusals(codes: dict[int, set[str]]) -> dict[str, Any]:
    return {str(status): _refusal(sorted(codes[status])) for status in sorted(codes)}


def _refusal(codes: list[str]) -> dict[str, Any]:
    of_these = {"type": "object", "properties": {"code": {"enum": codes}}}
    problem = {"allOf": [_reference(Problem.__name__), of_these]}
    return {
        "description": ", ".join(codes),
        "headers": {"Retry-After": RETRY_AFTER},
        "content": {PROBLEM: {"schema": problem}},
    }


def _content(kind: str, model: str) -> dict[str, Any]:
    return {kind: {"schema": _reference(model)}}


def _reference(model: str) -> dict[str, str]:
    return {"$ref": COMPONENT.format(model=model)}
