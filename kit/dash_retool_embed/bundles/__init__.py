"""The browser's half of the kit, as `make bundle` makes it of assets/, for Dash to serve.

Dash's addresses have the version of the package that a file is in, and the file's time, and are
kept for a year. A wheel gives every file the same time, and not every build has a version of its
own. So this package's version says what is in its files.
"""

from pathlib import Path

from dash_retool_embed.fingerprints import fingerprint

SCRIPT = "kit.js"
STYLESHEET = "kit.css"


def version_of(folder: Path) -> str:
    """Return a fingerprint of the bundles in a folder."""
    content = b"".join((folder / name).read_bytes() for name in (SCRIPT, STYLESHEET))
    return fingerprint(content)


__version__ = version_of(Path(__file__).parent)

# A plain tag: with `async`, `defer` or a module, Dash's renderer could begin before the component
# is there, and the page would stay white.
JS_DIST = [
    {"relative_package_path": SCRIPT, "namespace": __name__},
    # Dash serves only what it knows, and puts no tag in the page for what is dynamic.
    {"relative_package_path": f"{SCRIPT}.map", "namespace": __name__, "dynamic": True},
    {"relative_package_path": f"{STYLESHEET}.map", "namespace": __name__, "dynamic": True},
]
CSS_DIST = [{"relative_package_path": STYLESHEET, "namespace": __name__}]
