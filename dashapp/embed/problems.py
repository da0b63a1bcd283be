"""What the kit's endpoints answer when there is nothing to give."""

import logging
import math

from flask import Blueprint, Response, jsonify
from werkzeug.exceptions import RequestEntityTooLarge

from dashapp.embed.api import Problem, status_of
from dashapp.embed.errors import EmbedError
from dashapp.identity import IdentityError
from dashapp.retool import RetoolBusy, RetoolError

log = logging.getLogger(__name__)


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


def identity_problem(error: IdentityError) -> Response:
    """Answer a program whose sign-in is missing or not good."""
    return problem(
        error.status, error.code, error.person_message, str(error), transient=error.transient
    )


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
        return _retool_problem(error)


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
