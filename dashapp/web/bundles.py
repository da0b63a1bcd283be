"""The host's scripts and stylesheets, as `make bundle` makes them of assets/."""

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from flask import Blueprint, Response, abort, send_from_directory

from dashapp.fingerprints import address_of

NAME = "bundles"

FOLDER = Path(__file__).parents[1] / "bundles"

MIMETYPES = {".js": "text/javascript", ".css": "text/css", ".map": "application/json"}

INLINE_SCRIPTS = ("too-old.js", "prefetch-dash.js")

# The kit's are Dash's to serve.
FILES = (
    "host.js",
    "host.css",
    "usage.js",
    "usage.css",
    "plain.css",
    "theme.js",
    "prefetch-link.js",
    "last-tab.js",
    "signed-in.js",
    "offline-register.js",
    "inspector.js",
    "inspector.css",
)
# The worker itself has the address that it needs for its scope.
MAPS = tuple(f"{name}.map" for name in (*FILES, "offline-worker.js"))
SERVED = frozenset(FILES + MAPS)

# The last line of a bundle: where its source map is, seen from its own address.
SOURCE_MAP = re.compile(r"(//|/\*)# sourceMappingURL=.*\n")


def inline(bundle: Path) -> str:
    """Return a bundle's content, without its map's address, for a page to have in it."""
    return SOURCE_MAP.sub("", bundle.read_text("utf-8"))


def hash_of(script: str) -> str:
    """Return the source of a Content-Security-Policy that admits this inline script."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@dataclass(frozen=True)
class Bundles:
    """Serves the host's bundles out of a folder; `dashapp.web.keep_files` says for how long."""

    folder: Path
    place: str
    """Where their addresses begin."""

    def blueprint(self) -> Blueprint:
        """Return what serves them, without a sign-in: they are the same for everybody."""
        blueprint = Blueprint(NAME, __name__, url_prefix=self.place)

        @blueprint.get("/<path:name>")
        def file(name: str) -> Response:
            if name not in SERVED:
                abort(404)
            return send_from_directory(self.folder, name, mimetype=MIMETYPES[Path(name).suffix])

        return blueprint

    def inline(self, name: str) -> str:
        """Return the content of one of them, for a page to have in it."""
        return inline(self.folder / name)

    @cached_property
    def inline_scripts(self) -> Sequence[str]:
        """Those that each page has in it, before all else."""
        return [self.inline(name) for name in INLINE_SCRIPTS]

    def address(self, name: str) -> str:
        """Return the address of one of them, with its fingerprint."""
        return address_of(f"{self.place}/{name}", self.folder / name)
