"""Minting behind HTTP: what the component and the quickstart's React wrapper call."""

import hashlib
from collections.abc import Callable

from flask import Blueprint, Response, jsonify, request

from dashapp.embed.api import EmbedUrlAnswer, read_request
from dashapp.embed.body import json_body
from dashapp.embed.errors import BadRequest
from dashapp.embed.limits import MintLimits
from dashapp.embed.minting import Minter
from dashapp.embed.problems import answer_other_methods, answer_refusals
from dashapp.embed.recording import LinkAsked, Recorder, recorded
from dashapp.identity import User
from dashapp.retool import EmbedUrl

NAME = "embed_url"


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
    recorder: Recorder | None,
) -> Blueprint:
    """Answer ``POST /api/embedUrl`` and ``POST /embedUrl``, as in the Retool Embed quickstart.

    Args:
        minter: asks Retool.
        user: the person of the current request; raises IdentityError when nobody is signed in.
        verify_token: reads the body's ``userJwt``; None: a body that has one is refused.
        limits: how often links may be asked for.
        recorder: told of every request, and then named in the answer; None: nothing is recorded.
    """
    blueprint = Blueprint(NAME, __name__)

    @blueprint.post("/api/embedUrl", provide_automatic_options=False)
    @blueprint.post("/embedUrl", provide_automatic_options=False)
    def embed_url() -> Response:
        with recorded(recorder) as asked:
            link, person = mint(asked)
        answer = EmbedUrlAnswer(
            embedUrl=link.url,
            expiresIn=link.expires_in,
            person=opaque_id(person),
            record=asked.id if recorder else None,
        )
        response = jsonify(answer.model_dump(exclude_none=True))
        response.cache_control.no_store = True
        return response

    def mint(asked: LinkAsked) -> tuple[EmbedUrl, User]:
        # The peer's, or what the server made of the headers of a proxy that it was told to trust.
        limits.count_address(request.remote_addr)
        wanted = read_request(json_body())
        asked.app = wanted.retoolAppName
        asked.reason, asked.attempt = wanted.reason, wanted.attempt
        if wanted.userJwt is None:
            person = user()
        elif verify_token is None:
            raise BadRequest("userJwt: this host takes none.")
        else:
            person = verify_token(wanted.userJwt)
        asked.person = person
        limits.count_person(person)
        return minter.mint(wanted.retoolAppName, person, asked), person

    asked_with_post = "An embed URL is asked for with POST."
    answer_other_methods(blueprint, "/api/embedUrl", "/embedUrl", sentence=asked_with_post)
    answer_refusals(blueprint)
    return blueprint
