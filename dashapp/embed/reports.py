"""Where pages report what became of their links."""

from collections.abc import Callable

from flask import Blueprint, Response

from dashapp.audit import Audit
from dashapp.embed.api import read_reports
from dashapp.embed.auditing import Asker, audited
from dashapp.embed.body import json_body
from dashapp.embed.limits import MintLimits
from dashapp.embed.problems import answer_other_methods, answer_refusals
from dashapp.embed.recording import Recorder
from dashapp.identity import User

NAME = "embed_reports"
PATH = "/api/embedReports"

# A page collects for some seconds before it sends; a person has a few windows.
PER_PERSON = "60 per 60 seconds"

# Each name of an event is a row for ever: as many as the largest batch has, with some to spare.
ROWS_PER_PERSON = "6000 per 60 seconds"


def reports_blueprint(user: Callable[[], User], recorder: Recorder, audit: Audit) -> Blueprint:
    """Answer ``POST /api/embedReports`` with 204.

    A page may be wrong or lie about its own person's links; the recorder keeps others' from it.

    Args:
        user: the person of the current request; raises IdentityError when nobody is signed in.
        recorder: is told.
        audit: told of refusals.
    """
    blueprint = Blueprint(NAME, __name__)
    limits = MintLimits(per_person=PER_PERSON)
    row_limits = MintLimits(per_person=ROWS_PER_PERSON)

    @blueprint.post(PATH, provide_automatic_options=False)
    def report() -> Response:
        asker = Asker()
        with audited(audit, asker):
            asker.person = person = user()
            limits.count_person(person)
            reports = read_reports(json_body())
            row_limits.count_person(person, sum(len(each.events or [each]) for each in reports))
        recorder.reported(person, reports)
        return Response(status=204)

    answer_other_methods(blueprint, PATH, sentence="Reports are sent with POST.")
    answer_refusals(blueprint)
    return blueprint
