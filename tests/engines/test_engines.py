"""The engines are the ones that the tests mean."""

from pathlib import Path

import pytest

from tests.engines.engines import MOVES_FRAMES, mini_browser
from tests.engines.visitor import Visitor


def test_an_engine_can_move_a_frame_alive_or_not_as_it_is_listed(
    visitor: Visitor, request: pytest.FixtureRequest
) -> None:
    assert visitor.can_move_frames == MOVES_FRAMES[request.node.callspec.params["engine"]]


def test_a_webkit_that_is_missing_is_named_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"MiniBrowser: tests/install-engines"):
        mini_browser(tmp_path)
