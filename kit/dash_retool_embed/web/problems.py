"""What the kit's endpoints answer when there is nothing to give."""

import math
from collections.abc import Callable

from dash_retool_embed.errors import EmbedError
from dash_retool_embed.people import IdentityError
from dash_retool_embed.retool import RetoolBusy, RetoolError
from dash_retool_embed.web.api import Problem, status_of
from dash_retool_embed.web.call import Answer, Call

View = Callable[[Call], Answer]

NO_STORE = {"Cache-Control": "no-store"}


def problem(
    status: int,
    code: str,
    title: str,
    detail: str | None = None,
    *,
    transient: bool = False,
    retry_after: float | None = None,
    ticket: str | None = None,
) -> Answer:
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
    headers = dict(NO_STORE)
    if retry_after is not None:
        # Whole seconds (RFC 9110, section 10.2.3); 0 would ask for a retry without a breath.
        headers["Retry-After"] = str(max(1, math.ceil(retry_after)))
    return Answer(status, body.model_dump(exclude_none=True), headers)


def identity_problem(error: IdentityError) -> Answer:
    """Answer a program whose sign-in is missing or not good."""
    return problem(
        error.status,
        error.code,
        error.person_message,
        str(error),
        transient=error.transient,
        retry_after=error.retry_after,
    )


def only_post(view: View, sentence: str) -> View:
    """Return a view that answers everything but POST with 405, and OPTIONS with what there is.

    Args:
        view: for POST; the kit's errors out of it are answered as problems.
        sentence: says what POST is for.
    """

    def answer(call: Call) -> Answer:
        if call.method == "POST":
            return _answered(view, call)
        allowed = {"Allow": "POST, OPTIONS"}
        if call.method == "OPTIONS":
            return Answer(204, None, allowed)
        refused = problem(405, "method_not_allowed", sentence)
        return Answer(refused.status, refused.said, {**refused.headers, **allowed})

    return answer


def _answered(view: View, call: Call) -> Answer:
    try:
        return view(call)
    except IdentityError as error:
        return identity_problem(error)
    except EmbedError as error:
        return problem(
            error.status,
            error.code,
            str(error),
            transient=error.transient,
            retry_after=error.retry_after,
        )
    except RetoolError as error:
        # Retool's own words are for the log.
        return problem(
            status_of(type(error)),
            error.code,
            error.person_message,
            transient=error.transient,
            retry_after=error.retry_after,
            ticket=error.ticket if isinstance(error, RetoolBusy) else None,
        )
