"""An embed has one handler: a second one is a mistake, and the same one again is none."""

import importlib
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from dash import ALL, Dash, _callback

from dash_retool_embed.events import on_event
from tests.kit.test_events import batch, dash_app, frame_of, post


@pytest.fixture(autouse=True)
def none_of_other_tests() -> Iterator[None]:
    """What ``dash.callback`` keeps for the next app that is served is nobody else's."""
    kept = [*_callback.GLOBAL_CALLBACK_LIST], {**_callback.GLOBAL_CALLBACK_MAP}
    _callback.GLOBAL_CALLBACK_LIST.clear()
    _callback.GLOBAL_CALLBACK_MAP.clear()
    yield
    _callback.GLOBAL_CALLBACK_LIST[:] = kept[0]
    _callback.GLOBAL_CALLBACK_MAP.clear()
    _callback.GLOBAL_CALLBACK_MAP.update(kept[1])


def outputs(app: Dash | None) -> list[str]:
    listed = _callback.GLOBAL_CALLBACK_LIST if app is None else app._callback_list
    return [each["output"] for each in listed]


@pytest.mark.parametrize("is_named", [True, False])
@pytest.mark.parametrize("embed", ["sales", {"type": "embed", "row": 1}])
def test_two_functions_are_refused_with_the_places_of_both(is_named: bool, embed: Any) -> None:
    app = dash_app() if is_named else None

    @on_event(embed, retool_app="sales", app=app)
    def first(_event: object) -> None: ...

    def second(_event: object) -> None: ...

    with pytest.raises(ValueError, match="an embed has one") as refused:
        on_event(embed, retool_app="sales", app=app)(second)
    for function in (first, second):
        place = f"{__name__}, {__file__}:{function.__code__.co_firstlineno}"
        assert f"{function.__qualname__} in {place}" in str(refused.value)
    assert len(outputs(app)) == 1


def test_two_functions_of_one_name_are_two() -> None:
    @on_event("sales")
    def react(_event: object) -> None: ...

    with pytest.raises(ValueError, match="an embed has one"):

        @on_event("sales")
        def react(_event: object) -> None: ...


def test_each_of_two_apps_may_have_one() -> None:
    apps = [dash_app(), dash_app()]

    @on_event("sales", app=apps[0])
    def first(_event: object) -> None: ...

    @on_event("sales", app=apps[1])
    def second(_event: object) -> None: ...

    @on_event("sales")
    def of_the_next(_event: object) -> None: ...

    assert [*map(outputs, [*apps, None])] == [["sales.ack"]] * 3


def test_a_factory_that_is_called_again_has_its_newest_handler() -> None:
    seen: list[str] = []

    def register(app: Dash, name: str) -> None:
        @on_event("sales", app=app)
        def react(_event: object) -> None:
            seen.append(name)

    app = dash_app()
    register(app, "first")
    register(app, "second")
    assert outputs(app) == ["sales.ack"]
    post(app, batch(frame_of(app), "x"))
    assert seen == ["second"]


MODULE = """
from dash_retool_embed.events import on_event

@on_event("sales")
def react(event):
    ...
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.syspath_prepend(tmp_path)
    path = tmp_path / "page_of_somebody.py"
    path.write_text(MODULE)
    yield path
    sys.modules.pop("page_of_somebody", None)
    importlib.invalidate_caches()


def reload_as_it_is(_path: Path) -> None:
    importlib.reload(sys.modules["page_of_somebody"])


def reload_edited(path: Path) -> None:
    path.write_text("# A line more.\n" + MODULE.replace("...", "return"))
    importlib.reload(sys.modules["page_of_somebody"])


def run_as_a_script(path: Path) -> None:
    exec(compile(path.read_text(), str(path), "exec"), {"__name__": "__main__"})


def run_as_a_cell(path: Path) -> None:
    """Run it as a notebook does: a file of its own for each text."""
    text = "# edited\n" + path.read_text()
    exec(compile(text, "/tmp/cell-2", "exec"), {"__name__": "page_of_somebody"})


@pytest.mark.parametrize("again", [reload_as_it_is, reload_edited, run_as_a_script, run_as_a_cell])
def test_a_module_that_runs_again_is_no_mistake(
    module: Path, again: Callable[[Path], None]
) -> None:
    importlib.import_module("page_of_somebody")
    again(module)
    assert outputs(None) == ["sales.ack"]


def test_a_copy_of_a_module_is_one(module: Path) -> None:
    importlib.import_module("page_of_somebody")
    copy = module.with_name("copy_of_page.py")
    copy.write_text(MODULE)
    with pytest.raises(ValueError, match=r"react in page_of_somebody, .* react in copy_of_page, "):
        importlib.import_module("copy_of_page")


def function(_event: object) -> None: ...


@pytest.mark.parametrize(
    ("given", "kind", "words"),
    [
        (function, TypeError, r'@on_event\("sales"\) above def function'),
        (None, TypeError, "text or a dict"),
        (42, TypeError, "text or a dict"),
        ({"type": "embed", "row": ALL}, ValueError, "ALL can't be. Use MATCH"),
    ],
)
def test_what_is_no_embed_s_id_is_refused_in_words(
    given: Any, kind: type[Exception], words: str
) -> None:
    with pytest.raises(kind, match=words):
        on_event(given, retool_app="sales")


class Called:
    def __call__(self, event: object) -> None: ...


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (partial(print, "one"), partial(repr)),
        (Called(), Called()),
        (partial(print), partial(print)),
    ],
)
def test_objects_that_can_be_called_are_two_as_well(first: Any, second: Any) -> None:
    app = Dash("somebody")
    on_event("sales", app=app)(first)
    with pytest.raises(ValueError, match="two functions would get the events of sales"):
        on_event("sales", app=app)(second)
