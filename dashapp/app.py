"""The host application: the one place where the rooms are wired together."""

import os
from collections.abc import Callable, Mapping
from html import escape

from dash import Dash, html
from dash.development.base_component import Component
from flask import Flask, request

from dash_retool_embed.audit import Audit, Naming, as_it_is, digest_of
from dash_retool_embed.endpoints import embed_url
from dash_retool_embed.limits import MintLimits
from dash_retool_embed.mint import MetadataHook
from dash_retool_embed.people import IdentityError
from dash_retool_embed.register import register_embeds
from dash_retool_embed.retool import RetoolClient
from dash_retool_embed.site import endpoint
from dashapp.audit import AuditLog, request_id
from dashapp.brand import NAME as BRAND
from dashapp.brand import Brand, brand_of
from dashapp.dash_internals import (
    after_deferred,
    check_internals,
    component_files,
    default_favicon,
)
from dashapp.database import Store
from dashapp.identity import OidcSignIn, SignInPages, TokenSignIn, TokenSignIns
from dashapp.pages import (
    Index,
    Inspector,
    Pages,
    Readers,
    UsagePage,
    index_html,
    opened_path,
    shell,
)
from dashapp.routes import Routes
from dashapp.sessions import Refusals, SessionRegistry
from dashapp.settings import LimitsSettings, Settings, open_store
from dashapp.usage import UsageLog
from dashapp.web import (
    BOOTSTRAP,
    BUNDLES,
    BUNDLES_FOLDER,
    OFFLINE,
    OLD_BROWSER,
    Bundles,
    Guard,
    answer_errors,
    bootstrap_address,
    bootstrap_blueprint,
    check_callbacks,
    compress_answers,
    hash_of,
    identify_requests,
    keep_below,
    keep_files,
    limit_sizes,
    offline_blueprint,
    old_browser_blueprint,
    openapi_blueprint,
    send_security_headers,
    signed_in_blueprint,
)

# In each page, before all else.
INLINE_SCRIPTS = ("too-old.js", "prefetch-dash.js")

FILES = (BOOTSTRAP, BRAND, BUNDLES)


def _links(routes: Routes) -> tuple[str, ...]:
    """Return the names of the endpoints that answer with links."""
    return tuple(endpoint(embed_url.NAME, i, routes.prefix) for i in range(len(embed_url.PATHS)))


def _public(routes: Routes) -> tuple[str, ...]:
    """Return what answers everybody.

    What a browser needs before anybody is signed in, the endpoint that reads `userJwt` by itself,
    and what a load balancer asks.
    """
    own = (BOOTSTRAP, BRAND, BUNDLES, OFFLINE, OLD_BROWSER)
    return (*own, *_links(routes), default_favicon(routes.prefix), routes.health)


def _versioned(routes: Routes) -> tuple[str, ...]:
    """Return Dash's own files, with its version in their addresses instead of a fingerprint."""
    return component_files(routes.prefix), default_favicon(routes.prefix)


def create_app(
    settings: Settings,
    *,
    sign_in: Callable[[Settings, SessionRegistry, Audit], SignInPages] | None = None,
    metadata: Mapping[str, MetadataHook] | None = None,
    usage: UsageLog | None = None,
    threads: int | None = None,
) -> Dash:
    """Build one host; several can live in one process.

    Args:
        settings: from `load_settings`.
        sign_in: makes the pages where people sign in, such as `DemoSignIn`; None: as the settings
            say, or elsewhere, which they are told.
        metadata: functions that add to an app's metadata; see `dashapp.MetadataHooks`.
        usage: records who opened what, and is started here; None: as the settings say.
        threads: how many requests the server works on at a time. At most half of them call Retool,
            and a quarter wait for their turn; None: as many as the settings say, and two.

    Raises:
        ValueError: people would sign in here, although the settings say that a proxy sees to it.
    """
    if sign_in is None and settings.oidc is not None:
        sign_in = OidcSignIn
    if sign_in is not None and settings.auth.behind_proxy:
        raise ValueError("People can't sign in here, because auth says that a proxy signs them in")
    usage = usage or UsageLog(
        Store(settings.database_url.get_secret_value()),
        retention_days=settings.usage.retention_days,
    )
    registry = SessionRegistry(usage.store)
    naming: Naming = as_it_is if settings.logs.people == "id" else digest_of
    audit = AuditLog(naming=naming)
    tokens = TokenSignIns(settings.auth, settings.jwt_secrets, Refusals(registry))
    pages_of_sign_in = (sign_in or TokenSignIn)(settings, registry, audit)
    routes = settings.routes
    guard = _guard(routes, tokens, pages_of_sign_in, audit)
    client = _client(settings, threads)
    icons = [app.icon for app in settings.apps if app.icon is not None]
    brand = brand_of(settings.brand, icons, routes.brand, favicon=default_favicon(routes.prefix))
    bundles = Bundles(BUNDLES_FOLDER, routes.bundles)
    inline_scripts = [bundles.inline(name) for name in INLINE_SCRIPTS]
    server = _server(routes, brand, bundles)
    server.register_blueprint(offline_blueprint(settings.brand, bundles, routes.offline_worker))
    send_security_headers(
        server,
        script_hashes=lambda: [*map(hash_of, inline_scripts), *dash.csp_hashes()],
        frame_origins=client.allowed_origins,
        frame_features={feature for app in settings.apps for feature in app.allow},
    )
    server.before_request(audit.tell_left_out)
    versioned = _versioned(routes)
    files = (*FILES, *versioned)
    # The length of a compressed link, next to what a stranger chose, would tell about it (BREACH).
    compress_answers(server, files=files, never=_links(routes))
    keep_files(server, files, versioned)
    guard.protect(server)
    server.register_blueprint(openapi_blueprint(pages_of_sign_in.cookie_name, routes))
    server.register_blueprint(signed_in_blueprint(routes.signed_in))
    server.register_blueprint(old_browser_blueprint(routes.old_browser))
    server.register_blueprint(pages_of_sign_in.blueprint)
    usage.start()
    readers = Readers(settings.usage.roles, guard.user, audit)
    dash = _dash(routes, server, brand)
    check_callbacks(dash, audit)
    register_embeds(
        dash,
        client=client,
        apps=settings.apps,
        user=guard.user,
        verify_token=None if settings.auth.behind_proxy else tokens.verify,
        session_duration_minutes=settings.retool.session_duration_minutes,
        metadata=metadata,
        limits=_limits(settings.limits),
        recorder=usage,
        audit=audit,
        naming=naming,
        request_id=request_id,
    )
    usage_page = UsagePage(usage, settings.apps, readers)
    pages = Pages(routes, settings.apps, guard.user, usage_page, audit)
    pages.register(dash)
    check_internals(dash)
    dash.renderer = after_deferred(dash.renderer)
    dash.index_page = Index(
        routes=routes,
        apps=settings.apps,
        user=guard.user,
        readers=readers,
        inspector=Inspector(bundles.address, settings.inspector, guard.user),
        brand=brand,
        retool=settings.retool.url,
        bundle=bundles.address,
        inline_scripts=inline_scripts,
    )
    dash.layout = _layout(settings, brand, guard, readers, pages)
    return dash


