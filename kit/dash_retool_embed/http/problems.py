"""What the kit's endpoints answer when there is nothing to give."""

import math
from collections.abc import Callable
from typing import Literal

from pydantic import BaseModel, Field

from dash_retool_embed.errors import CodedError, EmbedError, Entry, MethodNotAllowed
from dash_retool_embed.http.request import Request
from dash_retool_embed.http.response import NO_STORE, Response
from dash_retool_embed.people import IdentityError
from dash_retool_embed.retool import TICKET_PATTERN, RetoolBusy, RetoolError

View = Callable[[Request], Response]


class Problem(BaseModel):
    """What went wrong, as RFC 9457 has it."""

    type: Literal["about:blank"] = "about:blank"
    status: int = Field(description="of HTTP, again")
    code: str = Field(description="stable, for programs")
    title: str = Field(description="a sentence for the person")
    detail: str | None = Field(default=None, description="for whoever writes the client")
    transient: Literal[True] | None = Field(
        default=None, description="there if the same request may succeed later"
    )
    ticket: str | None = Field(
        default=None,
        pattern=TICKET_PATTERN,
        description="keeps this person's turn for this app for a minute: send it along next time",
    )
    retryAfterMs: int | None = Field(  # noqa: N815
        default=None, ge=1, description="when to come back with it, finer than Retry-After"
    )


def problem(
    entry: Entry,
    title: str | None = None,
    detail: str | None = None,
    *,
    retry_after: float | None = None,
    ticket: str | None = None,
) -> Response:
    """Answer with RFC 9457's ``application/problem+json``.

    Args:
        entry: of a catalogue.
        title: a sentence for the person, in place of the entry's.
        detail: further words for whoever writes the client.
        retry_after: seconds from now, for the header; None: not known.
        ticket: keeps a turn; the body then has `retry_after` too, in milliseconds.
    """
    body = Problem(
        status=entry.status,
        code=entry.code,
        title=entry.person if title is None else title,
        detail=detail,
        transient=entry.transient or None,
        ticket=ticket,
        retryAfterMs=None if ticket is None else math.ceil(1000 * (retry_after or 0)),
    )
    headers = dict(NO_STORE)
    if retry_after is not None:
        # Whole seconds (RFC 9110, section 10.2.3); 0 would ask for a retry without a breath.
        headers["Retry-After"] = str(max(1, math.ceil(retry_after)))
    return Response(entry.status, body.model_dump(exclude_none=True), headers)


def problem_of(error: CodedError) -> Response:
    """Answer with an error. What Retool said is for the log only."""
    return problem(
        error.entry,
        error.person_message,
        str(error) if isinstance(error, IdentityError) else None,
        retry_after=error.retry_after,
        ticket=error.ticket if isinstance(error, RetoolBusy) else None,
    )


def only_post(view: View, case: str) -> View:
    """Return a view that answers everything but POST with 405, and OPTIONS with what there is.

    Args:
        view: for POST; the kit's errors out of it are answered as problems.
        case: of `MethodNotAllowed`; says what POST is for.
    """

    def answer(request: Request) -> Response:
        if request.method == "POST":
            return _answered(view, request)
        allowed = {"Allow": "POST, OPTIONS"}
        if request.method == "OPTIONS":
            return Response(204, None, allowed)
        refused = problem_of(MethodNotAllowed(case=case))
        return Response(refused.status, refused.body, {**refused.headers, **allowed})

    return answer


def _answered(view: View, request: Request) -> Response:
    try:
        return view(request)
    # What else has a code is a failure of the server, to be logged as one.
    except (IdentityError, EmbedError, RetoolError) as error:
        return problem_of(error)
