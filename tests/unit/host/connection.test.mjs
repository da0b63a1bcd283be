import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { isLost, startConnection } from "../../../assets/host/connection.js";

let health, onLine, banner, back, lose, said, isFirst, reloads, attributes;

beforeEach(() => {
  health = [];
  onLine = true;
  said = [];
  back = [];
  reloads = 0;
  attributes = [];
  isFirst = false;
  banner = {
    set textContent(text) {
      said.push(text);
    },
  };
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.fetch = async (address) => {
    assert.equal(address, "/health");
    if (!health.length) throw new TypeError("Failed to fetch");
    return new Response("", { status: health.shift() });
  };
  globalThis.location = { origin: "https://host.example", reload: () => (reloads += 1) };
  Object.defineProperty(globalThis, "navigator", { configurable: true, get: () => ({ onLine }) });
  globalThis.window = new EventTarget();
  globalThis.document = Object.assign(new EventTarget(), {
    documentElement: { toggleAttribute: (name) => attributes.push(name) },
    getElementById: (id) => (id === "host_offline" ? banner : null),
    querySelector: () => (isFirst ? {} : null),
  });
  const answers = { listen: (listener) => (lose = () => listener({ response: null, error: new TypeError() })) };
  startConnection({ answers, health: "/health", onBack: (wasOffline) => back.push(wasOffline) });
});

/** Lets promises go on. */
async function breathe() {
  for (let n = 0; n < 20; n += 1) await Promise.resolve();
  await new Promise((resolve) => setImmediate(resolve));
}

test("a request that fails, and what a gateway says, may mean that the host is gone", () => {
  assert.ok(isLost({ response: null, error: new TypeError("Failed to fetch") }));
  for (const status of [502, 503, 504]) assert.ok(isLost({ response: new Response("", { status }), error: null }));
});

test("answers of the host, and requests that the page gave up, don't", () => {
  for (const status of [200, 401, 403, 404, 429, 500]) {
    assert.ok(!isLost({ response: new Response("", { status }), error: null }));
  }
  assert.ok(!isLost({ response: null, error: new DOMException("", "AbortError") }));
});

test("nobody is told anything if the host answers at once", async () => {
  health = [200];
  lose();
  await breathe();
  assert.deepEqual([said, back], [[""], [false]]);
});

test("a host that is gone is asked until it answers, and the person is told meanwhile", async () => {
  health = [503];
  lose();
  await breathe();
  assert.match(said.at(-1), /isn't answering/);
  health = [200];
  mock.timers.tick(1000);
  await breathe();
  assert.deepEqual([said.at(-1), back], ["", [true]]);
});

test("who is offline is told so, and the end of that ends the wait", async () => {
  onLine = false;
  window.dispatchEvent(new Event("offline"));
  await breathe();
  assert.match(said.at(-1), /You are offline/);
  health = [200];
  window.dispatchEvent(new Event("online"));
  await breathe();
  assert.deepEqual(back, [true]);
});

test("many requests that fail are one reason to ask", async () => {
  health = [200, 200];
  lose();
  lose();
  await breathe();
  assert.deepEqual(back, [false]);
});

test("a page that has not come is opened anew when the host is back", async () => {
  isFirst = true;
  lose();
  await breathe();
  health = [200];
  mock.timers.tick(1000);
  await breathe();
  assert.deepEqual([reloads, back], [1, []]);
});

test("a page that has not come though the host was there says so", async () => {
  isFirst = true;
  health = [200];
  lose();
  await breathe();
  assert.deepEqual([reloads, attributes], [0, ["data-load-failed"]]);
});
