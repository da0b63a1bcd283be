"""Bootstrap's stylesheet, which the host serves itself."""

from flask import Blueprint, Response, send_file

from dashapp.bootstrap import STYLESHEET
from dashapp.fingerprints import address_of

NAME = "bootstrap"


def bootstrap_blueprint(place: str) -> Blueprint:
    """Return what serves it, without a sign-in; `dashapp.web.keep_files` says for how long.

    Args:
        place: where its address begins.
    """
    blueprint = Blueprint(NAME, __name__, url_prefix=place)

    @blueprint.get(f"/{STYLESHEET.name}")
    def stylesheet() -> Response:
        return send_file(STYLESHEET, mimetype="text/css")

    return blueprint


def bootstrap_address(place: str) -> str:
    """Return its address, with its fingerprint."""
    return address_of(f"{place}/{STYLESHEET.name}", STYLESHEET)
