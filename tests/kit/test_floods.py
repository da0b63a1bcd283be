"""Batches and events that nobody can use leave a bounded number of lines in the log."""

import logging
from typing import Any

import pytest

from dash_retool_embed.events import on_event
from dash_retool_embed.log_throttling import Quota
from dash_retool_embed.log_throttling.lines import PER_SOURCE
from tests.kit.world import World

MANY = 5 * PER_SOURCE


@pytest.fixture
def world() -> World:
    world = World()

    @on_event("numbers", retool_app="sales", app=world.app)
    def number(event: int) -> None:
        if event == 0:
            raise ZeroDivisionError

    return world


def batch(world: World, **value: Any) -> None:
    """Send what may be no batch at all."""
    call = {
        "output": "sales.ack",
        "outputs": {"id": "sales", "property": "ack"},
        "inputs": [{"id": "sales", "property": "events", "value": value}],
        "changedPropIds": ["sales.events"],
    }
    world.browser.post("/_dash-update-component", json=call, headers={"X-Person": "ada"})


def malformed(world: World) -> None:
    for _ in range(MANY):
        batch(world, frame="no frame")


def refused(world: World) -> None:
    for n in range(MANY):
        world.send("sales", "0" * 64, n, person="ada")


def misfits(world: World) -> None:
    events(world, "no number")


def failures(world: World) -> None:
    events(world, 0)


def events(world: World, data: object) -> None:
    frame = world.frame("ada", "sales")
    sent = [{"seq": seq, "data": data} for seq in range(1, MANY + 1)]
    value = {"frame": frame, "events": sent}
    call = {
        "output": "numbers.ack",
        "outputs": {"id": "numbers", "property": "ack"},
        "inputs": [{"id": "numbers", "property": "events", "value": value}],
        "changedPropIds": ["numbers.events"],
    }
    answer = world.browser.post("/_dash-update-component", json=call, headers={"X-Person": "ada"})
    assert answer.get_json()["response"]["numbers"]["ack"]["seq"] == MANY


def rejected(world: World) -> None:
    frame = world.frame("ada", "sales")
    for seq in range(1, MANY + 1):
        batch(world, frame=frame, events=[{"seq": seq, "rejected": "a Blob"}])


def lost(world: World) -> None:
    frame = world.frame("ada", "sales")
    for seq in range(1, MANY + 2):
        world.send("sales", frame, 2 * seq, person="ada")


FLOODS = [malformed, refused, misfits, failures, rejected, lost]


def lines(caplog: pytest.LogCaptureFixture) -> int:
    told = [record for record in caplog.records if record.levelno >= logging.WARNING]
    # Not what other tests have left out.
    return sum("were left out" not in record.getMessage() for record in told)


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_leaves_so_many_lines(
    world: World, caplog: pytest.LogCaptureFixture, flood: Any
) -> None:
    flood(world)
    assert lines(caplog) == PER_SOURCE


@pytest.mark.parametrize("flood", FLOODS)
def test_without_the_bound_each_is_a_line(
    world: World, caplog: pytest.LogCaptureFixture, flood: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Quota, "admits", lambda *_: True)
    flood(world)
    assert lines(caplog) == MANY
