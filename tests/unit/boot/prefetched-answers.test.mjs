import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { prefetchAnswers } from "../../../assets/boot/prefetched-answers.js";
import { createAnswers } from "../../../assets/kit/session/answers.js";
import { openPage } from "../page.mjs";

const LAYOUT = "/_dash-layout";

let page;
beforeEach(() => (page = openPage()));
afterEach(() => page.close());

/** What the page has really asked for. */
function sent() {
  return asked.mock.calls.map(({ arguments: [path] }) => path);
}

let asked;
beforeEach(() => (asked = page.window.fetch));

test("what Dash asks for was asked once, with the page's whole address as its referrer", async () => {
  const answers = createAnswers(prefetchAnswers([LAYOUT]));
  assert.equal(asked.mock.calls[0].arguments[1].referrerPolicy, "same-origin");
  answers.listen(() => {});
  const response = await page.window.fetch(LAYOUT, { method: "GET" });
  assert.equal(response.status, 204);
  assert.deepEqual(sent(), [LAYOUT]);
});

test("who listens hears of it, and when it was asked", async () => {
  const before = performance.now();
  const first = prefetchAnswers([LAYOUT]);
  const after = performance.now();
  const heard = [];
  createAnswers(first).listen((answer) => heard.push(answer));
  await page.window.fetch(LAYOUT);
  assert.equal(heard.length, 1);
  assert.ok(before <= heard[0].sentAt && heard[0].sentAt <= after);
});

test("the second time it is asked for anew", async () => {
  createAnswers(prefetchAnswers([LAYOUT])).listen(() => {});
  await page.window.fetch(LAYOUT);
  await page.window.fetch(LAYOUT);
  assert.deepEqual(sent(), [LAYOUT, LAYOUT]);
});

test("what was asked for in vain is asked for again", async () => {
  asked.mock.mockImplementationOnce(() => Promise.reject(new TypeError("no network")));
  createAnswers(prefetchAnswers([LAYOUT])).listen(() => {});
  assert.equal((await page.window.fetch(LAYOUT)).status, 204);
  assert.deepEqual(sent(), [LAYOUT, LAYOUT]);
});

test("what is sent to that address, or asked of another site, is something else", async () => {
  createAnswers(prefetchAnswers([LAYOUT])).listen(() => {});
  await page.window.fetch(LAYOUT, { method: "POST" });
  await page.window.fetch(`https://elsewhere.example.com${LAYOUT}`);
  assert.equal(sent().length, 3);
});
