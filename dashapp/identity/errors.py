"""Why somebody is nobody here. No text of these errors has a token in it."""

from dash_retool_embed.people import IdentityError, NotSignedIn


class KeysUnavailable(IdentityError):
    """No token can be verified now, because the keys for it can't be had."""

    code = "keys_unavailable"
    person_message = "Sign-ins can't be checked just now. Try again in a minute."
    status = 503
    transient = True
    retry_after = 10.0


class SessionUnknown(IdentityError):
    """It is not known here whether this session goes on, and the database does not say."""

    code = "session_unknown"
    person_message = "Sign-ins can't be checked just now. Try again in a minute."
    status = 503
    transient = True
    retry_after = 2.0


class TokenMissing(NotSignedIn):
    """The request has neither a bearer token nor the sign-in cookie."""

    code = "token_missing"
