"""The host application: the one place where the rooms are wired together."""

from collections.abc import Callable, Mapping

from dash import Dash
from flask import request

from dash_retool_embed.audit import Audit, PersonLabel, person_digest, raw_id
from dash_retool_embed.limits import MintLimits
from dash_retool_embed.mint import MetadataHook
from dash_retool_embed.people import User
from dash_retool_embed.register import register_embeds
from dash_retool_embed.retool import RetoolClient
from dashapp.audit import AuditLog, request_id
from dashapp.brand import Brand, brand_of
from dashapp.dash_internals import default_favicon
from dashapp.database import Store
from dashapp.identity import ExternalSignIn, OidcSignIn, SignInPages, TokenAuthenticator
from dashapp.pages import HostDash, Index, Inspector, Pages, Readers, UsagePage, host_dash, layout
from dashapp.routes import Routes
from dashapp.sessions import Revocations, SessionRegistry
from dashapp.settings import LimitsSettings, Settings, open_store
from dashapp.usage import UsageLog
from dashapp.web import (
    BUNDLES_FOLDER,
    Bundles,
    Guard,
    bootstrap_address,
    check_callbacks,
    host_server,
    openapi_blueprint,
    public,
)

SignIn = Callable[[Settings, SessionRegistry, Audit], SignInPages]


def create_app(
    settings: Settings,
    *,
    sign_in: SignIn | None = None,
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
    usage = usage or _usage_log(settings)
    registry = SessionRegistry(usage.store)
    person_label: PersonLabel = raw_id if settings.logs.people == "id" else person_digest
    audit = AuditLog(person_label=person_label)
    tokens = TokenAuthenticator(settings.auth, settings.jwt_secrets, Revocations(registry))
    pages_of_sign_in = _sign_in(settings, sign_in)(settings, registry, audit)
    routes = settings.routes
    guard = _guard(routes, tokens, pages_of_sign_in, audit)
    client = _client(settings, threads)
    brand = _brand(settings)
    bundles = Bundles(BUNDLES_FOLDER, routes.bundles)
    server = host_server(
        settings,
        brand,
        bundles,
        frame_origins=client.allowed_origins,
        script_hashes=lambda: dash.csp_hashes(),
    )
    server.before_request(audit.tell_left_out)
    guard.protect(server)
    server.register_blueprint(openapi_blueprint(pages_of_sign_in.cookie_name, routes))
    server.register_blueprint(pages_of_sign_in.blueprint)
    usage.start()
    dash = host_dash(server, routes, brand, [bootstrap_address(routes.bootstrap), brand.stylesheet])
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
        person_label=person_label,
        request_id=request_id,
    )
    _add_pages(dash, settings, guard.user, usage, brand, bundles, audit)
    return dash


def _usage_log(settings: Settings) -> UsageLog:
    store = Store(settings.database_url.get_secret_value())
    return UsageLog(store, retention_days=settings.usage.retention_days)


def _sign_in(settings: Settings, given: SignIn | None) -> SignIn:
    if given is None and settings.oidc is not None:
        given = OidcSignIn
    if given is not None and settings.auth.behind_proxy:
        raise ValueError("People can't sign in here, because auth says that a proxy signs them in")
    return given or ExternalSignIn


def _brand(settings: Settings) -> Brand:
    routes = settings.routes
    icons = [app.icon for app in settings.apps if app.icon is not None]
    return brand_of(settings.brand, icons, routes.brand, favicon=default_favicon(routes.prefix))


def _add_pages(
    dash: HostDash,
    settings: Settings,
    user: Callable[[], User],
    usage: UsageLog,
    brand: Brand,
    bundles: Bundles,
    audit: Audit,
) -> None:
    readers = Readers(settings.usage.roles, user, audit)
    usage_page = UsagePage(usage, settings.apps, readers)
    pages = Pages(settings.routes, settings.apps, user, usage_page, audit)
    pages.register(dash)
    dash.begin_with(
        Index(
            routes=settings.routes,
            apps=settings.apps,
            user=user,
            readers=readers,
            inspector=Inspector(bundles.address, settings.inspector, user),
            brand=brand,
            retool=settings.retool.url,
            bundle=bundles.address,
            inline_scripts=bundles.inline_scripts,
        )
    )
    dash.layout = layout(settings, brand, user, readers, pages)


def _guard(routes: Routes, tokens: TokenAuthenticator, sign_in: SignInPages, audit: Audit) -> Guard:
    return Guard(
        lambda: sign_in.user(request, tokens),
        public=[*public(routes), sign_in.blueprint.name],
        sign_in=sign_in.begin,
        audit=audit,
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
