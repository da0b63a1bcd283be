"""Which Retool apps the events of an embed may come from, and on which Dash app's page."""

from collections.abc import Iterable

from dash_retool_embed.callables import kind_of
from dash_retool_embed.dash_internals import check_dash
from dash_retool_embed.events.context import EmbedId


def app_names(embed_id: EmbedId, named: object) -> tuple[str, ...]:
    """Return the names of the apps.

    Args:
        embed_id: of the embed, whose app is called like it if nothing else is said.
        named: `retool_app` as it was given.

    Raises:
        TypeError: it is neither a name nor several, or None although the id is no text.
        ValueError: there is none, or an empty one.
    """
    if named is None and not isinstance(embed_id, str):
        raise TypeError(
            f"on_event({embed_id!r}) can't tell which Retool app this embed shows; "
            'name it: retool_app="…"'
        )
    names = embed_id if named is None else named
    if isinstance(names, str):
        names = (names,)
    # An EmbedApp can be iterated too, as its fields.
    elif isinstance(names, type) or hasattr(names, "uuid") or not isinstance(names, Iterable):
        raise _no_name(embed_id, names)
    found = tuple(names)
    for name in found:
        if not isinstance(name, str):
            raise _no_name(embed_id, name)
    if not found or "" in found:
        raise ValueError(f"on_event({embed_id!r}, retool_app={named!r}): an app's name is needed")
    return found


def check_app(embed_id: EmbedId, app: object) -> None:
    """Refuse what no page is on.

    Raises:
        TypeError: it is no Dash app, and not None.
    """
    if app is not None:
        check_dash(app, f"on_event({embed_id!r}, app=…)")


def _no_name(embed_id: EmbedId, given: object) -> TypeError:
    name = getattr(given, "name", None)
    example = name if isinstance(name, str) else "…"
    return TypeError(
        f"on_event({embed_id!r}, retool_app=…): the app's name is needed, "
        f'not {kind_of(given)}: retool_app="{example}"'
    )
