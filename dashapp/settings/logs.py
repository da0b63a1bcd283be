"""What lines of the log say of people."""

from typing import Literal

from pydantic import Field

from dash_retool_embed.apps import Section


class LogsSettings(Section):
    """How lines of the log name people; the audit log's too."""

    people: Literal["id", "digest"] = Field(
        default="id",
        description='"id": the external identifier, or "digest": 16 digits that stand for it',
    )
