"""Where pages report what became of their links."""

from collections.abc import Callable

from dash_retool_embed.audit import Audit, Requester, audit_denials
from dash_retool_embed.http import Request, Response, View, only_post, read_reports
from dash_retool_embed.mint import RateLimiter, Recorder
from dash_retool_embed.people import User

NAME = "retool_embed_reports"
PATHS = ("api/embedReports",)

# A page collects for some seconds before it sends; a person has a few windows.
PER_PERSON = "60 per 60 seconds"

# Each name of an event is a row for ever: as many as the largest batch has, with some to spare.
ROWS_PER_PERSON = "6000 per 60 seconds"


def embed_reports(
    user: Callable[[], User],
    recorder: Recorder,
    audit: Audit,
    limits: RateLimiter,
    rows: RateLimiter,
) -> View:
    """Return what answers ``POST /api/embedReports``, with 204.

    A page may be wrong or lie about its own person's links; the recorder keeps others' from it.

    Args:
        user: the person of the current request; raises IdentityError when nobody is signed in.
        recorder: is told.
        audit: told of refusals.
        limits: counts who reports, such as `PER_PERSON`.
        rows: counts how much, such as `ROWS_PER_PERSON`.
    """

    def answer(request: Request) -> Response:
        requester = Requester()
        with audit_denials(audit, requester):
            requester.person = person = user()
            limits.limit_person(person)
            reports = read_reports(request.json())
            rows.limit_person(person, sum(len(each.events or [each]) for each in reports))
        recorder.record_reports(person, reports)
        return Response(204)

    return only_post(answer, case="reports")
