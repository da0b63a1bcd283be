import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { throttle } from "../../../assets/kit/throttle.js";
import { settle } from "../page.mjs";

describe("at most once per frame of the screen", () => {
  let now;
  let run;
  let throttled;
  beforeEach(() => {
    now = 1000;
    mock.timers.enable({ apis: ["setTimeout"] });
    mock.method(performance, "now", () => now);
    run = mock.fn();
    throttled = throttle(run);
  });
  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
  });

  test("the first time is at once, after what is under way", async () => {
    throttled.schedule();
    assert.equal(run.mock.callCount(), 0);
    await settle();
    assert.equal(run.mock.callCount(), 1);
  });

  test("many in one frame are two at the most, the last of them at its end", async () => {
    throttled.schedule();
    await settle();
    now += 1;
    for (let n = 0; n < 100; n += 1) throttled.schedule();
    assert.equal(run.mock.callCount(), 1);
    now += 15;
    mock.timers.tick(15);
    assert.equal(run.mock.callCount(), 2);
  });

  test("what is due can be done before anything else", () => {
    throttled.schedule();
    throttled.flush();
    assert.equal(run.mock.callCount(), 1);
  });

  test("what is not due is not done", () => {
    throttled.flush();
    assert.equal(run.mock.callCount(), 0);
  });

  test("what is cancelled is not done", async () => {
    throttled.schedule();
    throttled.cancel();
    await settle();
    assert.equal(run.mock.callCount(), 0);
  });
});
