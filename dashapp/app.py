"""The host application: the one place where the rooms are wired together."""

import re
from collections.abc import Callable, Mapping

from dash import Dash, html
from dash.development.base_component import Component
from flask import Blueprint, Flask, request
from flask_bootstrap import Bootstrap5

from dashapp.brand import FILES as BRAND_FILES
from dashapp.brand import NAME as BRAND
from dashapp.brand import Brand, brand_of
from dashapp.embed import (
    MetadataHook,
    MintLimits,
    assets_folder,
    endpoint,
    register_embeds,
    scripts,
)
from dashapp.identity import IdentityError, SignIn
from dashapp.identity.oidc import OidcSignIn
from dashapp.pages import Readers, UsagePage, register_pages, shell
from dashapp.retool import RetoolClient
from dashapp.settings import LimitsSettings, Settings, open_store
from dashapp.usage import Store, UsageLog
from dashapp.web import (
    Guard,
    answer_errors,
    away_blueprint,
    check_callbacks,
    limit_heads,
    openapi_blueprint,
    send_security_headers,
)
from dashapp.web.away import FILES as AWAY_FILES
from dashapp.web.away import NAME as AWAY

BOOTSTRAP_CSS = "/bootstrap/static/css/bootstrap.min.css"
GRID_SCRIPT = re.compile(r'<script src="[^"]*/dash_ag_grid/[^"]*"></script>')

# Scripts that the server puts into a page or loads by itself; Dash would load all in the folder.
NOT_DASHS = (*scripts.FILES, *BRAND_FILES, *AWAY_FILES)

HEALTH = "health"

# A Dash callback sends the values of its inputs and states, which here are data objects and batches
# of events: kilobytes. Without a limit one request could fill the memory.
MAX_BODY_BYTES = 2 * 1024 * 1024

# What a browser needs before anybody is signed in, the endpoint that reads `userJwt` by itself, and
# what a load balancer asks.
PUBLIC = (
    "bootstrap",
    BRAND,
    AWAY,
    scripts.NAME,
    endpoint.NAME,
    "_dash_assets",
    "/_favicon.ico",
    "static",
    f"/{HEALTH}",
)


def create_app(
    settings: Settings,
    *,
    sign_in: Blueprint | None = None,
    metadata: Mapping[str, MetadataHook] | None = None,
    usage: UsageLog | None = None,
) -> Dash:
    """Build one host; several can live in one process.

    Args:
        settings: from `load_settings`.
        sign_in: a blueprint with a `choose` page to which people without a sign-in are sent, and
            with `/sign-out`; None: as the settings say, or elsewhere, which they are told.
        metadata: functions that add to an app's metadata; see `dashapp.MetadataHooks`.
        usage: records who opened what, and is started here; None: as the settings say.
    """
    tokens, oidc = SignIn(settings.auth, settings.jwt_secret), None
    if settings.oidc is not None and sign_in is None:
        oidc = OidcSignIn(settings.oidc, settings.jwt_secret, settings.auth, settings.apps)
        sign_in = oidc.blueprint
    guard = Guard(
        lambda: oidc.user(request, tokens.verifier) if oidc else tokens.user(request),
        public=[*PUBLIC, sign_in.name] if sign_in else PUBLIC,
        sign_in=f"{sign_in.name}.choose" if sign_in else None,
    )
    client = _client(settings)
    icons = [app.icon for app in settings.apps if app.icon is not None]
    brand = brand_of(settings.brand, icons, assets_folder())
    server = _server(brand)
    server.register_blueprint(away_blueprint(settings.brand, assets_folder()))
    send_security_headers(
        server,
        script_hashes=lambda: dash.csp_hashes(),
        frame_origins=client.allowed_origins,
    )
    guard.protect(server)
    server.register_blueprint(openapi_blueprint(oidc.cookie if oidc else settings.auth.cookie))
    if sign_in is not None:
        server.register_blueprint(sign_in)

    usage = usage or UsageLog(
        Store(settings.database_url.get_secret_value()),
        retention_days=settings.usage.retention_days,
    )
    usage.start()
    readers = Readers(settings.usage.roles, guard.user)
    dash = _dash(server, readers, brand)
    check_callbacks(dash)
    register_embeds(
        dash,
        client=client,
        apps=settings.apps,
        user=guard.user,
        verify_token=None if settings.auth.behind_proxy else tokens.verifier.verify,
        session_duration_minutes=settings.retool.session_duration_minutes,
        metadata=metadata,
        limits=_limits(settings.limits),
        recorder=usage,
    )
    register_pages(dash, settings.apps, guard.user, UsagePage(usage, settings.apps, readers))
    dash.layout = _layout(settings, brand, guard, readers, can_sign_out=sign_in is not None)
    return dash


def _server(brand: Brand) -> Flask:
    server = Flask("dashapp", template_folder="web/templates")
    server.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    # FLASK_DEBUG in the environment would hand errors on, past the answers that tell nobody why.
    server.debug = False
    answer_errors(server)
    limit_heads(server)
    Bootstrap5(server)
    server.register_blueprint(brand.blueprint)
    server.context_processor(lambda: {"brand": brand})
    return server


class _Host(Dash):
    """Dash whose pages have their colours at once.

    The usage page's table, of a megabyte and more, is sent to its readers only.
    """

    readers: Readers
    brand: Brand

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]
        """Write the page that loads everything else."""
        if not self.readers.ask():
            parts["scripts"] = GRID_SCRIPT.sub("", parts["scripts"])
        theme, away = self.brand.theme_script, self.brand.away_script
        first = f'<script src="{theme}"></script><script src="{away}" defer></script>'
        parts["metas"] = first + parts["metas"]
        parts["favicon"] = f'<link rel="icon" href="{self.brand.favicon}">'
        return str(super().interpolate_index(**parts))  # type: ignore[no-untyped-call]


def _dash(server: Flask, readers: Readers, brand: Brand) -> Dash:
    dash = _Host(
        "dashapp",
        server=server,  # type: ignore[arg-type]  # Dash annotates only how it tests it
        title=brand.name,
        update_title="",
        assets_folder=str(assets_folder()),
        assets_ignore="|".join(map(re.escape, NOT_DASHS)),
        external_stylesheets=[BOOTSTRAP_CSS, brand.stylesheet],
        suppress_callback_exceptions=True,
        health_endpoint=HEALTH,
        # An environment variable would otherwise open an endpoint that asks nobody to sign in.
        enable_mcp=False,
        use_async=False,
    )
    dash.readers = readers
    dash.brand = brand
    return dash


def _client(settings: Settings) -> RetoolClient:
    return RetoolClient(
        settings.retool.url,
        settings.retool_api_key,
        embed_origins=settings.retool.embed_origins,
        user_info_keys=settings.retool.user_info_keys,
    )


def _limits(limits: LimitsSettings) -> MintLimits:
    store = open_store(limits.store_url.get_secret_value())
    return MintLimits(limits.per_person, limits.per_address, store)


def _layout(
    settings: Settings, brand: Brand, guard: Guard, readers: Readers, *, can_sign_out: bool
) -> Callable[[], Component]:
    def layout() -> Component:
        # Dash calls this on the first request of all too, whoever sent it.
        try:
            user = guard.user()
        except IdentityError:
            return html.Div()
        apps = [app for app in settings.apps if app.may_open(user.roles)]
        sees_usage = readers.include(user)
        return shell(brand, apps, user, can_sign_out=can_sign_out, sees_usage=sees_usage)

    return layout
