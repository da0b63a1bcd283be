"""What the pretended Retool keeps of a request for a link."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class MintRecord:
    """An accepted mint request: `app` is the app's slug, `user` the external identifier as text."""

    body: Mapping[str, object]
    user: str
    app: str
    time: datetime
    unknown_fields: tuple[str, ...] = ()
