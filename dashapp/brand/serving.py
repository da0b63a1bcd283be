"""The files of a brand: served by the host, with addresses that change when they do.

How long browsers keep them is the server's to say (`dashapp.web.keep_files`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, Response, abort

from dashapp.brand.stylesheet import HOST_ICONS, stylesheet
from dashapp.fingerprints import address_with
from dashapp.settings import LOGO_TYPES, BrandSettings

NAME = "brand"


@dataclass(frozen=True)
class Brand:
    """What a host is called, and where its look is; `blueprint` serves it."""

    name: str
    stylesheet: str
    logo: str | None
    favicon: str
    blueprint: Blueprint


def brand_of(settings: BrandSettings, icons: Iterable[str], place: str, *, favicon: str) -> Brand:
    """Write and read the files of a brand, once.

    Args:
        settings: the name, logo and colour.
        icons: those of the apps.
        place: where the addresses of these files begin.
        favicon: the address of the icon of who has no logo.
    """
    sheet = stylesheet(settings.colour, [*HOST_ICONS, *icons])
    files = {"brand.css": (sheet.encode(), "text/css")}
    logo = None
    if settings.logo is not None:
        logo = f"logo{settings.logo.suffix.lower()}"
        files[logo] = (settings.logo.read_bytes(), LOGO_TYPES[settings.logo.suffix.lower()])
    blueprint = Blueprint(NAME, __name__, url_prefix=place)

    @blueprint.get("/<name>")
    def file(name: str) -> Response:
        if name not in files:
            abort(404)
        content, mimetype = files[name]
        return Response(content, mimetype=mimetype)

    def url(name: str) -> str:
        return address_with(f"{place}/{name}", files[name][0])

    return Brand(
        name=settings.name,
        stylesheet=url("brand.css"),
        logo=url(logo) if logo else None,
        favicon=url(logo) if logo else favicon,
        blueprint=blueprint,
    )
