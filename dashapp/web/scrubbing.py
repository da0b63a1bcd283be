"""The last line between secrets and the log. The first is that nobody logs them."""

import json
import logging
import re
from collections.abc import Iterable, Iterator
from typing import Self
from urllib.parse import quote

from pydantic import SecretStr

from dashapp.settings import Settings

REMOVED = "[removed]"

# None of these can begin in the middle of a word: every place in a long one would be tried.
_RULES = (
    # A signed token, whoever's it is: it begins with the base64 of `{"`. Some have padded parts.
    (re.compile(r"(?<![\w-])eyJ[\w-]+={0,2}\.[\w-]+={0,2}(?:\.[\w-]*={0,2})?"), REMOVED),
    (re.compile(r"\b(bearer\s+)[\w.~+/=-]{8,}", re.IGNORECASE), rf"\1{REMOVED}"),
    (re.compile(r"\b((?:nonce|token)=)[^\s\"'&;<>]+", re.IGNORECASE), rf"\1{REMOVED}"),
    (re.compile(r"(/embed/authenticate/)[^\s\"'?<>]+", re.IGNORECASE), rf"\1{REMOVED}"),
)

_FORMATTER = logging.Formatter()


class SecretsFilter(logging.Filter):
    """Removes secrets from what one handler writes: from messages, tracebacks and stacks.

    Put it on a handler, which gets the records of all loggers; what a logger filters does not
    count for the loggers below it.
    """

    def __init__(
        self, secrets: Iterable[str], *, origins: Iterable[str] = (), cookie: str | None = None
    ) -> None:
        """Describe what must not be written, beside everything that looks like a token.

        Args:
            secrets: such as Retool's access token; found as they are, in JSON, in a repr, in a URL.
            origins: of embed URLs; what follows one is removed.
            cookie: the name of the one that holds a sign-in, which may have a prefix.
        """
        super().__init__()
        rules = list(_RULES)
        if words := {spelling for secret in secrets if secret for spelling in _spellings(secret)}:
            longest_first = sorted(words, key=len, reverse=True)
            rules.insert(0, (re.compile("|".join(map(re.escape, longest_first))), REMOVED))
        for origin in origins:
            for start in (f"{origin}/", quote(f"{origin}/", safe="")):
                link = re.compile(rf"({re.escape(start)})[^\s\"'<>\\]+", re.IGNORECASE)
                rules.append((link, rf"\1{REMOVED}"))
        if cookie:
            pair = re.compile(rf"({re.escape(cookie)}=)[^\s;,\"']+")
            rules.append((pair, rf"\1{REMOVED}"))
        self._rules = rules

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the filter for a host of these settings: for every secret in them."""
        retool = settings.retool
        return cls(
            _secrets(settings.model_dump()),
            origins=[retool.url, *retool.embed_origins],
            cookie=settings.auth.cookie,
        )

    def scrub(self, text: str) -> str:
        """Return the text without secrets."""
        for pattern, replacement in self._rules:
            text = pattern.sub(replacement, text)
        return text

    def filter(self, record: logging.LogRecord) -> bool:
        """Scrub the record, and let it pass; a record without secrets stays what it is."""
        said = _message(record)
        if (clean := self.scrub(said)) != said:
            record.msg, record.args = clean, ()
        trace = _trace(record)
        if trace and (clean := self.scrub(trace)) != trace:
            # Without the exception itself: whoever formats it anew would have the secret again.
            record.exc_info, record.exc_text = None, clean
        if record.stack_info:
            record.stack_info = self.scrub(record.stack_info)
        return True


def _secrets(value: object) -> Iterator[str]:
    if isinstance(value, SecretStr):
        yield value.get_secret_value()
    elif isinstance(value, dict | list | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _secrets(inner)


def _spellings(secret: str) -> set[str]:
    return {secret, json.dumps(secret)[1:-1], repr(secret)[1:-1], quote(secret, safe="")}


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception as error:  # noqa: BLE001 - an argument's own __str__ may raise anything
        # Else logging itself would print the arguments, past this handler.
        record.msg = f"{record.msg} (its arguments can't be written: {type(error).__name__})"
        record.args = ()
        return record.msg


def _trace(record: logging.LogRecord) -> str | None:
    if record.exc_info and not record.exc_text and record.exc_info[0] is not None:
        return _FORMATTER.formatException(record.exc_info)
    return record.exc_text
