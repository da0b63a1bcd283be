"""Bootstrap Icons: one sheet with a symbol for each name."""

import re
from functools import cache
from pathlib import Path

SHEET = Path(__file__).with_name("bootstrap-icons.svg")
SYMBOL = re.compile(r'<symbol [^>]*viewBox="([^"]+)" id="([a-z0-9-]+)">(.*?)</symbol>', re.DOTALL)


@cache
def icon_shapes() -> dict[str, tuple[str, str]]:
    """Return the view box and the shapes, as SVG, of each icon by its name."""
    symbols = SYMBOL.findall(SHEET.read_text(encoding="utf-8"))
    return {name: (box, shapes) for box, name, shapes in symbols}
