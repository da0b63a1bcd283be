"""What ``/api/embedUrl`` takes and answers, for the endpoint and for its description."""

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema

from dash_retool_embed.access import FRAME_PATTERN
from dash_retool_embed.errors import BadRequest
from dash_retool_embed.http.patterns import LINK_ID_PATTERN, PERSON_PATTERN

MAX_ATTEMPT = 1000

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
