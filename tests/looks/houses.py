"""The hosts that the pages and states are looked at in, and Retool's stand-in behind them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask, Response, request
from pydantic import SecretStr

from dash_retool_embed.people import User
from dash_retool_embed.testing.sandbox import DEMO_API_KEY, Sandbox, create_sandbox, sandbox_of
from dashapp.app import create_app
from dashapp.database import Store
from dashapp.identity.demo import DemoSignIn
from dashapp.settings import AppSettings, OidcSettings, Settings, load_settings
from dashapp.usage import UsageLog
from tests.conftest import EXAMPLE, SECRET
from tests.servers import running
from tests.usage.records import ADA, asked, flush, report

APPS = (
    ("Orders", "cart", "Shop"),
    ("Returns", "box", "Shop"),
    ("Stock", "boxes", None),
    ("Budget", "cash-stack", "Money"),
    ("Invoices", "receipt", "Money"),
    ("Suppliers", "truck", None),
    ("Forecast", "cloud-sun", None),
)

PEOPLE = (
    User("demo-vera", "vera@example.com", first_name="Vera", last_name="Lind"),
    User("demo-anton", "anton@example.com", first_name="Anton", last_name="Reyes"),
)


@dataclass
class Houses:
    """A host of every kind, and the sandbox that all of them embed.

    `demo` has the example's apps and a sign-in page, `busy` many apps in groups; at `guarded`
    people sign in elsewhere, and nobody has opened anything; at `company` they sign in with OpenID
    Connect. While `offline` is on, the demo's host is answered for by its proxy.
    """

    sandbox: Sandbox
    settings: Settings
    log: UsageLog
    demo: str = ""
    busy: str = ""
    guarded: str = ""
    company: str = ""
    offline: bool = field(default=False)


@contextmanager
def houses(folder: Path) -> Iterator[Houses]:
    """Run all of them; their usage logs are in a folder."""
    retool = create_sandbox()
    with running(retool) as origin:
        sandbox_of(retool).origin = origin
        settings = load_settings(
            EXAMPLE,
            overrides={
                "retool": {"url": origin},
                "retool_api_key": DEMO_API_KEY,
                "jwt_secret": SECRET,
            },
        )
        logs = [UsageLog(Store(f"sqlite:///{folder}/{name}.sqlite3")) for name in ("used", "new")]
        used, new = logs
        all_of_them = Houses(sandbox_of(retool), settings, used)
        sign_in = DemoSignIn
        demo = create_app(settings, sign_in=sign_in, usage=used).server
        demo.before_request_funcs[None].insert(0, lambda: _proxy(all_of_them))
        _fill(used)
        with (
            running(demo) as all_of_them.demo,
            running(_busy(settings, new)) as all_of_them.busy,
            running(create_app(settings, usage=new).server) as all_of_them.guarded,
            running(_company(settings, new)) as all_of_them.company,
        ):
            yield all_of_them
        for log in logs:
            log.close()


def _proxy(of: Houses) -> Response | None:
    return Response("bad gateway", 502) if of.offline and request.path != "/" else None


def _busy(settings: Settings, log: UsageLog) -> Flask:
    sales = settings.apps[0]
    more = [
        AppSettings(
            name=title.lower(),
            title=title,
            icon=icon,
            tab_group=group,
            uuid=sales.uuid,
            groups=[12],
            metadata={"storeId": 1},
        )
        for title, icon, group in APPS
    ]
    busy = settings.model_copy(update={"apps": [*settings.apps, *more]})
    server: Flask = create_app(busy, sign_in=DemoSignIn, usage=log).server
    return server


def _company(settings: Settings, log: UsageLog) -> Flask:
    # Nobody gets as far as the provider here.
    oidc = OidcSettings(
        issuer="http://localhost:1",
        client_id="dashapp",
        client_secret=SecretStr("a secret of the tests"),
    )
    there = {"oidc": oidc, "host_url": "http://localhost:1"}
    server: Flask = create_app(settings.model_copy(update=there), usage=log).server
    return server


def _fill(log: UsageLog) -> None:
    """Have people open apps on some days, well and badly."""
    now = time.time()
    for day in range(7):
        for number, person in enumerate((*PEOPLE, ADA) * (2 + day % 3)):
            at = now - 86_400 * day - 60 * number
            log.record_request(asked(person, at=at, app=("sales", "customers")[number % 2]))
        log.record_request(asked(ADA, "retool_busy", at=now - 86_400 * day))
    failing, open_now = (
        asked(ADA, app="customers", at=now - 30),
        asked(PEOPLE[0], at=now - 60),
    )
    for each in (failing, open_now):
        log.record_request(each)
    flush(log)
    log.record_reports(ADA, [report(failing, 1, "failed", code="no_sign_of_life")])
    told = [report(open_now, 1, "ready", afterMs=900), report(open_now, 2, "seen")]
    log.record_reports(PEOPLE[0], told)
    flush(log)
