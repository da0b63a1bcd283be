"""What the page's fields select. All of it comes from a browser, so nothing is taken on trust."""

from dashapp.database import storage_key
from dashapp.pages.usage.period import since_of
from dashapp.usage import Selection

ANYTHING = "*"
"""What a field says that selects nothing; no app is called so."""


def selection(
    period: object, person: object, app: object, outcome: object, failed: object
) -> Selection:
    """Read the fields; one that says nothing, or no text, does not matter."""
    return Selection(
        since=since_of(period),
        person_contains=_text(person),
        app=_text(app),
        outcome=_text(outcome),
        failed=True if failed is True else None,
    )


def _text(said: object) -> str | None:
    return storage_key(said) if isinstance(said, str) and said not in ("", ANYTHING) else None
