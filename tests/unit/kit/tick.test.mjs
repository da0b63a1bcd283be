import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { perTick } from "../../../assets/kit/tick.js";
import { settle } from "../page.mjs";

describe("at most once per frame of the screen", () => {
  let now;
  let run;
  let tick;
  beforeEach(() => {
    now = 1000;
    mock.timers.enable({ apis: ["setTimeout"] });
    mock.method(performance, "now", () => now);
    run = mock.fn();
    tick = perTick(run);
  });
  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
  });

  test("the first time is at once, after what is under way", async () => {
    tick.soon();
    assert.equal(run.mock.callCount(), 0);
    await settle();
    assert.equal(run.mock.callCount(), 1);
  });

  test("many in one frame are two at the most, the last of them at its end", async () => {
    tick.soon();
    await settle();
    now += 1;
    for (let n = 0; n < 100; n += 1) tick.soon();
    assert.equal(run.mock.callCount(), 1);
    now += 15;
    mock.timers.tick(15);
    assert.equal(run.mock.callCount(), 2);
  });

  test("what is due can be done before anything else", () => {
    tick.soon();
    tick.now();
    assert.equal(run.mock.callCount(), 1);
  });

  test("what is not due is not done", () => {
    tick.now();
    assert.equal(run.mock.callCount(), 0);
  });

  test("what is cancelled is not done", async () => {
    tick.soon();
    tick.cancel();
    await settle();
    assert.equal(run.mock.callCount(), 0);
  });
});
