"""A session: what redeeming a link leaves behind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dash_retool_embed.testing.sandbox.catalogue import App
from dash_retool_embed.testing.sandbox.contract import MetadataValue


@dataclass(slots=True)
class Session:
    """A redeemed link: who it is, what Retool was told about them, and until when it counts.

    `expires_at` is in seconds of the sandbox's clock; `opened` has a time for each page served.
    """

    key: str
    user: str
    app: App
    groups: tuple[int, ...]
    user_info: Mapping[str, str]
    metadata: Mapping[str, MetadataValue]
    redeemed: datetime
    lifetime_seconds: float
    expires_at: float
    opened: list[tuple[App, datetime]] = field(default_factory=list)

    @property
    def email(self) -> str:
        """The email address that the host told, or an empty string."""
        return self.user_info.get("email", "")

    @property
    def name(self) -> str:
        """First and last name in either spelling, or an empty string."""
        first = self.user_info.get("first_name") or self.user_info.get("firstName", "")
        last = self.user_info.get("last_name") or self.user_info.get("lastName", "")
        return f"{first} {last}".strip()
