"""Why somebody is nobody here. No text of these errors has a token in it."""

from dash_retool_embed.people import IdentityError, NotSignedIn
from dashapp.errors import CATALOGUE


class KeysUnavailable(IdentityError):
    """No token can be verified now, because the keys for it can't be had."""

    entry = CATALOGUE["keys_unavailable"]


class SessionUnknown(IdentityError):
    """It is not known here whether this session goes on, and the database does not say."""

    entry = CATALOGUE["session_unknown"]


class TokenMissing(NotSignedIn):
    """The request has neither a bearer token nor the sign-in cookie."""

    entry = CATALOGUE["token_missing"]
