"""The proof of what was done with a person's record: exported or erased, when, by whom.

A person is named by the external identifier, as text or as a whole number. The proof has its
digest only: who has the identifier finds it again, and who has the proof can't read it there.
"""

import hashlib
import secrets
import time
from dataclasses import dataclass, fields
from typing import Literal

from sqlalchemy import Connection, select

from dashapp.database import MAX_TEXT, Store
from dashapp.usage.rows import person_storage_key
from dashapp.usage.tables import audit_entries


@dataclass(frozen=True)
class AuditEntry:
    """What was done with a person's record: "exported" or "erased", and how many rows it had.

    `at` is in ms since the epoch, `person_digest` is an `audit_digest`.
    """

    at: int
    what: str
    person_digest: str
    by: str
    records: int


def audit_of(store: Store, person: str | int | None = None) -> list[AuditEntry]:
    """Return what was exported or erased, of one person or (None) of all, oldest first.

    Raises:
        StoreUnavailable: the database can't be read.
        ValueError: the identifier is empty.
    """
    asked = select(*(audit_entries.c[field.name] for field in fields(AuditEntry)))
    if person is not None:
        asked = asked.where(audit_entries.c.person_digest == audit_digest(person))
    with store.reading() as connection:
        found = connection.execute(asked.order_by(audit_entries.c.at, audit_entries.c.id))
        return [AuditEntry(*row) for row in found]


def audit_digest(person: str | int) -> str:
    """Return what stands for a person here: SHA-256 of the identifier, in hexadecimal.

    Raises:
        ValueError: the identifier is empty.
    """
    return hashlib.sha256(person_key(person).encode()).hexdigest()


def person_key(person: str | int) -> str:
    """Return what a person is called in the tables.

    Raises:
        ValueError: the identifier is empty; so is called who was not signed in.
    """
    key = person_storage_key(str(person))
    if not key:
        raise ValueError("an external identifier is not empty")
    return key


def who(by: str) -> str:
    """Return who does something, on a line.

    Raises:
        ValueError: nobody.
    """
    words = "".join(each if each.isprintable() else " " for each in by).strip()[:MAX_TEXT]
    if not words:
        raise ValueError("somebody has to do this")
    return words


def add_audit_entry(
    connection: Connection, what: Literal["exported", "erased"], key: str, by: str, rows: int
) -> None:
    """Record what is done within this transaction."""
    row = {
        "id": secrets.token_hex(16),
        "at": int(time.time() * 1000),
        "what": what,
        "person_digest": audit_digest(key),
        "by": by,
        "records": rows,
    }
    connection.execute(audit_entries.insert(), row)
