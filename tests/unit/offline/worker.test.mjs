import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { answerTo, isNavigation } from "../../../assets/offline/answering.js";

const OFFLINE = { page: "<h1>Not reachable</h1>", headers: { "Content-Type": "text/html" }, own: "Dashapp" };
let fetched;

/** A navigation, of a page unless something else is said. */
function navigation({ preload, destination = "document" } = {}) {
  return { request: { destination }, preloadResponse: preload ?? Promise.resolve(undefined) };
}

function respondWith(response) {
  globalThis.fetch = async (request) => {
    fetched.push(request);
    if (response instanceof Error) throw response;
    return response;
  };
}

async function isOfflinePage(response) {
  return response.status === 503 && (await response.text()) === OFFLINE.page;
}

beforeEach(() => {
  fetched = [];
  respondWith(new Response("the page"));
});

test("only navigations go through the worker", () => {
  assert.ok(isNavigation({ mode: "navigate", method: "GET" }));
  assert.ok(!isNavigation({ mode: "navigate", method: "POST" }));
  for (const mode of ["cors", "no-cors", "same-origin"]) assert.ok(!isNavigation({ mode, method: "GET" }));
});

test("a page that comes is the one that is shown", async () => {
  const response = await answerTo(navigation(), OFFLINE);
  assert.equal(await response.text(), "the page");
});

test("a request that is on its way already is not sent again", async () => {
  const response = await answerTo(navigation({ preload: Promise.resolve(new Response("preloaded")) }), OFFLINE);
  assert.equal(await response.text(), "preloaded");
  assert.deepEqual(fetched, []);
});

test("where the host can't be reached, the page that is kept is shown", async () => {
  respondWith(new TypeError("Failed to fetch"));
  const response = await answerTo(navigation(), OFFLINE);
  assert.equal(response.headers.get("Content-Type"), "text/html");
  assert.ok(await isOfflinePage(response));
});

test("where the request on its way fails, the page that is kept is shown", async () => {
  const preload = Promise.reject(new TypeError("Failed to fetch"));
  assert.ok(await isOfflinePage(await answerTo(navigation({ preload }), OFFLINE)));
});

test("what a gateway says in the host's place is replaced", async () => {
  for (const status of [502, 503, 504]) {
    respondWith(new Response("nginx", { status }));
    assert.ok(await isOfflinePage(await answerTo(navigation(), OFFLINE)), String(status));
  }
});

test("the host's own page with such a status has words of its own", async () => {
  respondWith(new Response("busy", { status: 503, headers: { Dashapp: "1" } }));
  assert.equal(await (await answerTo(navigation(), OFFLINE)).text(), "busy");
});

test("other failures of the host are shown as they are", async () => {
  for (const status of [401, 403, 404, 500]) {
    respondWith(new Response("own", { status }));
    assert.equal((await answerTo(navigation(), OFFLINE)).status, status);
  }
});

test("a frame's page is left alone, also when it fails", async () => {
  respondWith(new Response("nginx", { status: 502 }));
  assert.equal((await answerTo(navigation({ destination: "iframe" }), OFFLINE)).status, 502);
  respondWith(new TypeError("Failed to fetch"));
  await assert.rejects(answerTo(navigation({ destination: "iframe" }), OFFLINE), TypeError);
});

test("the worker takes over at once, and asks for what is on its way", async () => {
  const listeners = {};
  const done = [];
  globalThis.self = {
    OFFLINE,
    addEventListener: (type, listener) => (listeners[type] = listener),
    skipWaiting: () => done.push("skip"),
    registration: { navigationPreload: { enable: async () => done.push("preload") } },
  };
  await import("../../../assets/offline/worker.js");
  listeners.install({});
  listeners.activate({ waitUntil: () => {} });
  assert.deepEqual(done, ["skip", "preload"]);
  respondWith(new TypeError("Failed to fetch"));
  const answers = [];
  const asked = { respondWith: (answer) => answers.push(answer), preloadResponse: Promise.resolve(undefined) };
  listeners.fetch({ ...asked, request: { mode: "cors", method: "GET" } });
  assert.equal(answers.length, 0);
  listeners.fetch({ ...asked, request: { mode: "navigate", method: "GET", destination: "document" } });
  assert.ok(await isOfflinePage(await answers[0]));
});
