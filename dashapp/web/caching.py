"""Files that a browser keeps for good: those whose address says what is in them."""

import hashlib
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request

ONE_YEAR_SECONDS = 31536000
FINGERPRINT = "v"


def address_of(url: str, file: Path) -> str:
    """Return the address of a file with a fingerprint of what is in it now."""
    return f"{url}?{FINGERPRINT}={_of_file(file, file.stat().st_mtime_ns)}"


def keep_files(server: Flask, public: Collection[str], versioned: Collection[str]) -> None:
    """Let browsers keep files as long as they like, if a new one would have another address.

    Args:
        server: the host's.
        public: names of endpoints and blueprints of files that are the same for everybody.
        versioned: those of them whose addresses have no fingerprint but a version, which is right.
    """

    @server.after_request
    def keep(response: Response) -> Response:
        if response.status_code != 200 or not {request.endpoint, request.blueprint} & {*public}:
            return response
        says_version = request.endpoint in versioned and _says_version(response)
        if says_version or _says_content(response):
            _keep(response)
        else:
            response.cache_control.no_cache = True
        return response


def _says_version(response: Response) -> bool:
    return FINGERPRINT in request.args or response.cache_control.max_age == ONE_YEAR_SECONDS


def _says_content(response: Response) -> bool:
    # Another version may answer, as while hosts are exchanged one by one.
    response.direct_passthrough = False
    return request.args.get(FINGERPRINT) == _fingerprint(response.get_data())


def _keep(response: Response) -> None:
    # Flask's word for files that it knows nothing about.
    response.cache_control.no_cache = None
    response.cache_control.public = True
    response.cache_control.max_age = ONE_YEAR_SECONDS
    response.cache_control.immutable = True


@lru_cache(maxsize=100)
def _of_file(file: Path, _written_at: int) -> str:
    return _fingerprint(file.read_bytes())


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
