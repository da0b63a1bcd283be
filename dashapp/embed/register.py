"""The kit in somebody's Dash app: one call."""

from collections.abc import Callable, Collection, Iterable, Mapping

from dash import Dash
from flask import Blueprint

from dashapp.audit import Audit, Naming, digest_of, unaudited
from dashapp.embed.access import Access, grant
from dashapp.embed.endpoint import embed_url_blueprint
from dashapp.embed.exact_data import refuse_inexact_data
from dashapp.embed.frame_names import FrameNames
from dashapp.embed.frames import frames_blueprint
from dashapp.embed.limits import MintLimits
from dashapp.embed.metadata import MetadataHook, check_hook
from dashapp.embed.minting import Minter
from dashapp.embed.person import tell_person
from dashapp.embed.recording import Recorder, Steady
from dashapp.embed.reports import reports_blueprint
from dashapp.embed.scripts import add_scripts, name_in
from dashapp.identity import User
from dashapp.retool import RetoolClient
from dashapp.settings import AppSettings
from dashapp.settings.apps import repeated_names
from dashapp.settings.embed_rules import check_session_minutes
from dashapp.settings.problems import key_text


def register_embeds(
    app: Dash,
    *,
    client: RetoolClient,
    apps: Iterable[AppSettings],
    user: Callable[[], User],
    verify_token: Callable[[str], User] | None = None,
    session_duration_minutes: int = 60,
    metadata: Mapping[str, MetadataHook] | None = None,
    limits: MintLimits | None = None,
    recorder: Recorder | None = None,
    audit: Audit = unaudited,
    naming: Naming = digest_of,
) -> None:
    """Make RetoolEmbed work in this Dash app: its scripts, the endpoint that mints, its events.

    Nothing happens to an app for which this was not called.

    Args:
        app: a Dash app on Flask.
        client: asks Retool; it holds the key.
        apps: the Retool apps that pages may name.
        user: returns the person of the current Flask request; raises IdentityError for nobody. It
            is called for each link, each batch of events and each answer to a Dash callback.
        verify_token: reads the ``userJwt`` of the quickstart's wrapper; None: not accepted.
        session_duration_minutes: of the Retool session that a link opens; 10 to 43200.
        metadata: functions that add metadata, by app; see `MetadataHooks`.
        limits: how often links may be asked for; None: `MintLimits()`.
        recorder: told of every request for a link and of what became of it, such as a
            `dashapp.usage.UsageLog`; None: pages report nothing.
        audit: told of forged tokens, refused apps and frames, and of who asks too often, such as
            a `dashapp.audit.AuditLog`.
        naming: what lines of the log about links and events call a person, given the `id` of the
            `User`. By default 16 digits that stand for it; `dashapp.audit.as_it_is` writes it as it
            is.

    Raises:
        ValueError: two apps have one name, the sessions are too short or too long for Retool, or
            there are metadata for an app that is not there.
        TypeError: metadata for an app are no plain function.
    """
    apps = list(apps)
    if repeated := repeated_names([settings.name for settings in apps]):
        place, name, allowed = repeated[0]
        raise ValueError(f"apps{key_text(place)} = {name!r}; allowed: {allowed}")
    check_session_minutes(session_duration_minutes)
    _check_hooks(metadata or {}, [settings.name for settings in apps])
    add_scripts(app)
    tell_person(app, user)
    refuse_inexact_data(app)
    access = Access(apps, user, FrameNames(client.derived_key("names of frames")), audit, naming)
    grant(app, access)
    recorder = None if recorder is None else Steady(recorder)
    minter = Minter(client, access, session_duration_minutes, metadata)
    _serve(
        app,
        embed_url_blueprint(
            minter, access, verify_token, limits or MintLimits(), recorder, audit, naming
        ),
    )
    _serve(app, frames_blueprint(access, audit))
    if recorder is not None:
        _serve(app, reports_blueprint(user, recorder, audit))


def _serve(app: Dash, blueprint: Blueprint) -> None:
    prefix = app.config.routes_pathname_prefix.rstrip("/")
    app.server.register_blueprint(
        blueprint, name=name_in(app, blueprint.name), url_prefix=prefix or None
    )


def _check_hooks(hooks: Mapping[str, MetadataHook], names: Collection[str]) -> None:
    for name, hook in hooks.items():
        if name not in names:
            raise ValueError(f"metadata for {name!r}; allowed: {', '.join(names) or 'none'}")
        check_hook(name, hook)
