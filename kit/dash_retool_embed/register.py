"""The kit in somebody's Dash app: one call."""

import logging
from collections.abc import Callable, Iterable, Mapping
from importlib.util import find_spec
from typing import Any
from weakref import WeakSet

from dash import Dash

from dash_retool_embed.access import Access, FrameTokens
from dash_retool_embed.apps import EmbedApp
from dash_retool_embed.arguments import check_arguments, check_hooks, listed
from dash_retool_embed.audit import Audit, Labels, PersonLabel, no_audit, person_digest
from dash_retool_embed.backends import server_of
from dash_retool_embed.dash_internals import (
    check_internals,
    check_paths,
    has_answered,
    has_sockets,
    is_debug,
    prefix_of,
)
from dash_retool_embed.endpoints import embed_frames, embed_reports, embed_url
from dash_retool_embed.http import View
from dash_retool_embed.mint import (
    LinkLog,
    MetadataHook,
    Minter,
    NoRateLimit,
    RateLimiter,
    Recorder,
    SafeRecorder,
)
from dash_retool_embed.people import User
from dash_retool_embed.person_header import PersonHeader
from dash_retool_embed.person_of_request import person_of_request
from dash_retool_embed.retool import RetoolClient, check_session_minutes
from dash_retool_embed.site import TOO_LATE, Site
from dash_retool_embed.unsafe_integer_guard import UnsafeIntegerGuard

Views = dict[str, tuple[tuple[str, ...], View]]

log = logging.getLogger(__name__)

SOCKETS = (
    "This Dash app has websocket_callbacks=True. Its embeds work, but what comes over a WebSocket "
    "doesn't say who is signed in, sign_out() fails there, and only the browser's console tells of "
    "numbers in an embed's data that it would change"
)

_registered: WeakSet[Dash] = WeakSet()


def register_embeds(
    app: Dash,
    *,
    client: RetoolClient,
    apps: Iterable[EmbedApp],
    user: Callable[[], User] | Callable[[Any], User],
    verify_token: Callable[[str], User] | None = None,
    session_duration_minutes: int = 60,
    metadata: Mapping[str, MetadataHook] | None = None,
    limits: RateLimiter | None = None,
    recorder: Recorder | None = None,
    audit: Audit = no_audit,
    person_label: PersonLabel = person_digest,
    request_id: Callable[[], str | None] = lambda: None,
) -> None:
    """Make RetoolEmbed work in this Dash app: the endpoint that mints, its events.

    Call it once, before or after ``app.init_app``. Nothing happens to an app for which this was
    not called; its embeds say so.

    Where Dash carries callbacks over a WebSocket (``websocket_callbacks=True``), frames, data and
    events work, but what comes that way doesn't say who is signed in: a warning says the rest.

    Args:
        app: a Dash app on Flask, Quart or FastAPI.
        client: asks Retool; it holds the key.
        apps: the Retool apps that pages may name.
        user: returns the person of the current request, which it is given if it takes an argument,
            needed or not; raises IdentityError for nobody. It is called for each link, each batch
            of events and each answer to a Dash callback; on Quart and FastAPI it runs on a thread.
        verify_token: reads the ``userJwt`` of the quickstart's wrapper; None: not accepted.
        session_duration_minutes: of the Retool session that a link opens; 10 to 43200.
        metadata: functions that add metadata, by app; see `MetadataHooks`.
        limits: how often links may be asked for, such as `MintLimits()`, for which the kit is
            installed with its extra ``limits``; None: as often as somebody likes.
        recorder: told of every request for a link and of what became of it, such as a
            `dashapp.usage.UsageLog`; None: pages report nothing.
        audit: told of forged tokens, refused apps and frames, and of who asks too often, such as
            a `dashapp.audit.AuditLog`.
        person_label: what lines of the log about links and events call a person, given the `id`
            of the `User`. By default 16 digits that stand for it; `dash_retool_embed.audit.raw_id`
            writes it as it is.
        request_id: what these lines call the current request, if it has a name.

    Raises:
        ValueError: two apps have one name, the sessions are too short or too long for Retool, or
            there are metadata for an app that is not there.
        TypeError: an argument is not what is said above, such as a `user` that is async, or a
            class; or the Dash app runs on another web framework. The text says which and why.
        RuntimeError: it was called before for this app, or after its first request.
    """
    check_arguments(
        app=app,
        client=client,
        user=user,
        verify_token=verify_token,
        metadata=metadata,
        limits=limits,
        recorder=recorder,
        audit=audit,
        person_label=person_label,
        request_id=request_id,
    )
    apps = listed(apps)
    check_session_minutes(session_duration_minutes)
    check_hooks(metadata or {}, apps)
    _check_app(app)
    who = person_of_request(user)
    labels = Labels(person_label, request_id)
    frame_tokens = FrameTokens(client.derived_key("names of frames"))
    access = Access(apps, who, frame_tokens, audit, labels, lambda: is_debug(app))
    recorder = None if recorder is None else SafeRecorder(recorder)
    mint = embed_url.EmbedUrls(
        minter=Minter(client, access, session_duration_minutes, metadata),
        access=access,
        verify_token=verify_token,
        limits=limits or NoRateLimit(),
        recorder=recorder,
        audit=audit,
        link_log=LinkLog(labels, audited=audit is not no_audit),
    )
    views: Views = {
        embed_url.NAME: (embed_url.PATHS, mint.view),
        **_views_of_pages(access, limits, recorder, audit),
    }
    header, integer_guard = PersonHeader(who), UnsafeIntegerGuard(app)
    _serve(app, lambda: Site(prefix_of(app), access, header, integer_guard, views))
    _registered.add(app)


def _check_app(app: Dash) -> None:
    check_internals(app)
    if app in _registered:
        raise RuntimeError(
            "register_embeds was called twice for one Dash app: "
            "call it once, with all apps that its pages name"
        )
    if has_answered(app):
        raise RuntimeError(TOO_LATE)
    if has_sockets(app):
        log.warning(SOCKETS)


def _views_of_pages(
    access: Access, limits: RateLimiter | None, recorder: Recorder | None, audit: Audit
) -> Views:
    """Return what answers pages that have links already."""
    theirs = embed_frames.embed_frames(access, _limiter_of(limits, embed_frames.PER_PERSON), audit)
    views: Views = {embed_frames.NAME: (embed_frames.PATHS, theirs)}
    if recorder is not None:
        people = _limiter_of(limits, embed_reports.PER_PERSON)
        rows = _limiter_of(limits, embed_reports.ROWS_PER_PERSON)
        reports = embed_reports.embed_reports(access.user, recorder, audit, people, rows)
        views[embed_reports.NAME] = (embed_reports.PATHS, reports)
    return views


def _serve(app: Dash, site: Callable[[], Site]) -> None:
    """Put the site on the server that the Dash app has now, and on each that it gets."""
    init_app = app.init_app
    serve = server_of(app)

    def init_app_and_serve(*args: Any, **named: Any) -> None:
        before = app.server
        init_app(*args, **named)
        check_paths(app)
        if app.server is not before or not before:
            serve(site())

    # With `server=False` there is none yet.
    if app.server:
        serve(site())
    app.init_app = init_app_and_serve  # type: ignore[method-assign]


def _limiter_of(limits: RateLimiter | None, rate: str) -> RateLimiter:
    """Return what counts by itself how often people ask for what is cheap."""
    # Somebody's own counting does without the extra.
    if limits is None or find_spec("limits") is None:
        return NoRateLimit()
    from dash_retool_embed.limits import MintLimits

    return MintLimits(per_person=rate)
