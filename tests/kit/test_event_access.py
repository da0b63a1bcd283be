"""Nobody's event reaches a handler but out of a frame of theirs, of an app that they may open."""

import logging
from collections.abc import Callable, Collection
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dash_retool_embed.access.access import Access
from dash_retool_embed.access.frame_tokens import MAX_AGE_SECONDS, FrameToken, FrameTokens
from dash_retool_embed.apps import EmbedApp
from dash_retool_embed.audit import person_digest
from dash_retool_embed.errors import FrameNotYours, MayNotOpen
from dash_retool_embed.people import User
from dash_retool_embed.retool import RetoolClient
from tests.kit.world import PEOPLE, UUID, World, acknowledgment


@pytest.fixture
def world() -> World:
    return World()


def test_an_event_out_of_one_s_own_frame_comes_with_its_context(world: World) -> None:
    frame = world.frame("ada", "approvals")
    assert world.send("orders", frame, 1, 2, person="ada") == acknowledgment("orders", frame, 2)
    (first, second) = world.handled
    assert first[:2] == ("orders", {"approve": 1})
    context = first[2]
    assert (context.user, context.app, context.embed_id) == (PEOPLE["ada"], "approvals", "orders")
    assert (context.frame, context.seq) == (frame[:32], 1)
    assert context.key != second[2].key


def test_it_comes_once_and_has_the_same_key_in_every_process(world: World) -> None:
    frame = world.frame("ada", "approvals")
    for _ in range(2):
        world.send("orders", frame, 1, person="ada")
    assert len(world.handled) == 1
    another = World()
    another.send("orders", frame, 1, person="ada")
    assert another.handled[0][2].key == world.handled[0][2].key


def refused(answer: dict[str, str] | None) -> str | None:
    return answer.get("refused") if answer else None


def test_an_app_that_one_may_not_open_takes_no_event(world: World) -> None:
    # With the right key it would be theirs; and a role can be taken away after the link.
    frame = world.frame("mallory", "approvals")
    assert refused(world.send("orders", frame, 1, person="mallory")) == "may_not_open"
    assert world.handled == []


def test_a_frame_of_another_app_takes_no_event_to_this_handler(world: World) -> None:
    frame = world.frame("mallory", "sales")
    assert refused(world.send("orders", frame, 1, person="mallory")) == "frame_not_yours"
    assert world.handled == []


def test_a_frame_of_somebody_else_s_takes_no_event(world: World) -> None:
    frame = world.frame("eve", "sales")
    assert refused(world.send("sales", frame, 1, person="mallory")) == "frame_not_yours"
    assert world.handled == []


def test_an_invented_frame_takes_no_event(world: World) -> None:
    assert refused(world.send("sales", "0" * 64, 1, person="mallory")) == "frame_not_yours"
    assert world.handled == []


def test_nobody_sends_no_event_and_is_told_nothing(world: World) -> None:
    frame = world.frame("ada", "sales")
    assert world.send("sales", frame, 1, person=None) is None
    assert world.handled == []
    # Whoever signs in again sends it again.
    assert world.send("sales", frame, 1, person="ada") == acknowledgment("sales", frame, 1)


def test_a_name_of_another_deployment_s_is_none_here(world: World) -> None:
    others = FrameTokens(RetoolClient("https://retool.example.com", "b").derived_key("names"))
    frame = others.issue(f"sales {UUID}", PEOPLE["mallory"])
    assert refused(world.send("sales", frame, 1, person="mallory")) == "frame_not_yours"
    assert world.handled == []


def test_without_registered_embeds_no_event_arrives(caplog: pytest.LogCaptureFixture) -> None:
    world = World(registered=False)
    assert world.send("sales", world.frame("ada", "sales"), 1, person="ada") is None
    assert world.handled == []


HEX = st.sampled_from("0123456789abcdef")


@st.composite
def attacks(draw: st.DrawFn) -> tuple[str, str, list[int], str | None]:
    """What mallory, who may open sales, or nobody sends to a handler.

    The names come of the frames that `ATTACKED` has and of her own; she may know all of them.
    """
    names = st.sampled_from(sorted(NAMES.values()))
    whole = draw(names)
    place = draw(st.integers(0, 63))
    name = draw(
        st.sampled_from(
            [
                whole,
                whole[:32] + draw(names)[32:],
                whole[:12] + draw(names)[12:],
                whole[:place] + draw(HEX) + whole[place + 1 :],
                whole.upper(),
                whole + "\n",
                whole[:place],
                draw(st.text(HEX, min_size=64, max_size=64)),
                draw(st.text(max_size=80)),
            ]
        )
    )
    numbers = draw(st.lists(st.integers(-5, 2**60), min_size=1, max_size=5))
    sender = draw(st.sampled_from(["mallory", None]))
    return draw(st.sampled_from(["sales", "orders"])), name, numbers, sender


ATTACKED = World()
OWN = ("mallory", "sales")
NAMES = {
    (person, app): ATTACKED.frame(person, app)
    for person, app in [("ada", "sales"), ("ada", "approvals"), ("eve", "sales"), OWN]
}


@pytest.fixture(scope="module", autouse=True)
def honest() -> None:
    """The honest events have arrived before anybody attacks."""
    for (person, app), frame in NAMES.items():
        embed = "sales" if app == "sales" else "orders"
        assert ATTACKED.send(embed, frame, *range(1, 8), person=person)


