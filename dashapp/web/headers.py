"""What every answer tells a browser: what a page may load and frame, and who may keep it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache

from flask import Flask, Response, request
from secure import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    CustomHeader,
    PermissionsPolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
)

from dash_retool_embed.apps import FEATURES
from dashapp.urls import is_this_machine

HSTS_SECONDS = 31536000
NOT_MODIFIED = 304

POLICY = "Content-Security-Policy"

# Of an answer that may look as if something in front of the host had given it, and has not.
OWN_HEADER = "X-Dashapp"
GATEWAY_STATUSES = (502, 503, 504)

# The full-screen button, and the one that copies an error's details.
OWN_FEATURES = frozenset({"clipboard-write", "fullscreen"})


def send_security_headers(
    server: Flask,
    *,
    script_hashes: Callable[[], Sequence[str]],
    frame_origins: Iterable[str],
    frame_features: Collection[str] = (),
    form_targets: Iterable[str] = (),
) -> None:
    """Put security headers on every answer of this server, refusals and errors included.

    Register it before anything else that touches answers, so that it has the last word.

    Args:
        server: the host's.
        script_hashes: the CSP hashes of a page's inline scripts, asked for with each page.
        frame_origins: what a page may frame, and ask whether it can be reached.
        frame_features: what the `allow` attributes of its frames name.
        form_targets: where a form may lead to beside this host; a redirect after it counts.
    """
    origins, targets = tuple(frame_origins), tuple(form_targets)
    # Written out once: doing so for each answer takes longer than the guard's own work.
    everywhere = _everywhere(origins, frame_features).header_items()
    over_https = Secure(hsts=StrictTransportSecurity().max_age(HSTS_SECONDS)).header_items()
    no_page = Secure(csp=nothing()).header_items()

    @lru_cache(maxsize=8)
    def page(hashes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        return Secure(csp=_page(hashes, origins, targets)).header_items()

    @server.after_request
    def add(response: Response) -> Response:
        is_page = response.mimetype == "text/html" and response.status_code != NOT_MODIFIED
        response.headers.update(everywhere)
        if POLICY not in response.headers:
            response.headers.update(page(tuple(script_hashes())) if is_page else no_page)
        if response.status_code in GATEWAY_STATUSES:
            response.headers[OWN_HEADER] = "here"
        if request.is_secure and not is_this_machine(request.host):
            response.headers.update(over_https)
        if not _is_file(response):
            response.cache_control.no_store = True
        return response


def _everywhere(frame_origins: Sequence[str], frame_features: Collection[str]) -> Secure:
    permissions = PermissionsPolicy()
    for feature in FEATURES:
        # A page can't delegate a feature that it doesn't have itself.
        is_delegated = feature in frame_features
        own = ("self",) if is_delegated or feature in OWN_FEATURES else ()
        permissions.add_directive(feature, *own, *(frame_origins if is_delegated else ()))
    return Secure(
        xcto=XContentTypeOptions().nosniff(),
        # An app in a frame has to know the origin that it talks to, and nobody a path.
        referrer=ReferrerPolicy().strict_origin(),
        permissions=permissions,
        # Popups of apps keep their opener, which sign-in with OAuth needs. The host opens none.
        coop=CrossOriginOpenerPolicy().same_origin_allow_popups(),
        corp=CrossOriginResourcePolicy().same_origin(),
        # Retool is of the same site, and would share a thread with the host: a busy app froze both.
        custom=[CustomHeader("Origin-Agent-Cluster", "?1")],
    )


def _page(
    hashes: Sequence[str], frame_origins: Sequence[str], form_targets: Sequence[str]
) -> ContentSecurityPolicy:
    return (
        ContentSecurityPolicy()
        .default_src("'none'")
        .script_src("'self'", *hashes)
        # For browsers that know none of the two below: WebKit until Safari 16.
        .style_src("'self'", "'unsafe-inline'")
        .style_src_attr("'none'")
        # Dash's scripts bring their stylesheets along, as elements without a nonce.
        .style_src_elem("'self'", "'unsafe-inline'")
        # Bootstrap draws its switches with data: images.
        .img_src("'self'", "data:")
        .font_src("'self'")
        # That of the page for when the host can't be reached.
        .worker_src("'self'")
        # The frames' origins too: a page asks whether Retool can be reached at all.
        .connect_src("'self'", *frame_origins)
        .frame_src(*(frame_origins or ("'none'",)))
        .form_action("'self'", *form_targets)
        # No page of this host is shown inside another, not even inside one of its own.
        .frame_ancestors("'none'")
        .base_uri("'none'")
        .object_src("'none'")
    )


def nothing() -> ContentSecurityPolicy:
    """Return the policy of what is no page: it may do nothing at all."""
    return (
        ContentSecurityPolicy()
        .default_src("'none'")
        .form_action("'none'")
        .frame_ancestors("'none'")
        .base_uri("'none'")
    )


def _is_file(response: Response) -> bool:
    # Files say themselves how long they may be kept, or what their version is; all else is
    # somebody's. Dash's "not modified" says neither.
    versioned = response.get_etag()[0] or response.status_code == NOT_MODIFIED
    return bool(response.cache_control or versioned)
