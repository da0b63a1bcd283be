"""Where a sign-in may lead to: a page of this host, never another site."""

import re

# An allowlist: each reader of a URL forgives something else (slashes, dots, escapes, blanks).
_PATH = re.compile(r"/|(/[\w~-][\w.~-]*)+/?", re.ASCII)
_SIGN_IN = re.compile(r"/sign-(in|out)(/.*)?")
MAX_CHARACTERS = 200
"""It waits in a cookie while somebody signs in."""


def own_path(wanted: str | None) -> str:
    """Return the wanted path if it is plainly a page of this host, and the home page otherwise."""
    if not wanted or len(wanted) > MAX_CHARACTERS or not _PATH.fullmatch(wanted):
        return "/"
    # To sign in only in order to sign in would never end.
    return "/" if _SIGN_IN.fullmatch(wanted) else wanted
