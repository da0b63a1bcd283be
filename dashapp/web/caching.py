"""Files that a browser keeps for good: those whose address says what is in them."""

from collections.abc import Collection

from flask import Flask, Response, request

from dash_retool_embed.fingerprints import fingerprint
from dashapp.fingerprints import PARAMETER

ONE_YEAR_SECONDS = 31536000


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
    return PARAMETER in request.args or response.cache_control.max_age == ONE_YEAR_SECONDS


def _says_content(response: Response) -> bool:
    # Another version may answer, as while hosts are exchanged one by one.
    response.direct_passthrough = False
    return request.args.get(PARAMETER) == fingerprint(response.get_data())


def _keep(response: Response) -> None:
    # Flask's word for files that it knows nothing about.
    response.cache_control.no_cache = None
    response.cache_control.public = True
    response.cache_control.max_age = ONE_YEAR_SECONDS
    response.cache_control.immutable = True
