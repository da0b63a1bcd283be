"""Where a sign-in may lead to: a page of this host, never another site."""

import re

# An allowlist: each reader of a URL forgives something else (slashes, dots, escapes, blanks).
_PATH = re.compile(r"/|(/[\w~-][\w.~-]*)+/?", re.ASCII)
# Such as `inspect`: what has a value may be anybody's secret, and stays behind.
_FLAG = re.compile(r"[a-z]{1,20}", re.ASCII)
_SIGN_IN = re.compile(r"/sign-(in|out)(/.*)?")
DONE = "/sign-in/done"
"""Where a sign-in ends that has a window of its own."""
MAX_CHARACTERS = 200
"""It waits in a cookie while somebody signs in."""


def own_path(wanted: str | None) -> str:
    """Return the wanted address if it is plainly a page of this host, and the home page otherwise.

    What follows a question mark is kept if it is one word: `/sales?inspect`.
    """
    path, _, flag = (wanted or "").partition("?")
    if len(path) > MAX_CHARACTERS or not _PATH.fullmatch(path):
        return "/"
    # To sign in only in order to sign in would never end.
    if path != DONE and _SIGN_IN.fullmatch(path):
        return "/"
    return f"{path}?{flag}" if _FLAG.fullmatch(flag) else path
