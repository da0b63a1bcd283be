"""What ``/api/embedUrl`` takes and answers, for the endpoint and for its description."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dashapp.embed.errors import BadRequest
from dashapp.retool import InvalidEmbedRequest, RateLimited, RetoolBusy, RetoolError


class EmbedUrlRequest(BaseModel):
    """A page asks for a link. What else it says counts for nothing."""

    model_config = ConfigDict(strict=True)

    retoolAppName: str = Field(  # noqa: N815
        description="the name of a configured app, as a string", examples=["sales"]
    )
    userJwt: str | None = Field(  # noqa: N815
        default=None, description="a sign-in token in place of the request's own, as a string"
    )


class EmbedUrlAnswer(BaseModel):
    """A link that is good once."""

    embedUrl: str = Field(description="where a frame goes, once")  # noqa: N815
    expiresIn: int = Field(description="seconds that the session will last")  # noqa: N815
    person: str = Field(
        pattern="^[0-9a-f]{16}$", description="stands for whose link it is, without saying who"
    )


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


def read_request(body: dict[str, Any]) -> EmbedUrlRequest:
    """Read the body of a request for a link.

    Raises:
        BadRequest: it is none.
    """
    try:
        return EmbedUrlRequest.model_validate(body)
    except ValidationError as error:
        name = str(error.errors(include_url=False, include_input=False)[0]["loc"][0])
    raise BadRequest(f"{name}: {EmbedUrlRequest.model_fields[name].description}, is needed here.")


def status_of(error: type[RetoolError]) -> int:
    """Return the status of HTTP that a failure at Retool becomes."""
    # This person's details do not fit Retool's rules; for other people the app may open.
    if issubclass(error, InvalidEmbedRequest):
        return 403
    return 503 if issubclass(error, RateLimited | RetoolBusy) else 502
