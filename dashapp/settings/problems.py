"""Mistakes in a configuration, in words: where, which key, what it is, what is allowed."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One mistake. `value` is ready to print: shortened, and empty for secrets and for nothing."""

    source: str
    key: str
    value: str
    allowed: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.source, self._subject(), self.allowed) if part)

    def _subject(self) -> str:
        return f"{self.key} = {self.value}" if self.value else self.key


class ConfigurationError(Exception):
    """The configuration has mistakes; `problems` has them all, and the text has one a line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
