"""Mistakes of a list whose entries need something of their own, such as a name."""

from collections.abc import Sequence

from dash_retool_embed.mistakes import Fault


def repeated(values: Sequence[object], key: str, table: str) -> list[Fault]:
    """Return a fault for each of `values`, the `key` of one `table` after the other, used before.

    A value of None is a mistake of another kind, and is passed over.
    """
    return [
        ((i, key), value, f"a {key} of its own: {table}[{values.index(value)}] has it already")
        for i, value in enumerate(values)
        if value is not None and values.index(value) < i
    ]


def repeated_names(names: Sequence[object]) -> list[Fault]:
    """Return a fault, located under apps, for each name used before."""
    return repeated(names, "name", "apps")
