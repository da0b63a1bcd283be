"""Rooms: each is entered through its `__init__`, and loads nothing that it is not for."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = {"dashapp": ROOT / "dashapp", "dash_retool_embed": ROOT / "kit/dash_retool_embed"}

# Rooms within a room.
INNER = {"dash_retool_embed.testing.sandbox"}
# Loaded only where Dash runs on that framework.
FRAMEWORKS_OF_THE_KIT = {
    f"dash_retool_embed.backends.{name}" for name in ("flask", "quart", "fastapi")
}

# Every library that some room is made for.
LIBRARIES = frozenset(
    {
        "alembic",
        "authlib",
        "click",
        "dash",
        "dash_bootstrap_components",
        "fastapi",
        "flask",
        "jwt",
        "limits",
        "pydantic",
        "quart",
        "requests",
        "sqlalchemy",
        "waitress",
    }
)

DASH = frozenset({"dash", "dash_bootstrap_components"})
FRAMEWORKS = frozenset({"flask", "quart", "fastapi"})
DATABASE = frozenset({"sqlalchemy", "alembic"})

NEVER = {
    "dash_retool_embed": LIBRARIES,
    "dash_retool_embed.people": LIBRARIES,
    "dash_retool_embed.audit": LIBRARIES,
    "dash_retool_embed.log_throttling": LIBRARIES,
    "dash_retool_embed.limits": LIBRARIES - {"limits"},
    "dash_retool_embed.retool": LIBRARIES - {"pydantic", "requests"},
    "dash_retool_embed.apps": LIBRARIES - {"pydantic", "requests"},
    "dash_retool_embed.access": LIBRARIES - {"pydantic", "requests"},
    "dash_retool_embed.mint": LIBRARIES - {"pydantic", "requests"},
    "dash_retool_embed.http": LIBRARIES - {"pydantic", "requests"},
    "dash_retool_embed.events": FRAMEWORKS | DATABASE | {"limits"},
    "dash_retool_embed.register": FRAMEWORKS | DATABASE | {"limits"},
    # It is a Flask app, and knows nothing else of the kit.
    "dash_retool_embed.testing.sandbox": LIBRARIES - {"flask", "click"},
    "dashapp": LIBRARIES,
    "dashapp.bootstrap": LIBRARIES,
    "dashapp.settings": DASH | FRAMEWORKS | {"alembic", "authlib", "jwt", "waitress"},
    "dashapp.database": DASH | FRAMEWORKS,
    "dashapp.sessions": DASH | FRAMEWORKS,
    "dashapp.usage": DASH | FRAMEWORKS,
    "dashapp.audit": DASH | DATABASE,
    "dashapp.identity": DASH,
    "dashapp.brand": DASH,
}

LOADED = "import sys, {room}; print(*sys.modules)"


@pytest.mark.parametrize("room", NEVER)
def test_a_room_loads_nothing_that_it_is_not_for(room: str) -> None:
    asked = LOADED.format(room=room)
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert NEVER[room] & set(done.stdout.split()) == frozenset()


def imports_past_a_door() -> Iterator[str]:
    for package, folder in PACKAGES.items():
        for file in folder.rglob("*.py"):
            room = ".".join([package, *file.relative_to(folder).parts[:-1]][:2])
            for node in ast.walk(ast.parse(file.read_text())):
                if not isinstance(node, ast.ImportFrom) or node.module is None:
                    continue
                of, *rest = node.module.split(".")
                is_past = of in PACKAGES and len(rest) > 1 and f"{of}.{rest[0]}" != room
                if is_past and node.module not in INNER | FRAMEWORKS_OF_THE_KIT:
                    yield f"{file.relative_to(ROOT)} imports {node.module}"


def test_a_room_is_entered_through_its_init() -> None:
    assert list(imports_past_a_door()) == []
