"""What a brand's settings say of a mistake."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from dashapp.settings import BrandSettings
from dashapp.settings.icons import check_icon


@pytest.mark.parametrize("colour", ["", "blu", "#12", "#2f4fbf80", "transparent", "red; x: y"])
def test_what_is_no_colour_is_told_with_one_that_is(colour: str) -> None:
    with pytest.raises(ValidationError, match="a colour as CSS writes it"):
        BrandSettings(colour=colour)


def test_a_logo_is_a_picture_that_is_there_and_small(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="there is no such file"):
        BrandSettings(logo=tmp_path / "none.svg")
    (tmp_path / "folder.svg").mkdir()
    with pytest.raises(ValidationError, match="there is no such file"):
        BrandSettings(logo=tmp_path / "folder.svg")
    for name, size in (("logo.txt", 9), ("logo.png", 100 * 1024 + 1)):
        (tmp_path / name).write_bytes(b" " * size)
        with pytest.raises(ValidationError, match="of 100 KB at most"):
            BrandSettings(logo=tmp_path / name)


def test_a_name_is_not_empty() -> None:
    with pytest.raises(ValidationError, match="name"):
        BrandSettings(name="")


def test_a_misspelt_icon_is_told_with_those_that_are_like_it() -> None:
    assert check_icon("graph-up") == "graph-up"
    with pytest.raises(ValueError, match=r"did you mean .*graph-up"):
        check_icon("grahp-up")
