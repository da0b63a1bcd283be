"""Why nobody can say whether a session goes on."""


class SessionsUnavailable(Exception):
    """The database does not answer, and this process does not know the session.

    ``retry_after`` is in seconds.
    """

    retry_after = 2.0
