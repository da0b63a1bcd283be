"""Minting behind HTTP: what the component and the quickstart's React wrapper call."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from dash_retool_embed.access import Access
from dash_retool_embed.audit import Audit, audit_denials, person_digest
from dash_retool_embed.errors import BadRequest, EmbedError, TooManyRequests
from dash_retool_embed.http import (
    NO_STORE,
    EmbedUrlAnswer,
    EmbedUrlRequest,
    Request,
    Response,
    View,
    only_post,
    read_request,
)
from dash_retool_embed.mint import LinkLog, LinkRequest, Minter, RateLimiter, Recorder, recorded
from dash_retool_embed.people import User
from dash_retool_embed.retool import EmbedUrl

NAME = "retool_embed_url"
PATHS = ("api/embedUrl", "embedUrl")
"""The second is the one of the quickstart."""


@dataclass(frozen=True)
class EmbedUrls:
    """Answers ``POST /api/embedUrl``, as in the Retool Embed quickstart.

    ``minter`` asks Retool. ``access`` knows the person of the request, and issues a token for the
    frame that the link is for. ``verify_token`` reads the body's ``userJwt``; with None, a body
    that has one is refused. ``limits`` say how often links may be asked for. ``recorder`` is told
    of every request, and then named in the answer; with None, nothing is recorded. ``audit`` is
    told of refusals, and ``link_log`` of every request.
    """

    minter: Minter
    access: Access
    verify_token: Callable[[str], User] | None
    limits: RateLimiter
    recorder: Recorder | None
    audit: Audit
    link_log: LinkLog

    @property
    def view(self) -> View:
        """What answers."""
        return only_post(self._answer, case="embed_url")

    def _answer(self, request: Request) -> Response:
        recorder = self.recorder
        with (
            recorded(recorder) as link_request,
            audit_denials(self.audit, link_request),
            self.link_log.log_outcome(link_request),
        ):
            link, person = self._mint(request, link_request)
        said = EmbedUrlAnswer(
            embedUrl=link.url,
            expiresIn=link.expires_in,
            person=person_digest(person.id),
            frame=self.access.issue_frame_token(link_request.app, person),
            linkId=link_request.link_id if recorder else None,
        )
        return Response(200, said.model_dump(exclude_none=True), NO_STORE)

    def _mint(self, request: Request, link_request: LinkRequest) -> tuple[EmbedUrl, User]:
        # The peer's, or what the server made of the headers of a proxy that it was told to trust.
        with self.limits.limit_anonymous(request.context.address):
            wanted = read_request(request.json())
            link_request.app = wanted.retoolAppName
            link_request.reason, link_request.attempt = wanted.reason, wanted.attempt
            person = self._person_of(wanted.userJwt)
        link_request.person = person
        self.limits.limit_requests(person)
        return self._minted(wanted, person, link_request), person

    def _minted(self, wanted: EmbedUrlRequest, person: User, link_request: LinkRequest) -> EmbedUrl:
        count = partial(self.limits.limit_person, person)
        try:
            # What Retool is asked is counted, not how often the page had to come back for it.
            return self.minter.mint(
                wanted.retoolAppName, person, link_request, ticket=wanted.ticket, before_call=count
            )
        except TooManyRequests:
            raise
        except EmbedError:
            # So is what is refused before that: nothing else would keep a script from asking.
            count()
            raise

    def _person_of(self, token: str | None) -> User:
        if token is None:
            return self.access.user()
        if self.verify_token is None:
            raise BadRequest(case="user_jwt")
        return self.verify_token(token)
