"""What the kit's endpoints answer when there is nothing to give."""

import math

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from dashapp.embed.api import Problem, status_of
from dashapp.embed.errors import EmbedError
from dashapp.identity import IdentityError
from dashapp.retool import RetoolBusy, RetoolError

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
    ticket: str | None = None,
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
        ticket: keeps a turn; the body then has `retry_after` too, in milliseconds.
    """
    body = Problem(
        status=status,
        code=code,
        title=title,
        detail=detail,
        transient=transient or None,
        ticket=ticket,
        retryAfterMs=None if ticket is None else math.ceil(1000 * (retry_after or 0)),
    )
    response = jsonify(body.model_dump(exclude_none=True))
    response.status_code = status
    if retry_after is not None:
        # Whole seconds (RFC 9110, section 10.2.3); 0 would ask for a retry without a breath.
        response.headers["Retry-After"] = str(max(1, math.ceil(retry_after)))
    response.mimetype = "application/problem+json"
    response.cache_control.no_store = True
    return response


def identity_problem(error: IdentityError) -> Response:
    """Answer a program whose sign-in is missing or not good."""
    return problem(
        error.status,
        error.code,
        error.person_message,
        str(error),
        transient=error.transient,
        retry_after=error.retry_after,
    )


def answer_other_methods(blueprint: Blueprint, *paths: str, sentence: str) -> None:
    """Have this blueprint answer everything but POST with 405, and OPTIONS with what there is.

    Flask's own answer to OPTIONS would name the other methods too, so the routes for POST have to
    do without it: ``provide_automatic_options=False``.

    Args:
        blueprint: has routes for POST.
        paths: of these routes.
        sentence: says what POST is for.
    """

    def only_post() -> Response:
        if request.method == "OPTIONS":
            response = Response(status=204)
        else:
            response = problem(405, "method_not_allowed", sentence)
        response.headers["Allow"] = "POST, OPTIONS"
        return response

    for path in paths:
        blueprint.add_url_rule(path, view_func=only_post, methods=OTHER_METHODS)


def answer_refusals(blueprint: Blueprint) -> None:
    """Have this blueprint answer the kit's errors as problems."""

    @blueprint.errorhandler(IdentityError)
    def not_signed_in(error: IdentityError) -> Response:
        return identity_problem(error)

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
        # Retool's own words are for the log.
        return problem(
            status_of(type(error)),
            error.code,
            error.person_message,
            transient=error.transient,
            retry_after=error.retry_after,
            ticket=error.ticket if isinstance(error, RetoolBusy) else None,
        )
