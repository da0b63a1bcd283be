"""What ``/api/embedUrl`` takes and answers, for the endpoint and for its description."""

from typing import Annotated, Any, Literal, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
)

from dash_retool_embed.access import FRAME_PATTERN
from dash_retool_embed.errors import BadRequest
from dash_retool_embed.retool import TICKET_PATTERN

PERSON_PATTERN = "^[0-9a-f]{16}$"
LINK_ID_PATTERN = "^[0-9a-f]{32}$"

# A page that was offline for a day tells later.
MAX_AGO_MS = 24 * 60 * 60 * 1000
MAX_REPORTS = 100
MAX_FRAMES = 200
MAX_NAMES = 50
MAX_COUNT = 2**31 - 1
MAX_ATTEMPT = 1000


def _whole(said: object) -> object:
    return int(said) if isinstance(said, float) and said.is_integer() else said


# 2.0 is a whole number in JSON, and a float in Python.
Ms = Annotated[int, Field(ge=0, le=MAX_AGO_MS), BeforeValidator(_whole)]
Count = Annotated[int, Field(ge=1, le=MAX_COUNT), BeforeValidator(_whole)]

# One word without a digit; anything else may be somebody's data, and is counted under one of these.
# They have a space, so that no event can call itself that.
NAMELESS = ("other text", "an object", "a list", "a number", "a boolean", "no value", "other names")
EVENT_NAME_PATTERN = f"^(?:[A-Za-z][A-Za-z_.:/-]{{0,63}}|{'|'.join(NAMELESS)})$"

EventName = Annotated[str, StringConstraints(pattern=EVENT_NAME_PATTERN)]

Reason = Literal["first shown", "retry", "renewal", "frame lost", "reload"]


def _known_reason(said: object) -> object:
    # What is for the record only spoils no link.
    return said if said in get_args(Reason) else None


def _text(said: object) -> str | None:
    # A ticket that is none is no ticket.
    return said if isinstance(said, str) else None


def _possible_attempt(said: object) -> int:
    return said if type(said) is int and 1 <= said <= MAX_ATTEMPT else 1


class EmbedUrlRequest(BaseModel):
    """A page asks for a link. What else it says counts for nothing."""

    model_config = ConfigDict(strict=True)

    retoolAppName: str = Field(  # noqa: N815
        description="the name of a configured app, as a string", examples=["sales"]
    )
    userJwt: str | None = Field(  # noqa: N815
        default=None, description="a sign-in token in place of the request's own, as a string"
    )
    reason: Annotated[Reason | None, BeforeValidator(_known_reason), WithJsonSchema({})] = Field(
        default=None, description=f"why, for the record: {', '.join(get_args(Reason))}"
    )
    ticket: Annotated[str | None, BeforeValidator(_text), WithJsonSchema({})] = Field(
        default=None, description="the one of the answer that said when to come back, as a string"
    )
    attempt: Annotated[int, BeforeValidator(_possible_attempt), WithJsonSchema({})] = Field(
        default=1, description="which try it is, for the record: from 1"
    )


class EmbedUrlAnswer(BaseModel):
    """A link that is good once."""

    embedUrl: str = Field(description="where a frame goes, once")  # noqa: N815
    expiresIn: int = Field(description="seconds that the session will last")  # noqa: N815
    person: str = Field(
        pattern=PERSON_PATTERN, description="stands for whose link it is, without saying who"
    )
    frame: str = Field(
        pattern=FRAME_PATTERN, description="names the frame to this host, for this person and app"
    )
    linkId: str | None = Field(  # noqa: N815
        default=None, pattern=LINK_ID_PATTERN, description="names it in reports, if they are kept"
    )


class FrameOfPage(BaseModel):
    """A frame of the page, and the app that it shows."""

    model_config = ConfigDict(strict=True, extra="forbid")

    app: str = Field(max_length=200)
    frame: str = Field(pattern=FRAME_PATTERN)


class EmbedFramesRequest(BaseModel):
    """A page asks which of its frames are still those of whoever is signed in."""

    model_config = ConfigDict(strict=True, extra="forbid")

    frames: list[FrameOfPage] = Field(max_length=MAX_FRAMES)


class EmbedFramesAnswer(BaseModel):
    """Who is signed in, and which of the frames are theirs."""

    person: str = Field(pattern=PERSON_PATTERN, description="stands for who is signed in")
    frames: list[str] = Field(description="the names of those that are this person's")


class Report(BaseModel):
    """What became of a link, as the page that got it says.

    Counted by `seq` within one link, so that a report may be sent again, and that a gap tells of
    what never arrived. Kinds: "ready", "failed" (with a code), "renewed", "signed out" and "closed"
    are what happened to its frame; "seen" says that it is shown at the moment; "events" counts, by
    name, what came out of Retool.
    """

    model_config = ConfigDict(strict=True, extra="forbid")

    link_id: str = Field(alias="linkId", pattern=LINK_ID_PATTERN)
    seq: Count
    kind: Literal["ready", "failed", "renewed", "signed out", "closed", "seen", "events"]
    code: str | None = Field(default=None, pattern="^[a-z0-9_]{1,64}$")
    ago_ms: Ms = Field(alias="agoMs", default=0, description="how long ago it was")
    after_ms: Ms | None = Field(
        alias="afterMs", default=None, description="how long after the link was asked for"
    )
    events: dict[EventName, Count] | None = Field(
        default=None,
        min_length=1,
        max_length=MAX_NAMES,
        # Pydantic describes only the names that fit, as if there could be others.
        json_schema_extra={"propertyNames": {"pattern": EVENT_NAME_PATTERN}},
    )


class Reports(BaseModel):
    """What became of links."""

    model_config = ConfigDict(strict=True, extra="forbid")

    reports: list[Report] = Field(min_length=1, max_length=MAX_REPORTS)


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


def read_request(body: dict[str, Any]) -> EmbedUrlRequest:
    """Read the body of a request for a link.

    Raises:
        BadRequest: it is none.
    """
    try:
        return EmbedUrlRequest.model_validate(body)
    except ValidationError as error:
        name = str(error.errors(include_url=False, include_input=False)[0]["loc"][0])
    description = EmbedUrlRequest.model_fields[name].description
    raise BadRequest(case="field", field=name, description=description)


def read_reports(body: dict[str, Any]) -> list[Report]:
    """Read what a page reports.

    Raises:
        BadRequest: it is no report.
    """
    try:
        return Reports.model_validate(body).reports
    except ValidationError as error:
        place = error.errors(include_url=False, include_input=False)[0]["loc"]
    # A name that does not fit is not said again.
    raise BadRequest(case="report", place=".".join(map(str, place[:3])))


def read_frames(body: dict[str, Any]) -> list[FrameOfPage]:
    """Read which frames a page asks about.

    Raises:
        BadRequest: it asks about something else.
    """
    try:
        return EmbedFramesRequest.model_validate(body).frames
    except ValidationError:
        pass
    raise BadRequest(case="frames")
