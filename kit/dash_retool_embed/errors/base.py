"""The base of every exception that has a code."""

from dataclasses import replace
from typing import ClassVar

from dash_retool_embed.errors.catalogue import Entry

# Of an entry, by the attribute of a class that says the same.
_SAID = {
    "code": "code",
    "status": "status",
    "transient": "transient",
    "person": "person_message",
}


class CodedError(Exception):
    """An error of the catalogue.

    `code` is stable and for programs; `status` is of the HTTP answer. `str(error)` is for the
    operator: it has no secret and no link in it. `person_message` is for whoever looks at the page.
    `transient` tells that the same request may succeed later; `retry_after` in how many seconds
    from now, None if nobody knows.

    A class names its entry: ``entry = CATALOGUE["retool_busy"]``. Without one it has its base's,
    but for what it says itself: ``code``, ``status``, ``transient``, ``person_message``.
    """

    entry: ClassVar[Entry]
    code: ClassVar[str]
    status: ClassVar[int]
    transient: ClassVar[bool]
    person_message: str

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        own = {name: cls.__dict__[said] for name, said in _SAID.items() if said in cls.__dict__}
        if own and "entry" not in cls.__dict__:
            cls.entry = replace(cls.entry, **own)
        entry = cls.__dict__.get("entry")
        if entry is not None:
            cls.code, cls.status, cls.transient = entry.code, entry.status, entry.transient

    def __init__(
        self,
        message: str | None = None,
        *,
        case: str | None = None,
        retry_after: float | None = None,
        **fields: object,
    ) -> None:
        """Describe it.

        Args:
            message: said to the operator in place of the catalogue's sentence.
            case: one of the entry's, if more is known than the code.
            retry_after: in seconds from now, in place of the entry's.
            fields: what the case has placeholders for.
        """
        texts = self.entry.texts(case, fields)
        self.person_message = texts.person
        self.retry_after = self.entry.retry_after if retry_after is None else retry_after
        super().__init__(texts.operator if message is None else message)
