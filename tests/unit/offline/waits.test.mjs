import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { spread } from "../../../assets/kit/backoff.js";
import { FIRST_WAIT_MS, longer, pause } from "../../../assets/offline/waits.js";
import { isAnswering } from "../../../assets/offline/health.js";
import { firstWaitMs, keepWait, waitAfter } from "../../../assets/offline/retry.js";
import { htmlBelow } from "../routes.mjs";

let kept;

beforeEach(() => {
  kept = new Map();
  globalThis.document = { documentElement: htmlBelow() };
  mock.timers.reset();
  globalThis.window = new EventTarget();
  globalThis.sessionStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
  };
});

test("each wait is twice the one before, up to ten seconds", () => {
  const waits = [FIRST_WAIT_MS];
  for (let n = 0; n < 5; n += 1) waits.push(longer(waits.at(-1)));
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 10000, 10000]);
});

test("those who were sent away together do not come back together, and nobody later than they have to", () => {
  const waits = [0, 0.5, 1].map((random) => spread(1000, 0.5, 1, () => random));
  assert.deepEqual(waits, [500, 750, 1000]);
});

test("a pause ends after its time", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let isOver = false;
  const paused = pause(1000).then(() => (isOver = true));
  mock.timers.tick(499);
  await Promise.resolve();
  assert.equal(isOver, false);
  mock.timers.tick(501);
  await paused;
});

test("a pause ends when the connection is back, and then has left nothing", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const remove = mock.method(globalThis, "clearTimeout");
  const paused = pause(1000);
  window.dispatchEvent(new Event("online"));
  await paused;
  assert.equal(remove.mock.callCount(), 1);
});

test("a page that has just been opened again for nothing waits longer", () => {
  assert.equal(waitAfter({ at: 1000, waitMs: 2000 }, 1500), 4000);
  assert.equal(waitAfter({ at: 1000, waitMs: 8000 }, 30999), 10000);
});

test("a page that is opened long after begins with the shortest wait", () => {
  assert.equal(waitAfter({ at: 1000, waitMs: 8000 }, 31000), FIRST_WAIT_MS);
});

test("a page that knows of no other begins with the shortest wait", () => {
  assert.equal(firstWaitMs(), FIRST_WAIT_MS);
});

test("a page knows how long the one before has waited", () => {
  // Later than this page's beginning, as a page before it can't be; it is soon after all the same.
  keepWait(2000);
  assert.equal(firstWaitMs(), 4000);
});

test("what is kept and makes no sense is the shortest wait", () => {
  for (const text of ["{", "null", "3", "{}", '{"waitMs":8000}', '{"at":"x","waitMs":8000}']) {
    kept.set("dashapp_offline", text);
    assert.equal(firstWaitMs(), FIRST_WAIT_MS, text);
  }
});

test("a browser that keeps nothing waits as if for the first time", () => {
  const refuse = () => {
    throw new DOMException("", "SecurityError");
  };
  globalThis.sessionStorage = { getItem: refuse, setItem: refuse };
  keepWait(8000);
  assert.equal(firstWaitMs(), FIRST_WAIT_MS);
});

test("a host that says it is well answers", async () => {
  const asked = [];
  globalThis.fetch = async (address, { cache }) => (asked.push([address, cache]), new Response(""));
  assert.equal(await isAnswering("/prefix/health"), true);
  assert.deepEqual(asked, [["/prefix/health", "no-store"]]);
});

test("a host that says it is not, and one that says nothing, does not answer", async () => {
  globalThis.fetch = async () => new Response("", { status: 503 });
  assert.equal(await isAnswering("/health"), false);
  globalThis.fetch = () => Promise.reject(new TypeError("Failed to fetch"));
  assert.equal(await isAnswering("/health"), false);
});
