"""An app in a window of its own: the page of its address, without the header."""

POPOUT = "window"
"""What its address has behind the question mark: one word, so that a sign-in leads back to it."""

# Found by assets/host/popout.js and header.css; before what it is about.
_MARK = '<div class="host-popout" hidden></div>'


def mark(*, is_own: bool) -> str:
    """Return what says on a page whether it is in a window of its own."""
    return _MARK if is_own else ""
