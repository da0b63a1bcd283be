"""The stylesheet that differs from host to host: the brand's colours, and the icons in use."""

from collections.abc import Iterable
from urllib.parse import quote

from coloraide import Color

from dashapp.bootstrap import icon_shapes
from dashapp.brand.palette import Shades, dark, light

HOST_ICONS = (
    "arrow-clockwise",
    "bar-chart",
    "box-arrow-in-right",
    "box-arrow-right",
    "box-arrow-up-right",
    "check-circle",
    "chevron-down",
    "circle-half",
    "exclamation-triangle",
    "fullscreen",
    "fullscreen-exit",
    "house",
    "lock",
    "moon",
    "person-circle",
    "plug",
    "signpost",
    "sun",
    "three-dots",
    "wifi-off",
    "window",
)
"""The icons that the host's own pages use."""


def stylesheet(colour: str, icons: Iterable[str]) -> str:
    """Write the stylesheet of a host.

    Args:
        colour: the brand's, as CSS writes it.
        icons: names of Bootstrap Icons.
    """
    parts = [_theme("light", light(colour)), _theme("dark", dark(colour)), _ICON]
    parts += [_icon(name) for name in sorted(set(icons))]
    return "\n".join(parts)


def _theme(name: str, shades: Shades) -> str:
    fill, text = _numbers(shades.fill), _numbers(shades.text)
    return _THEME.format(name=name, shades=shades, fill=fill, text=text)


# Of an attribute, so that it counts for more than Bootstrap's own, wherever that is loaded.
_THEME = """html[data-bs-theme="{name}"] {{
  --bs-primary: {shades.fill};
  --bs-primary-rgb: {fill};
  --bs-link-color: {shades.text};
  --bs-link-color-rgb: {text};
  --bs-link-hover-color: {shades.text};
  --bs-link-hover-color-rgb: {text};
  --bs-focus-ring-color: {shades.text};
  --host-on-primary: {shades.on_fill};
}}
html[data-bs-theme="{name}"] .btn-primary {{
  --bs-btn-color: {shades.on_fill};
  --bs-btn-bg: {shades.fill};
  --bs-btn-border-color: {shades.fill};
  --bs-btn-hover-color: {shades.on_fill};
  --bs-btn-hover-bg: {shades.hover};
  --bs-btn-hover-border-color: {shades.hover};
  --bs-btn-active-color: {shades.on_fill};
  --bs-btn-active-bg: {shades.hover};
  --bs-btn-active-border-color: {shades.hover};
  --bs-btn-disabled-color: {shades.on_fill};
  --bs-btn-disabled-bg: {shades.fill};
  --bs-btn-disabled-border-color: {shades.fill};
  --bs-btn-focus-shadow-rgb: {text};
}}
html[data-bs-theme="{name}"] .btn-outline-primary {{
  --bs-btn-color: {shades.text};
  --bs-btn-border-color: {shades.fill};
  --bs-btn-hover-color: {shades.on_fill};
  --bs-btn-hover-bg: {shades.fill};
  --bs-btn-hover-border-color: {shades.fill};
  --bs-btn-active-color: {shades.on_fill};
  --bs-btn-active-bg: {shades.fill};
  --bs-btn-active-border-color: {shades.fill};
  --bs-btn-focus-shadow-rgb: {text};
}}
html[data-bs-theme="{name}"] .form-check-input:checked {{
  border-color: {shades.fill};
  background-color: {shades.fill};
}}
html[data-bs-theme="{name}"] :is(.form-check-input, .form-control, .form-select):focus-visible,
html[data-bs-theme="{name}"] .btn:focus-visible {{
  border-color: {shades.text};
  box-shadow: 0 0 0 0.125rem {shades.text};
}}"""

_ICON = """.host-icon,
.host-iconed::before {
  background: var(--host-ink, currentColor);
  -webkit-mask: var(--host-icon) center / contain no-repeat;
  mask: var(--host-icon) center / contain no-repeat;
}"""


def _icon(name: str) -> str:
    box, shapes = icon_shapes()[name]
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{shapes}</svg>'
    return f'.host-icon-{name} {{ --host-icon: url("data:image/svg+xml,{quote(picture)}"); }}'


def _numbers(colour: str) -> str:
    return ", ".join(str(round(255 * part)) for part in Color(colour).coords())
