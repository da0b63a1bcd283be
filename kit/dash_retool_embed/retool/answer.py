"""What Retool's answer to a request for an embed URL means."""

import json
import re
from collections.abc import Mapping
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

from dash_retool_embed.retool.errors import (
    EmbeddingNotEnabled,
    RateLimited,
    RequestRejected,
    RetoolError,
    RetoolFailed,
    RetoolUnavailable,
    TokenRejected,
    UnintelligibleAnswer,
    UnknownAppOrGroup,
)

MAX_DETAIL = 300
"""Characters of Retool's own words that an error keeps: a sentence or two, not a page."""

PASSING = frozenset({502, 503, 504})
"""Said by what stands in front of a Retool that is restarting or overloaded: worth asking again."""

# Searched in one word at a time: a pattern that also matched what surrounds the mark would try
# every place in a long word as its beginning, which takes seconds.
_LINK_MARK = re.compile(r"(?::|%3a)(?:/|%2f)|nonce[=/]|token[=/]|[?&]\w+=|\A/.+/.", re.IGNORECASE)
_NOT_ENABLED = re.compile(r"embed\w*( is|'s)? not (been )?enabled", re.IGNORECASE)
_UNKNOWN = re.compile(
    r"\b(group|app|page)s?\b.*\b(not|unknown|invalid|no such)\b"
    r"|\b(no|unknown|invalid)\b.*\b(group|app|page)s?\b",
    re.IGNORECASE,
)


def read_link(status: int, headers: Mapping[str, str], body: bytes, secret: str) -> str:
    """Return the embed URL of an answer, not checked yet.

    Args:
        status: of HTTP.
        headers: a mapping that has no regard to case.
        body: as far as it was read.
        secret: the access token, which is cut out of Retool's words, like everything that looks
            like a link.

    Raises:
        RetoolError: the one that the answer means, if it is not a link.
    """
    if not 200 <= status < 300:
        raise _refusal(status, headers, _said(body, secret))
    answer = _parsed(body)
    link = answer.get("embedUrl") if isinstance(answer, dict) else None
    if not isinstance(link, str) or not link:
        raise UnintelligibleAnswer(case="no_link")
    return link


def _parsed(body: bytes) -> object:
    """Return what the JSON says; None if it is none.

    No error goes on from here, because a JSONDecodeError keeps the whole text, link and all.
    """
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _refusal(status: int, headers: Mapping[str, str], said: str) -> RetoolError:
    if status < 400:
        return UnintelligibleAnswer(case="redirect", status=status)
    if status >= 500 and status not in PASSING:
        return RetoolFailed(case="status", status=status, detail=said)
    if status >= 500:
        seconds = _seconds(headers.get("Retry-After"))
        return RetoolUnavailable(case="status", status=status, retry_after=seconds, detail=said)
    if status == 429:
        seconds = _seconds(headers.get("Retry-After"))
        return RateLimited(case="answer", retry_after=seconds, detail=said)
    if status == 401:
        return TokenRejected(case="key", detail=said)
    if status in (403, 404):
        return UnknownAppOrGroup(case="instance", status=status, detail=said)
    if status == 400 and _NOT_ENABLED.search(said):
        return EmbeddingNotEnabled(case="here", detail=said)
    if status == 400 and _UNKNOWN.search(said):
        return UnknownAppOrGroup(case="said", detail=said)
    return RequestRejected(case="status", status=status, detail=said)


def _said(body: bytes, secret: str) -> str:
    """Return Retool's own words on one line, shortened, without the token and without links."""
    answer = _parsed(body)
    # A sentence without JSON around it counts; a page or broken JSON is no sentence.
    if answer is None and not body.lstrip().startswith((b"<", b"{", b"[")):
        answer = body.decode("utf-8", "replace")
    if isinstance(answer, dict):
        answer = answer.get("message") or answer.get("error")
    if isinstance(answer, dict):
        answer = answer.get("message")
    if not isinstance(answer, str):
        return ""
    # Control characters go first: one in the middle of a secret would hide it from the search.
    line = "".join(char for char in " ".join(answer.split()) if char.isprintable())
    line = _without_links(line.replace(secret, "[token removed]"))
    return line if len(line) <= MAX_DETAIL else f"{line[: MAX_DETAIL - 1]}…"


def _without_links(line: str) -> str:
    return " ".join(
        "[link removed]" if _LINK_MARK.search(word) else word for word in line.split(" ")
    )


def _seconds(retry_after: str | None) -> float | None:
    """Return Retry-After in seconds from now, from either form of RFC 9110, section 10.2.3."""
    if retry_after is None:
        return None
    text = retry_after.strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return max(0.0, (moment - datetime.now(timezone.utc)).total_seconds())
