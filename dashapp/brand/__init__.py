"""What a host looks like: its colours in light and dark, its icons, its logo."""

from dashapp.brand.serving import NAME, Brand, brand_of
from dashapp.brand.stylesheet import HOST_ICONS, stylesheet

__all__ = ["HOST_ICONS", "NAME", "Brand", "brand_of", "stylesheet"]