def _guard(routes: Routes, tokens: TokenSignIns, sign_in: SignInPages, audit: Audit) -> Guard:
    return Guard(
        lambda: sign_in.user(request, tokens),
        public=[*_public(routes), sign_in.blueprint.name],
        sign_in=sign_in.begin,
        audit=audit,
    )


def _server(routes: Routes, brand: Brand, bundles: Bundles) -> Flask:
    server = Flask("dashapp", template_folder="web/templates", static_folder=None)
    # FLASK_DEBUG in the environment would hand errors on, past the answers that tell nobody why.
    server.debug = False
    answer_errors(server)
    identify_requests(server)
    keep_below(server, routes)
    limit_sizes(server)
    server.register_blueprint(bootstrap_blueprint(routes.bootstrap))
    server.register_blueprint(brand.blueprint)
    server.register_blueprint(bundles.blueprint())
    server.context_processor(lambda: {"brand": brand, "bundle": bundles.address})
    return server


class _Host(Dash):
    """Dash whose pages begin as the host wants."""

    index_page: Index

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]
        """Write the page that loads everything else."""
        return str(super().interpolate_index(**self.index_page.of(parts)))  # type: ignore[no-untyped-call]


def _dash(routes: Routes, server: Flask, brand: Brand) -> _Host:
    return _Host(
        "dashapp",
        server=server,  # type: ignore[arg-type]  # Dash annotates only how it tests it
        # Dash writes it into the page as it is.
        title=escape(brand.name),
        update_title="",
        index_string=index_html(routes),
        # Variables of the environment would otherwise move the pages, or their files elsewhere.
        url_base_pathname=routes.prefix,
        assets_external_path="",
        # Dash would load every file of a folder; a page here names those that it needs.
        include_assets_files=False,
        assets_folder=os.devnull,
        external_stylesheets=[bootstrap_address(routes.bootstrap), brand.stylesheet],
        suppress_callback_exceptions=True,
        health_endpoint=routes.health.removeprefix(routes.prefix),
        # An environment variable would otherwise open an endpoint that asks nobody to sign in.
        enable_mcp=False,
        use_async=False,
    )


def _client(settings: Settings, threads: int | None) -> RetoolClient:
    in_flight = settings.retool.max_in_flight
    # Whatever Retool does, a quarter of the threads is there for everything else.
    bounds = (
        {"max_in_flight": in_flight}
        if threads is None
        else {
            "max_in_flight": max(1, min(in_flight, threads // 2)),
            "max_waiting": threads // 4,
        }
    )
    return RetoolClient(
        settings.retool.url,
        settings.retool_api_key,
        embed_origins=settings.retool.embed_origins,
        allow_insecure_http=settings.retool.allow_insecure_http,
        user_info_keys=settings.retool.user_info_keys,
        **bounds,
    )


def _limits(limits: LimitsSettings) -> MintLimits:
    store = open_store(limits.store_url.get_secret_value())
    return MintLimits(limits.per_person, limits.per_address, store)


def _layout(
    settings: Settings,
    brand: Brand,
    guard: Guard,
    readers: Readers,
    pages: Pages,
) -> Callable[[], Component]:
    def layout() -> Component:
        # Dash calls this on the first request of all too, whoever sent it.
        try:
            user = guard.user()
        except IdentityError:
            return html.Div()
        apps = [app for app in settings.apps if app.may_open(user.roles)]
        sees_usage = readers.include(user)
        return shell(
            brand,
            settings.routes,
            apps,
            user,
            sees_usage=sees_usage,
            path=opened_path(),
            page=lambda path: pages.page(path, user),
        )

    return layout
