"""Why somebody is nobody here. No text of these errors has a token in it."""

from dash_retool_embed.errors import CATALOGUE, CodedError


class IdentityError(CodedError):
    """It is not known who is asking. Its text is for the client's developer too."""

    entry = CATALOGUE["identity_error"]


class NotSignedIn(IdentityError):
    """There is no valid sign-in, for any of the reasons below: in HTTP always a 401."""

    entry = CATALOGUE["not_signed_in"]


class TokenExpired(NotSignedIn):
    """The token was valid until its exp."""

    entry = CATALOGUE["token_expired"]


class SessionEnded(NotSignedIn):
    """The sign-in was good once. Somebody ended it, or its time is over."""

    entry = CATALOGUE["host_session_ended"]


class TokenInvalid(NotSignedIn):
    """The token is forged, malformed, or meant for somebody else. `reason` says which, in words."""

    entry = CATALOGUE["token_invalid"]

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(case="reason", reason=reason)
