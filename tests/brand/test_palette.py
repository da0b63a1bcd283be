"""Whatever colour a brand has, what is written in it can be read."""

import pytest
from coloraide import Color
from hypothesis import given, settings
from hypothesis import strategies as st

from dashapp.brand import palette

THEMES = [(palette.light, palette.LIGHT_GROUNDS), (palette.dark, palette.DARK_GROUNDS)]
colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def contrast(one: str, other: str) -> float:
    return float(Color(one).contrast(other, method="wcag21"))


@pytest.mark.parametrize(("shades_of", "grounds"), THEMES, ids=["light", "dark"])
@given(colour=colours)
@settings(max_examples=60, deadline=None)
def test_text_links_and_buttons_stand_out(shades_of, grounds, colour: str) -> None:  # type: ignore[no-untyped-def]
    shades = shades_of(colour)
    for ground in grounds:
        assert contrast(shades.text, ground) >= 4.5
        assert contrast(shades.fill, ground) >= 3
    assert contrast(shades.on_fill, shades.fill) >= 4.5
    assert contrast(shades.on_fill, shades.hover) >= 4.5
