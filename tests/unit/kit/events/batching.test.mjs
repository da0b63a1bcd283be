import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { createBatching } from "../../../../assets/kit/events/batching.js";

const events = (number, size, frame = "f") =>
  Array.from({ length: number }, (_, index) => ({ event: { seq: index + 1 }, frame, size }));

describe("a batch", () => {
  test("has no more events than a thousand", () => {
    assert.equal(createBatching().next(events(2000, 1)).length, 1000);
  });
  test("has no more characters than proxies take", () => {
    assert.equal(createBatching().next(events(10, 100000)).length, 3);
  });
  test("has one event that is larger than that, alone", () => {
    assert.equal(createBatching().next([...events(1, 2000000), ...events(3, 1)]).length, 1);
  });
  test("is of one frame", () => {
    assert.equal(createBatching().next([...events(2, 1), ...events(2, 1, "g")]).length, 2);
  });
  test("of one large event is of its frame", () => {
    assert.deepEqual(createBatching().next([...events(1, 400000), ...events(2, 1, "g")]).map(({ frame }) => frame), ["f"]);
  });
  test("is as large as a slow handler takes, and grows again", () => {
    const batching = createBatching();
    batching.adapt(30, 1000);
    assert.equal(batching.next(events(2000, 1)).length, 60);
    batching.adapt(60, 60);
    assert.equal(batching.next(events(2000, 1)).length, 120);
  });
  test("that is refused for its size is made smaller", () => {
    const batching = createBatching();
    assert.equal(batching.isHopeless(batching.next(events(10, 100000))), false);
    assert.equal(batching.next(events(10, 100000)).length, 1);
    assert.equal(batching.isHopeless(batching.next(events(10, 100000))), true);
  });
  test("of one event that is refused for its size is hopeless", () => {
    assert.equal(createBatching().isHopeless(events(1, 2000000)), true);
  });
});
