"""What ``/api/embedReports`` takes, for the endpoint and for its description."""

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from dash_retool_embed.errors import BadRequest
from dash_retool_embed.http.patterns import LINK_ID_PATTERN

# A page that was offline for a day tells later.
MAX_AGO_MS = 24 * 60 * 60 * 1000
MAX_REPORTS = 100
MAX_NAMES = 50
MAX_COUNT = 2**31 - 1


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
