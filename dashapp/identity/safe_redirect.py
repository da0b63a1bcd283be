"""Where a sign-in may lead to: a page of this host, never another site."""

import re

from dashapp.routes import Routes

# An allowlist: each reader of a URL forgives something else (slashes, dots, escapes, blanks).
_PATH = re.compile(r"|[\w~-][\w.~-]*(/[\w~-][\w.~-]*)*/?", re.ASCII)
# Such as `inspect`: what has a value may be anybody's secret, and stays behind.
_FLAG = re.compile(r"[a-z]{1,20}", re.ASCII)
MAX_CHARACTERS = 200
"""It waits in a cookie while somebody signs in."""


def safe_redirect(wanted: str | None, routes: Routes) -> str:
    """Return the wanted address if it is plainly a page of this host, and its start otherwise.

    What follows a question mark is kept if it is one word: `/sales?inspect`.
    """
    path, _, flag = (wanted or "").partition("?")
    if len(path) > MAX_CHARACTERS or not routes.has(path):
        return routes.start
    if not _PATH.fullmatch(path.removeprefix(routes.prefix)):
        return routes.start
    # To sign in only in order to sign in would never end.
    ends_here = (routes.sign_in, routes.sign_out)
    if path != routes.signed_in and any(f"{path}/".startswith(f"{each}/") for each in ends_here):
        return routes.start
    return f"{path}?{flag}" if _FLAG.fullmatch(flag) else path
