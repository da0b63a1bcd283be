"""Cookies that the host itself sets: closed to scripts, to other sites, and to other hosts."""

import re
from dataclasses import dataclass

from werkzeug.wrappers import Request, Response

from dashapp.identity.cookie_header import CookieDoubtful, read_cookie

MAX_BYTES = 4_096
"""What a browser keeps of one cookie at least: its name, its value and its attributes."""
_ATTRIBUTES_BYTES = 150

# Browsers have regard to them in any spelling.
_PREFIX = re.compile(r"__(Host-Http|Host|Http|Secure)-", re.IGNORECASE)


@dataclass(frozen=True)
class Cookie:
    """One cookie.

    Args:
        plain_name: its name where browsers reach the host over plain HTTP.
        secure: whether they reach it over HTTPS.
        path: other than / for a host below a path.
    """

    plain_name: str
    secure: bool
    path: str = "/"

    @property
    def name(self) -> str:
        """Its name; the prefix keeps neighbors on the same domain from setting it.

        Over plain HTTP, browsers take no cookie whose name has a prefix.
        """
        plain = _PREFIX.sub("", self.plain_name, count=1)
        if not self.secure:
            return plain
        return f"__Host-{plain}" if self.path == "/" else f"__Secure-{plain}"

    def fits(self, value: str) -> bool:
        """Tell whether a browser keeps a cookie with this value."""
        return len(self.name) + len(value) + _ATTRIBUTES_BYTES <= MAX_BYTES

    def sent_in(self, request: Request) -> str | None:
        """Return its value in a request, or None if it isn't there or leaves a doubt."""
        try:
            return read_cookie(request, self.name)
        except CookieDoubtful:
            return None

    def put(self, response: Response, value: str, seconds: float) -> None:
        """Have the browser keep a value."""
        response.set_cookie(
            self.name,
            value,
            max_age=int(seconds),
            path=self.path,
            httponly=True,
            secure=self.secure,
            samesite="Lax",
        )

    def remove(self, response: Response) -> None:
        """Have the browser forget it."""
        response.delete_cookie(
            self.name, path=self.path, httponly=True, secure=self.secure, samesite="Lax"
        )
