"""Flask around the Dash app: the guard, security headers, errors for programs, the server."""

from dashapp.web.bootstrap import bootstrap_address
from dashapp.web.bundles import FOLDER as BUNDLES_FOLDER
from dashapp.web.bundles import Bundles
from dashapp.web.caching import keep_files
from dashapp.web.callbacks import check_callbacks
from dashapp.web.compression import compress_answers
from dashapp.web.connections import DrainingServer
from dashapp.web.endpoint_names import public
from dashapp.web.guard import Guard
from dashapp.web.headers import send_security_headers
from dashapp.web.openapi import openapi_blueprint
from dashapp.web.problems import problem
from dashapp.web.scrubbing import SecretsFilter
from dashapp.web.server import host_server
from dashapp.web.serving import Proxies, listen, production_server

__all__ = [
    "BUNDLES_FOLDER",
    "Bundles",
    "DrainingServer",
    "Guard",
    "Proxies",
    "SecretsFilter",
    "bootstrap_address",
    "check_callbacks",
    "compress_answers",
    "host_server",
    "keep_files",
    "listen",
    "openapi_blueprint",
    "problem",
    "production_server",
    "public",
    "send_security_headers",
]
