"""Where register_embeds was forgotten, the embed says so."""

from typing import Any

import pytest
from dash import Dash, html
from dash.testing.browser import Browser

from dash_retool_embed import RetoolEmbed
from tests.browser.person import Person
from tests.kit.hosting.somebody import serving


@pytest.mark.parametrize("debug", [False, True])
def test_the_embed_says_what_to_do(browser: Browser, backend: str, debug: bool) -> None:
    which: dict[str, Any] = {} if backend == "flask" else {"backend": backend}
    app = Dash("somebody", assets_folder="none", **which)
    app.layout = html.Div([html.H1("A page"), RetoolEmbed(id="sales", app="sales")])
    if debug:
        app.enable_dev_tools(debug=True, dev_tools_hot_reload=False)
    with serving(backend, app.server) as origin:
        person = Person(browser, origin)
        person.open("/")
        person.shows("register_embeds was not called for this Dash app", "#sales")
        person.shows("not_registered", "#sales")
        assert person.find("h1").text == "A page"
        browser.driver.get("about:blank")
