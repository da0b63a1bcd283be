"""Why somebody is nobody here. No text of these errors has a token in it."""

from typing import ClassVar


class IdentityError(Exception):
    """It is not known who is asking.

    `code` names the kind and never changes. `message`, also `str(error)`, is for the log and the
    client's developer; `person_message` is for whoever looks at the page. `status` is of HTTP, and
    `transient` tells whether the same request may succeed later.
    """

    code: ClassVar[str] = "identity_error"
    person_message: ClassVar[str] = "Sign in to go on."
    status: ClassVar[int] = 401
    transient: ClassVar[bool] = False
    retry_after: float | None = None
    """Seconds until then, where that is known."""

    def __init__(self, message: str = "Nobody is signed in.") -> None:
        self.message = message
        super().__init__(message)


class NotSignedIn(IdentityError):
    """There is no valid sign-in, for any of the reasons below: in HTTP always a 401."""

    code = "not_signed_in"


class TokenExpired(NotSignedIn):
    """The token was valid until its exp."""

    code = "token_expired"
    person_message = "Your sign-in has ended. Sign in again to go on."


class SessionEnded(NotSignedIn):
    """The sign-in was good once. Somebody ended it, or its time is over."""

    code = "sign_in_ended"
    person_message = "Your sign-in has ended. Sign in again to go on."


class TokenInvalid(NotSignedIn):
    """The token is forged, malformed, or meant for somebody else. `reason` says which, in words."""

    code = "token_invalid"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"The sign-in token is not valid: {reason}.")
