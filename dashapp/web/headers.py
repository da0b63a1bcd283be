"""What every answer tells a browser: what a page may load and frame, and who may keep it."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from flask import Flask, Response, request
from secure import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    PermissionsPolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
)

from dashapp.urls import is_loopback

ONE_YEAR_SECONDS = 31536000
NOT_MODIFIED = 304

POLICY = "Content-Security-Policy"

# Of an answer that may look as if something in front of the host had given it, and has not.
OWN_HEADER = "X-Dashapp"
GATEWAY_STATUSES = (502, 503, 504)

# Features that a browser gives to a page by itself, and to a frame only if `allow` says so. The
# host's frames have no `allow`, so nobody needs them; what frames have anyway stays untouched.
DENIED_FEATURES = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)


def send_security_headers(
    server: Flask,
    *,
    script_hashes: Callable[[], Sequence[str]],
    frame_origins: Iterable[str],
    form_targets: Iterable[str] = (),
) -> None:
    """Put security headers on every answer of this server, refusals and errors included.

    Register it before anything else that touches answers, so that it has the last word.

    Args:
        server: the host's.
        script_hashes: the CSP hashes of a page's inline scripts, asked for with each page.
        frame_origins: what a page may frame, and ask whether it can be reached.
        form_targets: where a form may lead to beside this host; a redirect after it counts.
    """
    origins, targets = tuple(frame_origins), tuple(form_targets)
    # Written out once: doing so for each answer takes longer than the guard's own work.
    everywhere = _everywhere().header_items()
    over_https = Secure(hsts=StrictTransportSecurity().max_age(ONE_YEAR_SECONDS)).header_items()
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
        if request.is_secure and not is_loopback(f"https://{request.host}"):
            response.headers.update(over_https)
        if not _is_file(response):
            response.cache_control.no_store = True
        return response


def _everywhere() -> Secure:
    permissions = PermissionsPolicy()
    for feature in DENIED_FEATURES:
        permissions.add_directive(feature)
    # The host's own button; its frames still can't.
    permissions.add_directive("fullscreen", "self")
    return Secure(
        xcto=XContentTypeOptions().nosniff(),
        # An app in a frame has to know the origin that it talks to, and nobody a path.
        referrer=ReferrerPolicy().strict_origin(),
        permissions=permissions,
        coop=CrossOriginOpenerPolicy().same_origin(),
        corp=CrossOriginResourcePolicy().same_origin(),
    )


def _page(
    hashes: Sequence[str], frame_origins: Sequence[str], form_targets: Sequence[str]
) -> ContentSecurityPolicy:
    return (
        ContentSecurityPolicy()
        .default_src("'none'")
        .script_src("'self'", *hashes)
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
