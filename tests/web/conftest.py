"""Somebody with few rights, at a host with an app that is not for them."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from dashapp.app import create_app
from dashapp.settings import Settings, Toggle

HIDDEN_UUID = "7c1d2e3f-2f4e-11ee-8a61-9b2c7d3e4f50"
HIDDEN = (HIDDEN_UUID, "ceiling", "Bonus plan", "987654", "claim:", "hidden-key", "Traceback")
"""What only administrators may learn, and nobody should."""


@pytest.fixture
def viewer(settings: Settings, token: Callable[..., str]) -> FlaskClient:
    """A viewer, at a host with the app `payroll` for administrators only."""
    payroll = settings.apps[1].model_copy(
        update={
            "name": "payroll",
            "title": "Payroll",
            "roles": ["admin"],
            "groups": [987654],
            "metadata": {"hidden-key": "claim:store_id"},
            "data": {"ceiling": True},
            "toggles": [Toggle(key="ceiling", label="Bonus plan")],
        }
    )
    assert payroll.uuid == HIDDEN_UUID
    apps = [settings.apps[0], payroll]
    server = create_app(settings.model_copy(update={"apps": apps})).server
    client: FlaskClient = server.test_client()
    client.set_cookie("dashapp_token", token(roles=["viewer"]))
    return client
