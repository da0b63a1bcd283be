"""What the host is called and looks like."""

from pathlib import Path

from coloraide import Color
from pydantic import Field, field_validator

from dash_retool_embed.apps import Section
from dash_retool_embed.field_types import NonEmptyText

MAX_LOGO_BYTES = 100 * 1024

LOGO_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}

LOGO_ALLOWED = (
    f"a file beside this one, {', '.join(LOGO_TYPES)}, of {MAX_LOGO_BYTES // 1024} KB at most"
)
COLOUR_ALLOWED = 'a colour as CSS writes it, such as "#2f4fbf" or "teal", without transparency'


class BrandSettings(Section):
    """The name, logo and colour on every page."""

    name: NonEmptyText = Field(default="Retool in Dash", description="text, not empty")
    logo: Path | None = Field(default=None, description=LOGO_ALLOWED)
    colour: str = Field(default="#2f4fbf", description=COLOUR_ALLOWED)

    @field_validator("logo")
    @classmethod
    def _logo_is_a_picture(cls, logo: Path | None) -> Path | None:
        if logo is None:
            return None
        # A folder is none either, and a pipe would keep the host waiting.
        if not logo.is_file():
            raise ValueError(f"there is no such file; {LOGO_ALLOWED}")
        if logo.suffix.lower() not in LOGO_TYPES or logo.stat().st_size > MAX_LOGO_BYTES:
            raise ValueError(LOGO_ALLOWED)
        try:
            logo.open("rb").close()
        except OSError as error:
            raise ValueError(f"it can't be read: {error.strerror}; {LOGO_ALLOWED}") from None
        return logo

    @field_validator("colour")
    @classmethod
    def _colour_is_one(cls, colour: str) -> str:
        match = Color.match(colour.strip(), fullmatch=True)
        if match is None or match.color.alpha() != 1:
            raise ValueError(COLOUR_ALLOWED)
        return colour.strip()
