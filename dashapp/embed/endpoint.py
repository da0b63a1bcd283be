"""Minting behind HTTP: what the component and the quickstart's React wrapper call."""

import hashlib
import logging
import math
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from dashapp.embed.api import EmbedUrlAnswer, Problem, read_request, status_of
from dashapp.embed.errors import BadRequest, EmbedError
from dashapp.embed.limits import MintLimits
from dashapp.embed.minting import Minter
from dashapp.identity import IdentityError, User
from dashapp.retool import RetoolBusy, RetoolError

log = logging.getLogger(__name__)

NAME = "embed_url"

# An app's name and a token, which has at most 8 KB, with room for what else a client sends along.
MAX_BODY_BYTES = 64 * 1024

# Dash answers every path that is not a route of its own with its page, and status 200.
OTHER_METHODS = ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"]


def problem(
    status: int,
    code: str,
    title: str,
    detail: str | None = None,
    *,
    transient: bool = False,
    retry_after: float | None = None,
) -> Response:
    """Answer with RFC 9457's ``application/problem+json``.

    Args:
        status: of HTTP.
        code: stable, for programs.
        title: a sentence for the person.
        detail: further words for whoever writes the client.
        transient: whether the same request may succeed later; the answer then has
            ``"transient": true``.
        retry_after: seconds from now, for the header; None: not known.
    """
    body = Problem(
        status=status, code=code, title=title, detail=detail, transient=transient or None
    )
    response = jsonify(body.model_dump(exclude_none=True))
    response.status_code = status
    if retry_after is not None:
        # Whole seconds (RFC 9110, section 10.2.3); 0 would ask for a retry without a breath.
        response.headers["Retry-After"] = str(max(1, math.ceil(retry_after)))
    response.mimetype = "application/problem+json"
    response.cache_control.no_store = True
    return response


def opaque_id(person: User) -> str:
    """Return 16 hexadecimal digits that stand for a person: always the same, and another's differ.

    The browser uses them only to notice that somebody else has signed in, and that the frames on
    the page are still the former person's. A digest instead of the identifier keeps the latter out
    of the page; it is no secret, since whoever can guess an identifier can compute it.
    """
    # JSON may hold half an emoji, which is no text and still somebody's identifier.
    return hashlib.sha256(person.id.encode(errors="surrogatepass")).hexdigest()[:16]


def embed_url_blueprint(
    minter: Minter,
    user: Callable[[], User],
    verify_token: Callable[[str], User] | None,
    limits: MintLimits,
) -> Blueprint:
    """Answer ``POST /api/embedUrl`` and ``POST /embedUrl``, as in the Retool Embed quickstart.

    Args:
        minter: asks Retool.
        user: the person of the current request; raises IdentityError when nobody is signed in.
        verify_token: reads the body's ``userJwt``; None: a body that has one is refused.
        limits: how often links may be asked for.
    """
    blueprint = Blueprint(NAME, __name__)

    # Flask's own answer to OPTIONS would name the methods below too.
    @blueprint.post("/api/embedUrl", provide_automatic_options=False)
    @blueprint.post("/embedUrl", provide_automatic_options=False)
    def embed_url() -> Response:
        # The peer's, or what the server made of the headers of a proxy that it was told to trust.
        limits.count_address(request.remote_addr)
        asked = read_request(_body())
        if asked.userJwt is None:
            person = user()
        elif verify_token is None:
            raise BadRequest("userJwt: this host takes none.")
        else:
            person = verify_token(asked.userJwt)
        limits.count_person(person)
        link = minter.mint(asked.retoolAppName, person)
        answer = EmbedUrlAnswer(
            embedUrl=link.url, expiresIn=link.expires_in, person=opaque_id(person)
        )
        response = jsonify(answer.model_dump())
        response.cache_control.no_store = True
        return response

    @blueprint.route("/api/embedUrl", methods=OTHER_METHODS)
    @blueprint.route("/embedUrl", methods=OTHER_METHODS)
    def only_post() -> Response:
        if request.method == "OPTIONS":
            response = Response(status=204)
        else:
            response = problem(405, "method_not_allowed", "An embed URL is asked for with POST.")
        response.headers["Allow"] = "POST, OPTIONS"
        return response

    @blueprint.errorhandler(IdentityError)
    def not_signed_in(error: IdentityError) -> Response:
        return problem(
            error.status,
            error.code,
            error.person_message,
            str(error),
            transient=error.transient,
        )

    @blueprint.errorhandler(RequestEntityTooLarge)
    def too_large(_error: RequestEntityTooLarge) -> Response:
        return problem(413, "too_large", "This request is too large.")

    @blueprint.errorhandler(EmbedError)
    def refused(error: EmbedError) -> Response:
        return problem(
            error.status,
            error.code,
            str(error),
            transient=error.transient,
            retry_after=error.retry_after,
        )

    @blueprint.errorhandler(RetoolError)
    def retool_refused(error: RetoolError) -> Response:
        return _retool_problem(error)

    return blueprint


def _body() -> dict[str, Any]:
    limit = request.max_content_length
    request.max_content_length = MAX_BODY_BYTES if limit is None else min(limit, MAX_BODY_BYTES)
    try:
        body = request.get_json(silent=True)
    except RecursionError:
        body = None  # nested too deeply; Flask excuses only what is no JSON
    if not isinstance(body, dict):
        raise BadRequest("The body has to be a JSON object, sent as application/json.")
    return body


def _retool_problem(error: RetoolError) -> Response:
    # Operators need Retool's own words; the person gets a sentence without them. Busy is said to
    # everybody in a crowd, and its cause has a line of its own.
    level = logging.INFO if isinstance(error, RetoolBusy) else logging.WARNING
    log.log(level, "no embed URL: %s: %s", error.code, error)
    return problem(
        status_of(type(error)),
        error.code,
        error.person_message,
        transient=error.transient,
        retry_after=error.retry_after,
    )
