"""Embeds in somebody else's Dash app."""

import pytest

from tests.engines.visitor import Visitor

# Everything that a frame can post, and that not every engine represents alike.
ODD = """
const page = arguments[0];
const circle = {};
circle.self = circle;
const values = [
  null, NaN, undefined, 123456789012345678901234567890n, new Map([["a", 1]]), new Set([1, "z"]),
  new Date(0), new Date(NaN), /a+/gi, new Error("bad"), "\\ud800", circle, new Blob(["x"]),
  new ArrayBuffer(3), [, 1], -0, "", false, { u: undefined }, new String("s"), "end",
];
for (const value of values) parent.postMessage(value, page);
"""
GIVEN = [
    "None",
    "None",
    "None",
    "'123456789012345678901234567890'",
    "[['a', 1]]",
    "[1, 'z']",
    "'1970-01-01T00:00:00.000Z'",
    "None",
    "'/a+/gi'",
    "{'name': 'Error', 'message': 'bad'}",
    "'\\ud800'",
    "[None, 1]",
    "0",
    "''",
    "False",
    "{}",
    "'s'",
    "'end'",
]


@pytest.fixture
def guest(visitor: Visitor) -> Visitor:
    """Somebody in front of the kit's page."""
    visitor.url = visitor.house.kit
    visitor.open("/")
    visitor.reaches("ready", "sales")
    return visitor


def choose(guest: Visitor, tab: str) -> None:
    guest.until(lambda: [each for each in guest.all(".tab") if each.text == tab], tab)[0].click()


def test_an_embed_that_leaves_the_page_comes_back_as_it_was_or_with_a_new_link(
    guest: Visitor,
) -> None:
    with guest.inside("sales"):
        guest.type("#note", "kept")
    choose(guest, "nothing")
    guest.find("#nothing")
    assert len(guest.all("#retool-parked iframe")) == guest.can_move_frames
    choose(guest, "sales")
    guest.reaches("ready", "sales")
    with guest.inside("sales"):
        guest.until(lambda: guest.find("#export").is_enabled(), "the app to know its data")
        note = guest.find("#note").get_property("value")
    kept = ("kept", (1, 1)) if guest.can_move_frames else ("", (2, 2))
    assert (note, guest.house.minted_and_loaded) == kept


def test_whatever_a_frame_posts_arrives_in_python_as_documented(guest: Visitor) -> None:
    before = len(guest.house.events())
    choose(guest, "play")
    guest.reaches("ready", "playground")
    with guest.inside("playground"):
        guest.js(ODD, guest.url)
    guest.until(lambda: guest.house.events()[before:][-1:] == ["'end'"], "the last event")
    assert guest.house.events()[before:] == GIVEN


def test_a_session_is_renewed_again_and_again_and_what_was_typed_stays(visitor: Visitor) -> None:
    visitor.url = visitor.house.short
    before = visitor.house.links_redeemed
    visitor.open("/")
    visitor.reaches("ready", "sales")
    with visitor.inside("sales"):
        visitor.type("#note", "kept")
    visitor.until(lambda: visitor.house.links_redeemed >= before + 4, "the third renewal")
    visitor.reaches("ready", "sales")
    with visitor.inside("sales"):
        assert visitor.find("#note").get_property("value") == "kept"
        visitor.click("#export")
        visitor.shows("Exported", "#exported")
