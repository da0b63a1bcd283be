"""The tabs: what there is to open, alone or in groups, in the order of the configuration."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashapp.pages import ids
from dashapp.pages.icon import icon, iconed
from dashapp.routes import Routes
from dashapp.settings import AppSettings

LABELLED: dict[str, Any] = {"aria-label": "Tabs"}
APP_ICON = "window"


@dataclass(frozen=True)
class Tab:
    """One tab; `name` is what an event calls it."""

    name: str
    href: str
    title: str
    icon: str
    group: str | None = None


def app_tab(app: AppSettings, routes: Routes) -> Tab:
    """Return the tab of an app."""
    return Tab(app.name, routes.tab(app.name), app.title, app.icon or APP_ICON, app.tab_group)


def tabs_of(apps: Sequence[AppSettings], routes: Routes, *, sees_usage: bool) -> list[Tab]:
    """Return the tabs of somebody who may open these apps."""
    tabs = [Tab(ids.HOME, routes.start, "Home", "house"), *(app_tab(app, routes) for app in apps)]
    return [*tabs, Tab(ids.USAGE, routes.usage, "Usage", "bar-chart")] if sees_usage else tabs


def grouped(tabs: Sequence[Tab]) -> Iterator[tuple[str | None, list[Tab]]]:
    """Yield each tab without a group alone, and each group once, where its first tab is."""
    seen: set[str] = set()
    for tab in tabs:
        if tab.group is None:
            yield None, [tab]
        elif tab.group not in seen:
            seen.add(tab.group)
            yield tab.group, [each for each in tabs if each.group == tab.group]


def bar(tabs: Sequence[Tab]) -> Component:
    """Lay out the navigation: what fits side by side, the rest under "More" (assets/host/tabs/)."""
    items = list(grouped(tabs))
    more = html.Details(
        [
            _summary("three-dots", html.Span("More", className="host-more-label")),
            html.Ul([_copy(*item) for item in items], className="host-menu"),
        ],
        className="host-more",
    )
    parts = [*(_item(*item) for item in items), html.Li(more, className="host-more-item")]
    return html.Nav(html.Ul(parts, className="host-tabs"), className="host-nav", **LABELLED)


def _item(group: str | None, tabs: Sequence[Tab]) -> Component:
    if group is None:
        return _link(tabs[0])
    menu = html.Details(
        [
            _summary(tabs[0].icon, html.Span(group, className="host-tab-title")),
            html.Ul([_link(tab) for tab in tabs], className="host-menu"),
        ],
        className="host-group",
    )
    return html.Li(menu)


def _copy(group: str | None, tabs: Sequence[Tab]) -> Component:
    if group is None:
        return _link(tabs[0])
    links = html.Ul([_link(tab) for tab in tabs])
    return html.Li([html.Span(group, className="host-menu-heading"), links])


def _link(tab: Tab) -> Component:
    # The browser finds the tab that an event names by this.
    found_by: dict[str, Any] = {"data-tab": tab.name}
    title = html.Span(tab.title, className="host-tab-title")
    link = dcc.Link(title, href=tab.href, className=f"host-tab {iconed(tab.icon)}")
    return html.Li(link, **found_by)


def _summary(picture: str, label: Component) -> Component:
    content = [label, icon("chevron-down")]
    return html.Summary(content, className=f"host-tab {iconed(picture)}")
