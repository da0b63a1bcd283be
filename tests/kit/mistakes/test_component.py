"""An embed that nobody could use is refused where it is made."""

from typing import Any

import pytest

from dash_retool_embed import (
    RetoolEmbed,
)


@pytest.mark.parametrize(
    ("props", "words"),
    [
        ({"state": "foo"}, r"state='foo'\): minting, loading, ready, renewing, error, closed are"),
        ({"height": -5}, r"height=-5\): a number from 0 is needed"),
        ({"width": -0.5}, r"width=-0.5\): a number from 0 is needed"),
        ({"height": float("nan")}, "a number from 0 is needed"),
        ({"width": float("inf")}, "a number from 0 is needed"),
        ({"eventLimit": -1}, r"eventLimit=-1\): a number above 0 is needed"),
        ({"eventLimit": 0}, "a number above 0 is needed"),
    ],
)
def test_an_embed_that_nobody_could_use(props: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        RetoolEmbed(app="sales", **props)


def test_an_embed_may_have_no_height_and_wait_for_one_event() -> None:
    given = {"height": 0, "width": 0.5, "eventLimit": 1, "state": "ready"}
    sent = RetoolEmbed(app="sales", **given).to_plotly_json()["props"]  # type: ignore[arg-type]
    assert sent == {"app": "sales", **given}
