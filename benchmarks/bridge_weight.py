"""What the kit weighs on its way to the browser, and its bridge beside the official SDKs."""

import gzip
from collections.abc import Iterable
from pathlib import Path

import brotli

from benchmarks.figure import Figure, run_alone
from dash_retool_embed import bundles
from dashapp.web.compression import FILE_QUALITY
from tests.interop.building import ESBUILD, esbuild

ASSETS = Path(__file__).parents[1] / "assets"

TARGET_BYTES = 3072
KIT_TARGET_BYTES = 10240

# What carries messages: who may speak, what is asked and told, what comes out.
BRIDGE = (
    "bridge.js",
    "kit/wire.js",
    "kit/throttle.js",
    "kit/data/watchers.js",
    "kit/data/compare.js",
    "kit/events/json.js",
    "kit/events/queue.js",
    "kit/events/batching.js",
    "kit/events/packing.js",
    "kit/events/waiting.js",
)

SDKS = {
    "react-retool without React": "react-retool/index.js",
    "retool-embed": "@tryretool/retool-embed/index.js",
}


def measure() -> list[Figure]:
    bridge = modules_bytes(BRIDGE)
    sdks = ", ".join(f"{name} {sdk_bytes(path):,}" for name, path in SDKS.items())
    kit = (Path(bundles.__file__).parent / bundles.SCRIPT).read_bytes()
    served = len(brotli.compress(kit, quality=FILE_QUALITY))
    return [
        Figure(
            f"bytes of the bridge ({', '.join(BRIDGE)}), minified and gzipped",
            f"≤ {TARGET_BYTES:,}",
            f"{bridge:,} ({sdks})",
            bridge <= TARGET_BYTES,
        ),
        Figure(
            "bytes of the whole kit as it is served, Brotli (gzip; as it is)",
            f"≤ {KIT_TARGET_BYTES:,}",
            f"{served:,} ({_gzipped(kit):,}; {len(kit):,})",
            served <= KIT_TARGET_BYTES,
        ),
    ]


def modules_bytes(names: Iterable[str]) -> int:
    """Return the weight of modules without those that they import."""
    return _gzipped("".join(esbuild(str(ASSETS / name), "--minify") for name in names).encode())


def sdk_bytes(path: str) -> int:
    """Return the weight of an SDK as a bundler takes it into an application that has React."""
    module = str(ESBUILD.parents[1] / path)
    bundle = esbuild(module, "--bundle", "--minify", "--format=esm", "--external:react")
    return _gzipped(bundle.encode())


def _gzipped(script: bytes) -> int:
    return len(gzip.compress(script, compresslevel=9))


if __name__ == "__main__":
    run_alone(measure)
