"""The Flask server under the Dash app, with the host's own files."""

from collections.abc import Callable, Iterable, Sequence

from flask import Flask

from dashapp.brand import Brand
from dashapp.settings import Settings
from dashapp.web import endpoint_names
from dashapp.web.bootstrap import bootstrap_blueprint
from dashapp.web.bundles import Bundles, hash_of
from dashapp.web.caching import keep_files
from dashapp.web.compression import compress_answers
from dashapp.web.errors import answer_errors
from dashapp.web.headers import send_security_headers
from dashapp.web.offline import offline_blueprint
from dashapp.web.old_browser import old_browser_blueprint
from dashapp.web.prefix import keep_below
from dashapp.web.request_ids import identify_requests
from dashapp.web.signed_in import signed_in_blueprint
from dashapp.web.sizes import limit_sizes


def host_server(
    settings: Settings,
    brand: Brand,
    bundles: Bundles,
    *,
    frame_origins: Iterable[str],
    script_hashes: Callable[[], Sequence[str]],
) -> Flask:
    """Return a server that asks nobody to sign in yet.

    Args:
        settings: of the host.
        brand: what it is called, and its look.
        bundles: its scripts and stylesheets.
        frame_origins: what a page may frame.
        script_hashes: the CSP hashes of Dash's own inline scripts, asked for with each page.
    """
    routes = settings.routes
    server = Flask("dashapp", template_folder="web/templates", static_folder=None)
    # FLASK_DEBUG in the environment would hand errors on, past the answers that tell nobody why.
    server.debug = False
    answer_errors(server)
    identify_requests(server)
    keep_below(server, routes)
    limit_sizes(server)
    send_security_headers(
        server,
        script_hashes=lambda: [*map(hash_of, bundles.inline_scripts), *script_hashes()],
        frame_origins=frame_origins,
        frame_features={feature for app in settings.apps for feature in app.allow},
    )
    files = endpoint_names.files(routes)
    # The length of a compressed link, next to what a stranger chose, would tell about it (BREACH).
    compress_answers(server, files=files, never=endpoint_names.links(routes))
    keep_files(server, files, endpoint_names.versioned(routes))
    for blueprint in (
        bootstrap_blueprint(routes.bootstrap),
        brand.blueprint,
        bundles.blueprint(),
        offline_blueprint(settings.brand, bundles, routes.offline_worker),
        old_browser_blueprint(routes.old_browser),
        signed_in_blueprint(routes.signed_in),
    ):
        server.register_blueprint(blueprint)
    server.context_processor(lambda: {"brand": brand, "bundle": bundles.address})
    return server
