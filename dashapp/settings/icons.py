"""Which icons an app may have: all of Bootstrap Icons."""

import difflib

from dashapp.bootstrap import icon_shapes

ICON_ALLOWED = "a name of Bootstrap Icons, such as graph-up (icons.getbootstrap.com)"


def check_icon(name: str) -> str:
    """Return the name of an icon.

    Raises:
        ValueError: there is none of this name.
    """
    if name not in icon_shapes():
        close = difflib.get_close_matches(name, icon_shapes(), n=3)
        hint = f"; did you mean {' or '.join(close)}?" if close else ""
        raise ValueError(f"{ICON_ALLOWED}{hint}")
    return name
