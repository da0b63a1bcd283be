"""An answer without a link: an error that can be seen, and no frame at a made-up address."""

import json

import pytest
from dash import Dash
from flask import Response, request

from dash_retool_embed import RetoolEmbed
from tests.browser.conftest import Show


@pytest.mark.parametrize("link", [None, "None", 42])
def test_it_is_an_error_and_no_frame(show: Show, link: object) -> None:
    asked: list[str] = []

    def wire(app: Dash) -> None:
        def lose_link(response: Response) -> Response:
            asked.append(request.path)
            if request.path.endswith("/embedUrl"):
                response.set_data(json.dumps({**response.get_json(), "embedUrl": link}))
            return response

        app.server.after_request(lose_link)

    with show(RetoolEmbed(id="play", app="playground"), wire) as person:
        person.reaches("error", "play")
        assert person.find("#play .retool-embed-failure").is_displayed()
        assert person.all("iframe") == []
    assert not [path for path in asked if "None" in path]
