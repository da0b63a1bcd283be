"""Counters in memory: right as long as they are few, and few however many keys come."""

import sys
import threading
from types import SimpleNamespace

import pytest
from limits import parse
from limits.storage import MemoryStorage, Storage
from limits.strategies import FixedWindowRateLimiter

from dash_retool_embed.limits import BoundedMemory

RATE = parse("2 per 10 seconds")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    now = SimpleNamespace(now=10.0, wall=1000.0)
    times = SimpleNamespace(time=lambda: now.wall, monotonic=lambda: now.now)
    monkeypatch.setattr("dash_retool_embed.limits.memory.time", times)
    return now


def test_a_window_ends_in_time_although_the_clock_is_set_back(clock: SimpleNamespace) -> None:
    limiter = FixedWindowRateLimiter(BoundedMemory())
    assert [limiter.hit(RATE, "a") for _ in range(3)] == [True, True, False]
    clock.wall -= 3600
    clock.now += 4
    assert limiter.get_window_stats(RATE, "a").reset_time - clock.wall == 6
    clock.now += 6.1
    assert limiter.hit(RATE, "a")


def test_a_window_begins_with_its_first_count_and_ends(clock: SimpleNamespace) -> None:
    limiter = FixedWindowRateLimiter(BoundedMemory())
    assert [limiter.hit(RATE, "a") for _ in range(3)] == [True, True, False]
    assert limiter.hit(RATE, "b")
    assert limiter.get_window_stats(RATE, "a").reset_time == 1010
    clock.now += 9.9
    assert not limiter.test(RATE, "a")
    clock.now += 0.2
    assert limiter.test(RATE, "a")
    assert [limiter.hit(RATE, "a") for _ in range(3)] == [True, True, False]


def test_the_oldest_key_makes_room_and_ended_windows_go(clock: SimpleNamespace) -> None:
    memory = BoundedMemory(most_keys=3)
    for key in "abcd":
        memory.incr(key, 10)
        clock.now += 1
    assert [memory.get(key) for key in "abcd"] == [0, 1, 1, 1]
    clock.now += 8
    memory.incr("e", 10)
    assert len(memory) == 2


def keys_after_a_flood(store: Storage, keys: int) -> int:
    for n in range(keys):
        store.incr(f"LIMITER/dashapp/address/2001:db8:{n >> 16:x}:{n & 0xFFFF:x}::/64/1/20", 20)
    kept = store._windows if isinstance(store, BoundedMemory) else store.storage  # type: ignore[attr-defined]
    return len(kept)


def test_a_million_addresses_do_not_fill_the_memory() -> None:
    memory = BoundedMemory()
    assert keys_after_a_flood(memory, 1_000_000) == 10_000
    assert sys.getsizeof(memory._windows) < 1_000_000


def test_the_package_s_own_store_keeps_them_all() -> None:
    assert keys_after_a_flood(MemoryStorage(), 20_000) == 20_000


def test_threads_count_together() -> None:
    memory = BoundedMemory()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [
            threading.Thread(target=lambda: [memory.incr("a", 60) for _ in range(2_000)])
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert memory.get("a") == 8_000
