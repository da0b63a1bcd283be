"""Where a page asks whose its frames are, before it shows one again."""

from dash_retool_embed.access import Access
from dash_retool_embed.audit import Audit, Requester, audit_denials, person_digest
from dash_retool_embed.errors import EmbedError
from dash_retool_embed.http import (
    NO_STORE,
    EmbedFramesAnswer,
    Request,
    Response,
    View,
    only_post,
    read_frames,
)
from dash_retool_embed.mint import RateLimiter

NAME = "retool_embed_frames"
PATHS = ("api/embedFrames",)

# A page asks every 2 seconds, and for each answer that sets a cookie; a person has a few windows.
PER_PERSON = "3000 per 60 seconds"


def embed_frames(access: Access, limits: RateLimiter, audit: Audit) -> View:
    """Return what answers ``POST /api/embedFrames``: who is signed in, which frames are theirs.

    A frame is a person's if its link was minted for them and they may still open its app.

    Args:
        access: knows the person of the request, and the frames' tokens.
        limits: counts who asks, such as `PER_PERSON`.
        audit: told of refusals.
    """

    def answer(request: Request) -> Response:
        requester = Requester()
        with audit_denials(audit, requester):
            requester.person = person = access.user()
            limits.limit_person(person)
        asked = read_frames(request.json())

        def is_theirs(frame: str, app: str) -> bool:
            try:
                return (
                    access.read_frame_token(frame, access.app(app, person).name, person) is not None
                )
            except EmbedError:
                return False

        theirs = [each.frame for each in asked if is_theirs(each.frame, each.app)]
        said = EmbedFramesAnswer(person=person_digest(person.id), frames=theirs)
        return Response(200, said.model_dump(), NO_STORE)

    return only_post(answer, case="frames")
