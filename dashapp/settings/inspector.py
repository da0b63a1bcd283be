"""Who may look at what passes between a page and its frames."""

from pydantic import Field

from dash_retool_embed.apps import Section
from dash_retool_embed.field_types import NonEmptyText


class InspectorSettings(Section):
    """Who gets the bridge inspector, and where."""

    roles: list[NonEmptyText] = Field(
        default_factory=list,
        description="a list of role names that may open the inspector; none: nobody may",
    )
    debug: bool = Field(
        default=False,
        description="true: on every page of theirs, or false: only with ?inspect in the address",
    )
