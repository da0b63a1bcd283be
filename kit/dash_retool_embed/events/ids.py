"""What `on_event` may be told of the page: the embed's id, and states."""

from collections.abc import Mapping, Sequence

from dash.dependencies import ALL, ALLSMALLER, MATCH, State

from dash_retool_embed.dash_internals import Wildcard
from dash_retool_embed.events.context import EmbedId


def check_id(embed_id: object) -> None:
    """Refuse what is no embed's id.

    Raises:
        TypeError: it is neither text nor a dict, such as the function of ``@on_event`` without
            parentheses.
        ValueError: it is empty, or has a wildcard other than MATCH.
    """
    if callable(embed_id):
        name = getattr(embed_id, "__name__", "react")
        raise TypeError(
            "on_event needs the id of an embed, in parentheses: "
            f'@on_event("sales") above def {name}'
        )
    if not isinstance(embed_id, str | Mapping):
        raise TypeError(f"on_event({embed_id!r}): the id of an embed is needed, text or a dict")
    if not embed_id:
        raise ValueError(f"on_event({embed_id!r}): the id of an embed is needed, which isn't empty")
    if wildcards := _wildcards(embed_id) - {MATCH}:
        raise ValueError(
            f"on_event({embed_id!r}): an event comes out of one embed, so {_names(wildcards)} "
            "can't be. Use MATCH: the function then gets the events of each embed that fits, and "
            "its context says which it was"
        )


def check_states(embed_id: EmbedId, states: Sequence[object]) -> None:
    """Refuse states whose values the page can't send.

    Raises:
        TypeError: one is no `dash.State`.
        ValueError: one has MATCH where the embed's id has none, or has ALLSMALLER.
    """
    for state in states:
        if not isinstance(state, State):
            raise TypeError(
                f"on_event({embed_id!r}, {state!r}): after the id come State(…)s alone. "
                "The event is the only input"
            )
        if ALLSMALLER in _wildcards(state.component_id):
            raise ValueError(f"on_event({embed_id!r}, {state!r}): use ALL instead of ALLSMALLER")
        if strays := _matched(state.component_id) - _matched(embed_id):
            raise ValueError(
                f"on_event({embed_id!r}, {state!r}): MATCH needs a MATCH of the same name in the "
                f"embed's id: {', '.join(sorted(strays))}"
            )


def has_match(embed_id: EmbedId) -> bool:
    """Return whether several embeds may have this id."""
    return bool(_matched(embed_id))


def _wildcards(id_: object) -> set[Wildcard]:
    values = id_.values() if isinstance(id_, Mapping) else ()
    return {value for value in values if isinstance(value, Wildcard)}


def _matched(id_: object) -> set[str]:
    items = id_.items() if isinstance(id_, Mapping) else ()
    return {key for key, value in items if value is MATCH}


def _names(wildcards: set[Wildcard]) -> str:
    known = {ALL: "ALL", ALLSMALLER: "ALLSMALLER"}
    return " and ".join(sorted(known.get(each, "another wildcard") for each in wildcards))
