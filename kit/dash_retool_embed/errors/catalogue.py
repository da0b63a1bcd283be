"""The catalogue as Python has it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Texts:
    """What an error says, and to whom."""

    person: str
    operator: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of an error by its code alone; see this package's docstring."""

    code: str
    status: int = 500
    transient: bool = False
    retry_after: float | None = None
    person: str = ""
    operator: str = ""
    remedy: str = ""
    action: str = ""
    cases: Mapping[str, Texts] = field(default_factory=dict)

    def texts(self, case: str | None, fields: Mapping[str, object]) -> Texts:
        """Return what to say; `fields` fill the placeholders of a case.

        Raises:
            KeyError: there is no such case, or it needs another field.
        """
        if case is None:
            return Texts(self.person, self.operator)
        said = self.cases[case]
        return Texts(said.person.format_map(fields), said.operator.format_map(fields))


Catalogue = Mapping[str, Entry]


def read_catalogue(folder: Path) -> Catalogue:
    """Read the JSON files of a folder, each of which has codes of its own.

    Raises:
        TypeError: an entry has a key that there is none of.
    """
    written: dict[str, dict[str, Any]] = {}
    for file in sorted(folder.glob("*.json")):
        written |= json.loads(file.read_text(encoding="utf-8"))
    return MappingProxyType({code: _entry(code, entry) for code, entry in written.items()})


def _entry(code: str, written: dict[str, Any]) -> Entry:
    own = {"person": written.get("person", ""), "operator": written.get("operator", "")}
    cases = {name: _case(own, said) for name, said in written.pop("cases", {}).items()}
    return Entry(code=code, cases=cases, **written)


def _case(own: dict[str, str], said: str | dict[str, str]) -> Texts:
    return Texts(said, said) if isinstance(said, str) else Texts(**{**own, **said})


CATALOGUE = read_catalogue(Path(__file__).parent)
