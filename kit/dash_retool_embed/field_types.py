"""Types of fields in settings and requests, whoever they are for."""

from typing import Annotated

from pydantic import StringConstraints

NonEmptyText = Annotated[str, StringConstraints(strict=True, min_length=1, pattern=r"\S")]
