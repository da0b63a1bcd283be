import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { createLifetime } from "../../../../assets/kit/session/lifetime.js";

describe("a session of Retool", () => {
  let steady;
  let wall;
  let lifetime;
  beforeEach(() => {
    [steady, wall] = [1000, 5000];
    mock.method(performance, "now", () => steady);
    mock.method(Date, "now", () => wall);
    lifetime = createLifetime();
  });
  afterEach(() => mock.restoreAll());

  test("has not begun before it begins", () => assert.equal(lifetime.hasBegun, false));

  test("lasts as long as the host has said, less what that took", () => {
    lifetime.begin(60, 500);
    assert.equal(lifetime.remainingMs, 59500);
  });

  test("is renewed a fifth of its time before its end", () => {
    lifetime.begin(60, 0);
    assert.equal(lifetime.beforeRenewalMs, 48000);
  });

  test("is renewed a minute before its end at the most", () => {
    lifetime.begin(3600, 0);
    assert.equal(lifetime.beforeRenewalMs, 3540000);
  });

  test("ends by the clock that goes first: the steady one stands still while a computer sleeps", () => {
    lifetime.begin(60, 0);
    wall += 61000;
    assert.equal(lifetime.isExpired, true);
  });

  test("ends by the steady clock where the other is set back", () => {
    lifetime.begin(60, 0);
    wall -= 100000;
    steady += 61000;
    assert.equal(lifetime.isExpired, true);
  });

  test("waits no longer than a timer can", () => {
    assert.equal(lifetime.timerMs(1e12), 2 ** 31 - 1);
    assert.equal(lifetime.timerMs(-5), 0);
  });
});
