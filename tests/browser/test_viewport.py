"""An embed that nobody can see asks for no link; when somebody can, it does."""

from pathlib import Path

import dash_bootstrap_components as dbc
import pytest
from dash import dcc, html
from dash.development.base_component import Component

from dash_retool_embed import RetoolEmbed
from dash_retool_embed.testing.sandbox import Sandbox
from tests.browser.attack.mutation import Change
from tests.browser.bundling import change_kit
from tests.browser.conftest import Show
from tests.browser.person import Person

# What dash-bootstrap-components and Bootstrap hide, without a stylesheet of another server.
BOOTSTRAP = html.Link(
    rel="stylesheet",
    href="data:text/css,.tab-content>.tab-pane:not(.active){display:none}",
)


def embed(name: str, *, eager: bool = False) -> Component:
    return RetoolEmbed(id=name, app="playground", height=400, eager=eager)


def folded(kind: str) -> Component:
    hidden = {
        "collapsed": {"height": 0, "overflow": "hidden"},
        "invisible": {"visibility": "hidden"},
        "not displayed": {"display": "none"},
        "outside": {"position": "fixed", "left": "-5000px", "width": "400px"},
    }
    return html.Div(embed("play"), id="fold", style=hidden[kind])


def links(person: Person, sandbox: Sandbox) -> tuple[int, int]:
    """Let the page come to rest, and return the links that it has asked for and the loads."""
    done = "requestAnimationFrame(() => setTimeout(arguments[0], 600))"
    person.driver.execute_async_script(done)
    return sandbox.links_minted, sandbox.frame_loads


def test_of_twenty_embeds_the_one_in_view_costs_a_link(show: Show, sandbox: Sandbox) -> None:
    far = html.Div(style={"height": "4000px"})
    tabs = dbc.Tabs(
        [dbc.Tab(embed(f"tab{n}"), label=f"T{n}", tab_id=f"t{n}") for n in range(8)],
        active_tab="t0",
    )
    details = [html.Details([html.Summary("more"), embed(f"folded{n}")]) for n in range(4)]
    below = [embed(f"below{n}") for n in range(8)]
    with show(html.Div([BOOTSTRAP, tabs, far, *details, *below])) as person:
        person.reaches("ready", "tab0")
        assert len(person.all(".retool-embed")) == 20
        assert links(person, sandbox) == (1, 1)
        assert person.state("tab1") == person.state("below0") == person.state("folded0") == "closed"
        person.driver.execute_script("document.querySelector('#below0').scrollIntoView()")
        person.reaches("ready", "below0")
        person.driver.execute_script("window.scrollTo(0, 0)")
        person.all(".nav-link")[3].click()
        person.reaches("ready", "tab3")


def test_a_kit_that_does_not_look_costs_a_link_for_each(
    show: Show, sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blind = Change("kit/embed.js", "isEager || viewport.watch(", "true || viewport.watch(")
    change_kit(tmp_path, monkeypatch, blind)
    with show(
        html.Div([embed("one"), html.Div(style={"height": "4000px"}), embed("two")])
    ) as person:
        person.reaches("ready", "one")
        person.reaches("ready", "two")
        assert sandbox.links_minted == 2


OPEN = {
    "collapsed": "fold.style.height = '400px'",
    "invisible": "fold.style.visibility = 'visible'",
    "not displayed": "fold.style.display = 'block'",
    "outside": "fold.style.left = '0'",
}


@pytest.mark.parametrize("kind", OPEN)
def test_what_is_hidden_in_whatever_way_opens_when_it_is_shown(
    show: Show, sandbox: Sandbox, kind: str
) -> None:
    with show(html.Div(folded(kind))) as person:
        person.find("#play")
        assert links(person, sandbox) == (0, 0)
        person.driver.execute_script(OPEN[kind])
        person.reaches("ready", "play")
        assert links(person, sandbox) == (1, 1)


def test_a_closed_details_element_opens_its_app_with_it(show: Show, sandbox: Sandbox) -> None:
    with show(html.Details([html.Summary("more", id="more"), embed("play")])) as person:
        person.find("#more")
        assert links(person, sandbox) == (0, 0)
        person.click("#more")
        person.reaches("ready", "play")


def test_a_tab_that_is_not_open_costs_nothing(show: Show, sandbox: Sandbox) -> None:
    tabs = dcc.Tabs(
        [dcc.Tab(embed("one"), label="One"), dcc.Tab(embed("two"), label="Two", id="second")]
    )
    with show(html.Div(tabs)) as person:
        person.reaches("ready", "one")
        assert links(person, sandbox) == (1, 1)
        person.click("#second")
        person.reaches("ready", "two")


def test_an_eager_embed_opens_wherever_it_is(show: Show, sandbox: Sandbox) -> None:
    layout = html.Div([html.Div(style={"height": "4000px"}), embed("play", eager=True)])
    with show(layout) as person:
        person.reaches("ready", "play")


def test_a_reload_of_what_nobody_sees_waits_until_they_do(show: Show, sandbox: Sandbox) -> None:
    with show(html.Div([html.Div(style={"height": "4000px"}), embed("play")])) as person:
        person.find("#play")
        person.driver.execute_script("dash_clientside.set_props('play', {reload: 1})")
        assert links(person, sandbox) == (0, 0)
        person.driver.execute_script("document.querySelector('#play').scrollIntoView()")
        person.reaches("ready", "play")
        assert sandbox.links_minted == 1
