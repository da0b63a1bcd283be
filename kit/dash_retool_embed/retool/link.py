"""An embed URL, and the check of where it leads before a browser goes there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dash_retool_embed.retool.errors import OriginNotAllowed, UnintelligibleAnswer
from dash_retool_embed.urls import origin_of


@dataclass(frozen=True)
class EmbedUrl:
    """A single-use link to an app, for one person.

    `url` opens the session of whoever loads it first, so it is in no repr. `origin` is where the
    frame's messages will come from. `expires_in` is the length in seconds of the session that
    starts when the link is used; how long an unused link lives is not known.
    """

    url: str = field(repr=False)
    origin: str
    expires_in: int


def check_link(link: str, allowed: Sequence[str]) -> tuple[str, str]:
    """Return (link, origin) if the link leads to one of the `allowed` origins.

    A link with http:// is changed to https:// if only the latter is allowed: an instance that runs
    behind a TLS proxy may not know that the world reaches it over TLS (seen on self-hosted ones).

    Raises:
        OriginNotAllowed: it leads elsewhere.
        UnintelligibleAnswer: it is no http or https address.
    """
    try:
        origin = origin_of(link)
    except ValueError as error:
        reason = str(error)
    else:
        if origin in allowed:
            return link, origin
        # A link with a port is left alone: nobody knows which port would be the one with TLS.
        secure = f"https://{origin.removeprefix('http://')}"
        if secure in allowed and not re.search(r":[0-9]+$", origin):
            return secure + re.sub(r"^[^/?#]*//[^/?#]*", "", link), secure
        raise OriginNotAllowed(origin, allowed)
    raise UnintelligibleAnswer(case="link", reason=reason)
