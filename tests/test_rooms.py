"""What a room loads when it is imported, alone in a process: what it names, and no more."""

import subprocess
import sys

import pytest

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
    "dash_retool_embed.flood": LIBRARIES,
    "dash_retool_embed.limits": LIBRARIES - {"limits"},
    "dash_retool_embed.retool": LIBRARIES - {"pydantic", "requests"},
    "dash_retool_embed.apps": LIBRARIES - {"pydantic", "requests"},
    "dash_retool_embed.access": LIBRARIES - {"pydantic", "requests"},
    "dash_retool_embed.mint": LIBRARIES - {"pydantic", "requests"},
    "dash_retool_embed.web": LIBRARIES - {"pydantic", "requests"},
    "dash_retool_embed.events": FRAMEWORKS | DATABASE | {"limits"},
    "dash_retool_embed.register": FRAMEWORKS | DATABASE | {"limits"},
    # It is a Flask app, and knows nothing else of the kit.
    "dash_retool_embed.testing.sandbox": LIBRARIES - {"flask", "click"},
    "dashapp": LIBRARIES,
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
