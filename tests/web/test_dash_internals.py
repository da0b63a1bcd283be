"""A host is not made with a Dash that is another inside: its checks would find nothing."""

from collections.abc import Callable

import dash
import pytest
from dash import Dash

from dash_retool_embed.dash_internals import UnsupportedDash
from dashapp.app import create_app
from dashapp.settings import Settings

Change = Callable[[pytest.MonkeyPatch], None]


def with_other_quotes(patch: pytest.MonkeyPatch) -> None:
    """Write scripts in single quotes, which the host's patterns don't find."""
    made = Dash._generate_scripts_html
    patch.setattr(Dash, "_generate_scripts_html", lambda self: made(self).replace('"', "'"))


def with_another_renderer(patch: pytest.MonkeyPatch) -> None:
    made = Dash.__init__

    def init(self: Dash, *arguments: object, **named: object) -> None:
        made(self, *arguments, **named)  # type: ignore[arg-type]
        self.renderer = "startDash();"

    patch.setattr(Dash, "__init__", init)


def with_another_path(patch: pytest.MonkeyPatch) -> None:
    add = Dash._add_url

    def add_url(self: Dash, name: str, *arguments: object, **named: object) -> None:
        add(self, name.replace("_favicon.ico", "favicon.ico"), *arguments, **named)  # type: ignore[arg-type]

    patch.setattr(Dash, "_add_url", add_url)


def with_another_map(patch: pytest.MonkeyPatch) -> None:
    callback = Dash.clientside_callback

    def declare(self: Dash, *arguments: object, **named: object) -> None:
        callback(self, *arguments, **named)  # type: ignore[no-untyped-call]
        for kept in self.callback_map.values():
            kept["inputs"] = [(each, "value") for each in kept["inputs"]]

    patch.setattr(Dash, "clientside_callback", declare)


def with_another_prefix(patch: pytest.MonkeyPatch) -> None:
    patch.setenv("DASH_APP_NAME", "elsewhere")


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (with_another_prefix, "pages that ask at /elsewhere/, not /"),
        (with_another_path, "no endpoint /_favicon.ico"),
        (with_another_renderer, "another last script"),
        (with_other_quotes, "its scripts written in another way"),
        (with_another_map, "kept in another way"),
    ],
)
def test_a_host_on_another_dash_does_not_start(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, change: Change, found: str
) -> None:
    change(monkeypatch)
    with pytest.raises(UnsupportedDash, match=rf"^Dash {dash.__version__} can't be used.*{found}"):
        create_app(settings)
