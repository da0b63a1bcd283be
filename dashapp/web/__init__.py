"""Flask around the Dash app: the guard, security headers, errors for programs, the server."""

from dashapp.web.bootstrap import NAME as BOOTSTRAP
from dashapp.web.bootstrap import bootstrap_address, bootstrap_blueprint
from dashapp.web.bundles import FOLDER as BUNDLES_FOLDER
from dashapp.web.bundles import NAME as BUNDLES
from dashapp.web.bundles import Bundles, hash_of
from dashapp.web.caching import keep_files
from dashapp.web.callbacks import check_callbacks
from dashapp.web.compression import compress_answers
from dashapp.web.connections import DrainingServer
from dashapp.web.errors import answer_errors
from dashapp.web.guard import Guard
from dashapp.web.headers import send_security_headers
from dashapp.web.offline import NAME as OFFLINE
from dashapp.web.offline import offline_blueprint
from dashapp.web.old_browser import NAME as OLD_BROWSER
from dashapp.web.old_browser import old_browser_blueprint
from dashapp.web.openapi import openapi_blueprint
from dashapp.web.prefix import keep_below
from dashapp.web.problems import problem
from dashapp.web.request_ids import identify_requests
from dashapp.web.scrubbing import SecretsFilter
from dashapp.web.serving import Proxies, listen, production_server
from dashapp.web.signed_in import signed_in_blueprint
from dashapp.web.sizes import limit_sizes

__all__ = [
    "BOOTSTRAP",
    "BUNDLES",
    "BUNDLES_FOLDER",
    "OFFLINE",
    "OLD_BROWSER",
    "Bundles",
    "DrainingServer",
    "Guard",
    "Proxies",
    "SecretsFilter",
    "answer_errors",
    "bootstrap_address",
    "bootstrap_blueprint",
    "check_callbacks",
    "compress_answers",
    "hash_of",
    "identify_requests",
    "keep_below",
    "keep_files",
    "limit_sizes",
    "listen",
    "offline_blueprint",
    "old_browser_blueprint",
    "openapi_blueprint",
    "problem",
    "production_server",
    "send_security_headers",
    "signed_in_blueprint",
]
