"""What the bridge weighs on its way to the browser, beside the official SDKs."""

import gzip
from collections.abc import Iterable

from benchmarks.figure import Figure, run_alone
from dashapp.embed.scripts import SCRIPTS, assets_folder
from tests.interop.building import ESBUILD, esbuild

TARGET_BYTES = 3072

# What carries messages: who may speak, what is asked and told, what comes out.
BRIDGE = ("bridge.js", "tick.js", "watchers.js", "values.js", "outbox.js")
# One frame's life around it: links, states, its place on the page.
FRAME = ("parking.js", "frame.js", "frames.js")

SDKS = {
    "react-retool without React": "react-retool/index.js",
    "retool-embed": "@tryretool/retool-embed/index.js",
}


def measure() -> list[Figure]:
    bridge = kit_bytes(BRIDGE)
    sdks = ", ".join(f"{name} {sdk_bytes(path):,}" for name, path in SDKS.items())
    return [
        Figure(
            f"bytes of the bridge ({', '.join(BRIDGE)}), minified and gzipped",
            f"≤ {TARGET_BYTES:,}",
            f"{bridge:,} ({sdks})",
            bridge <= TARGET_BYTES,
        ),
        Figure(
            f"the same with the frame's life ({', '.join(FRAME)})",
            "",
            f"{kit_bytes(BRIDGE + FRAME):,}",
            None,
        ),
        Figure("the same, all scripts of the kit", "", f"{kit_bytes(SCRIPTS):,}", None),
    ]


def kit_bytes(names: Iterable[str]) -> int:
    return _gzipped("".join(esbuild(str(assets_folder() / name), "--minify") for name in names))


def sdk_bytes(path: str) -> int:
    """Return the weight of an SDK as a bundler takes it into an application that has React."""
    module = str(ESBUILD.parents[1] / path)
    return _gzipped(esbuild(module, "--bundle", "--minify", "--format=esm", "--external:react"))


def _gzipped(script: str) -> int:
    return len(gzip.compress(script.encode(), compresslevel=9))


if __name__ == "__main__":
    run_alone(measure)
