"""Mistakes in a configuration, in words: where, which key, what it is, what is allowed."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash_retool_embed.errors import CodedError
from dashapp.errors import CATALOGUE


@dataclass(frozen=True)
class Mistake:
    """One mistake. `value` is ready to print: shortened, and empty for secrets and for nothing."""

    source: str
    key: str
    value: str
    allowed: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.source, self._subject(), self.allowed) if part)

    def _subject(self) -> str:
        return f"{self.key} = {self.value}" if self.value else self.key


class ConfigurationError(CodedError):
    """The configuration has mistakes; `mistakes` has them all, and the text has one a line."""

    entry = CATALOGUE["configuration_error"]

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = list(mistakes)
        super().__init__(case="mistakes", mistakes="\n".join(map(str, self.mistakes)))
