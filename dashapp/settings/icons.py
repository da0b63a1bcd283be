"""Bootstrap Icons, as Bootstrap-Flask carries them: one sheet with a symbol for each name."""

import difflib
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

SHEET = Path("static", "bootstrap5", "icons", "bootstrap-icons.svg")
SYMBOL = re.compile(r'<symbol [^>]*viewBox="([^"]+)" id="([a-z0-9-]+)">(.*?)</symbol>', re.DOTALL)

ICON_ALLOWED = "a name of Bootstrap Icons, such as graph-up (icons.getbootstrap.com)"


@cache
def icon_shapes() -> dict[str, tuple[str, str]]:
    """Return the view box and the shapes, as SVG, of each icon by its name."""
    # Not imported: it would bring Flask along.
    found = find_spec("flask_bootstrap")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("Bootstrap-Flask, which carries the icons, is not installed")
    sheet = (Path(found.origin).parent / SHEET).read_text(encoding="utf-8")
    return {name: (box, shapes) for box, name, shapes in SYMBOL.findall(sheet)}


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
