"""Where the access token may be sent, and where people may be sent with a link."""

from dash_retool_embed.urls import is_private, parse_origin

INSECURE = (
    "it must start with https://, unless it is on this machine: over http, anyone on the way could "
    "read the access token and the links. To accept that, set allow_insecure_http = true"
)


def parse_retool_origin(text: str, *, allow_insecure_http: bool = False) -> str:
    """Normalise an address of Retool as `dash_retool_embed.urls.parse_origin` does.

    Args:
        text: as an operator typed it.
        allow_insecure_http: take http:// outside of this machine too.

    Raises:
        ValueError: it is no origin, or it is http and nobody allowed that; the text doesn't repeat
            the address.
    """
    origin = parse_origin(text)
    if not allow_insecure_http and not is_private(origin):
        raise ValueError(INSECURE)
    return origin