@given(attacks())
@settings(max_examples=2000, deadline=None, derandomize=True)
def test_no_forged_replayed_or_swapped_batch_is_handled(
    attack: tuple[str, str, list[int], str | None],
) -> None:
    embed, frame, numbers, person = attack
    if (embed, frame, person) == ("sales", NAMES[OWN], "mallory"):
        # Her own frame takes her own events: a replay is what has been there.
        numbers = [number for number in numbers if number <= 7] or [7]
    before = len(ATTACKED.handled)
    ATTACKED.send(embed, frame, *numbers, person=person)
    assert len(ATTACKED.handled) == before


def anything(_tokens: FrameTokens, token: str, _app: str, _person: User) -> FrameToken:
    return FrameToken(token, 1)


def any_app(access: Access, name: str, _person: User) -> EmbedApp:
    return access.apps[name]


@pytest.mark.parametrize(
    ("lock", "missing", "embed", "frame_of"),
    [
        ((FrameTokens, "read"), anything, "sales", ("eve", "sales")),
        ((FrameTokens, "read"), anything, "sales", None),
        ((Access, "app"), any_app, "orders", ("mallory", "approvals")),
    ],
)
def test_without_a_lock_the_attack_gets_through(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    lock: tuple[type, str],
    missing: Callable[..., object],
    embed: str,
    frame_of: tuple[str, str] | None,
) -> None:
    monkeypatch.setattr(*lock, missing)
    frame = world.frame(*frame_of) if frame_of else "0" * 64
    world.send(embed, frame, 1, person="mallory")
    assert len(world.handled) == 1


def test_names_are_bound_to_person_and_app_by_the_key() -> None:
    tokens = FrameTokens(b"key", clock=lambda: 1_700_000_000.5)
    token = tokens.issue("sales", PEOPLE["ada"])
    read = tokens.read(token, "sales", PEOPLE["ada"])
    assert read == FrameToken(token[:32], 1_700_000_000_500)
    assert tokens.read(token, "sales", PEOPLE["eve"]) is None
    assert tokens.read(token, "approvals", PEOPLE["ada"]) is None
    assert FrameTokens(b"other key").read(token, "sales", PEOPLE["ada"]) is None
    assert tokens.issue("sales", PEOPLE["ada"]) != token
    # Half an emoji is somebody's identifier, too.
    half = User(id="\ud83d")
    assert tokens.read(tokens.issue("sales", half), "sales", half)


def test_no_two_pairs_of_app_and_person_share_a_name() -> None:
    tokens = FrameTokens(b"key")
    token = tokens.issue("a", User(id='b", "c'))
    assert tokens.read(token, 'a", "b', User(id="c")) is None


def test_a_name_is_good_for_as_long_as_the_longest_session() -> None:
    now = [1_700_000_000.0]
    tokens = FrameTokens(b"key", clock=lambda: now[0])
    token = tokens.issue("sales", PEOPLE["ada"])
    now[0] += MAX_AGE_SECONDS
    assert tokens.read(token, "sales", PEOPLE["ada"])
    now[0] += 1
    assert tokens.read(token, "sales", PEOPLE["ada"]) is None


MALLORY = f'"{person_digest("mallory")}"'


@pytest.mark.parametrize(
    ("person", "code", "who"),
    [("mallory", "frame_not_yours", MALLORY), (None, "token_missing", "nobody")],
)
def test_the_line_of_a_refused_batch_names_the_person_and_the_request(
    world: World, caplog: pytest.LogCaptureFixture, person: str | None, code: str, who: str
) -> None:
    caplog.set_level(logging.INFO, "dash_retool_embed.events.receiver")
    world.send("sales", world.frame("ada", "sales"), 1, person=person)
    assert caplog.messages == [
        f'sales: a batch of events was refused: {code} (person {who}, request "r-1")'
    ]


class Closed(EmbedApp):
    async def may_open(self, _: Collection[str]) -> bool:  # type: ignore[override]
        return False


class Vague(EmbedApp):
    def may_open(self, _: Collection[str]) -> Any:
        return "perhaps"


def test_an_app_that_decides_by_an_async_function_is_refused_at_once() -> None:
    app = Closed(name="sales", uuid=UUID, groups=[1])
    with pytest.raises(TypeError, match=r"Closed\.may_open: a plain function is needed"):
        Access([app], lambda: PEOPLE["ada"], FrameTokens(b"key"))


def test_only_true_opens_an_app() -> None:
    app = Vague(name="sales", uuid=UUID, groups=[1])
    with pytest.raises(MayNotOpen):
        Access([app], lambda: PEOPLE["ada"], FrameTokens(b"key")).app("sales", PEOPLE["ada"])


def test_an_app_of_the_same_name_elsewhere_has_other_frames() -> None:
    sales, staging = (
        EmbedApp(name="sales", uuid=uuid, groups=[1]) for uuid in (UUID, UUID[:-1] + "1")
    )
    one, other = (
        Access([app], lambda: PEOPLE["ada"], FrameTokens(b"key")) for app in (sales, staging)
    )
    frame = one.issue_frame_token("sales", PEOPLE["ada"])
    assert one.sender(frame, ["sales"]).app == "sales"
    with pytest.raises(FrameNotYours):
        other.sender(frame, ["sales"])
