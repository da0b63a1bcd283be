"""Where a page asks whose its frames are, before it shows one again."""

from flask import Blueprint, Response, jsonify

from dashapp.audit import Audit
from dashapp.embed.access import Access
from dashapp.embed.api import EmbedFramesAnswer, read_frames
from dashapp.embed.auditing import Asker, audited
from dashapp.embed.body import json_body
from dashapp.embed.errors import EmbedError
from dashapp.embed.limits import MintLimits
from dashapp.embed.person import opaque_id
from dashapp.embed.problems import answer_other_methods, answer_refusals

NAME = "embed_frames"
PATH = "/api/embedFrames"

# A page asks every 2 seconds, and for each answer that sets a cookie; a person has a few windows.
PER_PERSON = "3000 per 60 seconds"


def frames_blueprint(access: Access, audit: Audit) -> Blueprint:
    """Answer ``POST /api/embedFrames`` with who is signed in, and which of the frames are theirs.

    A frame is a person's if its link was minted for them and they may still open its app.

    Args:
        access: knows the person of the request, and the frames' names.
        audit: told of refusals.
    """
    blueprint = Blueprint(NAME, __name__)
    limits = MintLimits(per_person=PER_PERSON)

    @blueprint.post(PATH, provide_automatic_options=False)
    def frames() -> Response:
        asker = Asker()
        with audited(audit, asker):
            asker.person = person = access.user()
            limits.count_person(person)
        asked = read_frames(json_body())

        def is_theirs(frame: str, app: str) -> bool:
            try:
                return access.frames.read(frame, access.app(app, person).name, person) is not None
            except EmbedError:
                return False

        theirs = [each.frame for each in asked if is_theirs(each.frame, each.app)]
        answer = EmbedFramesAnswer(person=opaque_id(person), frames=theirs)
        response = jsonify(answer.model_dump())
        response.cache_control.no_store = True
        return response

    answer_other_methods(blueprint, PATH, sentence="Frames are asked about with POST.")
    answer_refusals(blueprint)
    return blueprint
