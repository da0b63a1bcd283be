"""Text that comes from elsewhere, as a database keeps it."""

import hashlib

# An index of PostgreSQL takes 2.7 KB, and nobody reads so much.
MAX_TEXT = 250


def storable(raw: str) -> str:
    """Return the text with backslashes in place of what a database does not take."""
    # Half an emoji is no text, and PostgreSQL keeps no NUL.
    return raw.encode(errors="backslashreplace").decode().replace("\0", "\\x00")


def storage_key(raw: str) -> str:
    """Return what an identifier is called in a table.

    Of what is too long for an index the beginning is kept; a digest then tells it from others that
    would look the same.
    """
    text = storable(raw)
    if text == raw and len(text) <= MAX_TEXT:
        return text
    digest = hashlib.sha256(raw.encode(errors="surrogatepass")).hexdigest()
    return f"{text[: MAX_TEXT - len(digest) - 1]}…{digest}"
