"""A bridge with a lock missing."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Change:
    """A text that occurs once in a file of assets/, and what takes its place."""

    file: str
    old: str
    new: str

    def apply(self, folder: Path) -> None:
        """Change the file.

        Raises:
            ValueError: the text is not there, or more than once.
        """
        path = folder / self.file
        text = path.read_text()
        if (times := text.count(self.old)) != 1:
            raise ValueError(f"{self.file} has {times} times: {self.old}")
        path.write_text(text.replace(self.old, self.new))


@dataclass(frozen=True)
class Mutation:
    """A bridge that differs from the real one, and the names of the cases that it fails."""

    name: str
    changes: tuple[Change, ...]
    fails: tuple[str, ...]

    def __str__(self) -> str:
        return self.name
