"""What ``/api/embedFrames`` takes and answers, for the endpoint and for its description."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dash_retool_embed.access import FRAME_PATTERN
from dash_retool_embed.errors import BadRequest
from dash_retool_embed.http.patterns import PERSON_PATTERN

MAX_FRAMES = 200


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
