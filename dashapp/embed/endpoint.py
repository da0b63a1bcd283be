"""Minting behind HTTP: what the component and the quickstart's React wrapper call."""

from collections.abc import Callable

from flask import Blueprint, Response, jsonify, request

from dashapp.audit import Audit, Naming, digest_of, unaudited
from dashapp.embed.access import Access
from dashapp.embed.api import EmbedUrlAnswer, EmbedUrlRequest, read_request
from dashapp.embed.auditing import audited
from dashapp.embed.body import json_body
from dashapp.embed.errors import BadRequest, EmbedError, TooManyRequests
from dashapp.embed.limits import MintLimits
from dashapp.embed.link_log import LinkLog
from dashapp.embed.minting import Minter
from dashapp.embed.person import opaque_id
from dashapp.embed.problems import answer_other_methods, answer_refusals
from dashapp.embed.recording import LinkAsked, Recorder, recorded
from dashapp.identity import User
from dashapp.retool import EmbedUrl

NAME = "embed_url"


def embed_url_blueprint(
    minter: Minter,
    access: Access,
    verify_token: Callable[[str], User] | None,
    limits: MintLimits,
    recorder: Recorder | None,
    audit: Audit = unaudited,
    naming: Naming = digest_of,
) -> Blueprint:
    """Answer ``POST /api/embedUrl`` and ``POST /embedUrl``, as in the Retool Embed quickstart.

    Args:
        minter: asks Retool.
        access: knows the person of the request, and names the frame that the link is for.
        verify_token: reads the body's ``userJwt``; None: a body that has one is refused.
        limits: how often links may be asked for.
        recorder: told of every request, and then named in the answer; None: nothing is recorded.
        audit: told of refusals.
        naming: what lines of the log call a person.
    """
    blueprint = Blueprint(NAME, __name__)
    link_log = LinkLog(naming, audited=audit is not unaudited)

    @blueprint.post("/api/embedUrl", provide_automatic_options=False)
    @blueprint.post("/embedUrl", provide_automatic_options=False)
    def embed_url() -> Response:
        with recorded(recorder) as asked, audited(audit, asked), link_log.told(asked):
            link, person = mint(asked)
        answer = EmbedUrlAnswer(
            embedUrl=link.url,
            expiresIn=link.expires_in,
            person=opaque_id(person),
            frame=access.frames.issue(asked.app, person),
            record=asked.id if recorder else None,
        )
        response = jsonify(answer.model_dump(exclude_none=True))
        response.cache_control.no_store = True
        return response

    def mint(asked: LinkAsked) -> tuple[EmbedUrl, User]:
        # The peer's, or what the server made of the headers of a proxy that it was told to trust.
        with limits.strangers(request.remote_addr):
            wanted = read_request(json_body())
            asked.app = wanted.retoolAppName
            asked.reason, asked.attempt = wanted.reason, wanted.attempt
            person = person_of(wanted.userJwt)
        asked.person = person
        limits.count_request(person)
        return minted(wanted, person, asked), person

    def minted(wanted: EmbedUrlRequest, person: User, asked: LinkAsked) -> EmbedUrl:
        def count() -> None:
            limits.count_person(person)

        try:
            # What Retool is asked is counted, not how often the page had to come back for it.
            return minter.mint(
                wanted.retoolAppName, person, asked, ticket=wanted.ticket, before_call=count
            )
        except TooManyRequests:
            raise
        except EmbedError:
            # So is what is refused before that: nothing else would keep a script from asking.
            count()
            raise

    def person_of(token: str | None) -> User:
        if token is None:
            return access.user()
        if verify_token is None:
            raise BadRequest("userJwt: this host takes none.")
        return verify_token(token)

    asked_with_post = "An embed URL is asked for with POST."
    answer_other_methods(blueprint, "/api/embedUrl", "/embedUrl", sentence=asked_with_post)
    answer_refusals(blueprint)
    return blueprint
