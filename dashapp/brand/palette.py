"""Shades of the brand's colour that can be read, in light and in dark.

Contrast as in WCAG 2.2, success criteria 1.4.3 (text, 4.5) and 1.4.11 (controls, 3).
"""

from dataclasses import dataclass

from coloraide import Color

TEXT_CONTRAST = 4.5
CONTROL_CONTRAST = 3.0

# Bootstrap 5.3's --bs-body-bg and --bs-secondary-bg, on which the host writes.
LIGHT_GROUNDS = ("#ffffff", "#e9ecef")
DARK_GROUNDS = ("#212529", "#343a40")

STEPS = 200


@dataclass(frozen=True)
class Shades:
    """The colours of one theme, as `#rrggbb`.

    `fill` is of buttons, `on_fill` of the text on them, `hover` of a button under the pointer;
    `text` is of links.
    """

    fill: str
    on_fill: str
    hover: str
    text: str


def light(colour: str) -> Shades:
    """Return the shades of a CSS colour on a light page."""
    return _shades(Color(colour), LIGHT_GROUNDS, "black")


def dark(colour: str) -> Shades:
    """Return the shades of a CSS colour on a dark page."""
    return _shades(Color(colour), DARK_GROUNDS, "white")


def _shades(colour: Color, grounds: tuple[str, ...], towards: str) -> Shades:
    fill = _mixed(colour, grounds, towards, CONTROL_CONTRAST)
    on_fill = max(("#ffffff", "#000000"), key=lambda ink: _contrast(fill, ink))
    # Away from its text, so that that stays readable.
    hover = Color(fill).mix("black" if on_fill == "#ffffff" else "white", 0.15, space="srgb")
    text = _mixed(colour, grounds, towards, TEXT_CONTRAST)
    return Shades(fill, on_fill, _hex(hover), text)


def _mixed(colour: Color, grounds: tuple[str, ...], towards: str, contrast: float) -> str:
    """Return the shade nearest to the colour that stands out on all of the grounds."""
    for step in range(STEPS + 1):
        shade = _hex(colour.mix(towards, step / STEPS, space="oklab"))
        if all(_contrast(shade, ground) >= contrast for ground in grounds):
            return shade
    return _hex(Color(towards))


def _contrast(one: str, other: str) -> float:
    return float(Color(one).contrast(other, method="wcag21"))


def _hex(colour: Color) -> str:
    return colour.convert("srgb").fit().to_string(hex=True)
