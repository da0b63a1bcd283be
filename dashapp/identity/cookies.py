"""Cookies of the host's own sign-in: closed to scripts, to other sites, and to other hosts."""

from dataclasses import dataclass

from werkzeug.wrappers import Response

MAX_BYTES = 4_096
"""What a browser keeps of one cookie at least: its name, its value and its attributes."""
_ATTRIBUTES_BYTES = 150


@dataclass(frozen=True)
class Cookie:
    """One cookie. `path` other than / is for what only one address needs."""

    plain_name: str
    secure: bool
    path: str = "/"

    @property
    def name(self) -> str:
        """Its name; the prefix keeps a sibling host of the same domain from setting it."""
        plain = self.plain_name.removeprefix("__Host-")
        if not self.secure:
            return plain
        return f"__Host-{plain}" if self.path == "/" else f"__Secure-{plain}"

    def fits(self, value: str) -> bool:
        """Tell whether a browser keeps a cookie with this value."""
        return len(self.name) + len(value) + _ATTRIBUTES_BYTES <= MAX_BYTES

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
