"""How large the body of a request may be by its head, before anybody knows who has sent it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from waitress.buffers import OverflowableBuffer
from waitress.utilities import RequestEntityTooLarge

from dash_retool_embed.errors import CATALOGUE
from dash_retool_embed.http import problem
from dashapp.web.sizes import SMALL_BODY_BYTES


@dataclass(frozen=True)
class BodyLimits:
    """Large bodies are for callbacks of somebody who says who they are.

    Whether it is true is found out later; `credentials` are names of headers, as waitress has them.
    """

    large: int
    paths: Collection[str]
    credentials: Collection[str] = ("COOKIE", "AUTHORIZATION")

    def most(self, path: str, headers: Mapping[str, str]) -> int:
        """Return how many bytes the body of this request may have."""
        if path in self.paths and any(headers.get(name) for name in self.credentials):
            return self.large
        return min(self.large, SMALL_BODY_BYTES)


class BodyBuffer(OverflowableBuffer):  # type: ignore[misc]  # waitress has no types
    """Keeps a body, or nothing of one that is too large."""

    is_too_large = False

    def __init__(self, overflow: int, most: int) -> None:
        """Describe it.

        Args:
            overflow: with so many bytes a file keeps it.
            most: it keeps so many bytes.
        """
        super().__init__(overflow)
        self._most = most

    def append(self, s: bytes) -> None:  # waitress's
        """Keep this too."""
        if not self.is_too_large and len(self) + len(s) > self._most:
            self.drop()
        if not self.is_too_large:
            super().append(s)

    def drop(self) -> None:
        """Keep nothing, whatever comes."""
        self.close()
        self.is_too_large, self.overflowed, self.buf, self.strbuf = True, False, None, b""


class TooLarge(RequestEntityTooLarge):  # type: ignore[misc]
    """The answer, as the host has it for programs."""

    def __init__(self) -> None:
        super().__init__("")

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:  # noqa: ARG002
        """Return status, headers and body."""
        answer = problem(CATALOGUE["too_large"])
        headers = [("Content-Type", str(answer.content_type)), *answer.headers.items()]
        return f"{self.code} {self.reason}", headers, answer.content
