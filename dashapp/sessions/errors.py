"""Why nobody can say whether a session goes on."""

from dash_retool_embed.errors import CodedError
from dashapp.errors import CATALOGUE


class SessionsUnavailable(CodedError):
    """The database does not answer, and this process does not know the session."""

    entry = CATALOGUE["sessions_unavailable"]
