import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { callHandler } from "../../../../assets/kit/events/call.js";
import { openPage } from "../../page.mjs";

const BATCH = { frame: "f", sent: 1, events: [{ seq: 1, data: "one" }] };
const ACK = { frame: "f", seq: 1, handler: "play.ack" };
let page, told;

function answer(body, status = 200) {
  page.window.fetch.mock.mockImplementation(async () => new Response(status === 204 ? null : JSON.stringify(body), { status }));
}

function asked() {
  const [address, { method, headers, body }] = page.window.fetch.mock.calls.at(-1).arguments;
  return { address, method, headers, body: JSON.parse(body) };
}

beforeEach(() => {
  page = openPage({ prefix: "/apps/" });
  page.document.cookie = "other=1; _csrf_token=a%20secret=";
  told = [];
  page.window.dash_clientside = {
    set_props: mock.fn((id, props) => {
      if (id === "gone") throw new TypeError("not on the page");
      told.push([id, props]);
    }),
  };
  answer({ response: { play: { ack: ACK } } });
});
afterEach(() => page.close());

test("a batch is the request that Dash would send", async () => {
  assert.deepEqual(await callHandler("play", { output: "play.ack" }, BATCH, () => true), ACK);
  const { address, method, headers, body } = asked();
  assert.deepEqual([address, method], ["/apps/_dash-update-component", "POST"]);
  assert.equal(headers["X-CSRFToken"], "a secret=");
  assert.deepEqual(body, {
    output: "play.ack",
    outputs: { id: "play", property: "ack" },
    inputs: [{ id: "play", property: "events", value: BATCH }],
    changedPropIds: ["play.events"],
  });
});

test("an id of several parts is sent as what it is", async () => {
  const text = '{"n":1,"type":"play"}';
  answer({ response: { [text]: { ack: ACK } } });
  for (const id of [text, { type: "play", n: 1 }]) {
    assert.deepEqual(await callHandler(id, { output: '{"n":["MATCH"],"type":"play"}.ack' }, BATCH, () => true), ACK);
    const { outputs, inputs, changedPropIds } = asked().body;
    assert.deepEqual([outputs.id, inputs[0].id], [{ type: "play", n: 1 }, { type: "play", n: 1 }]);
    assert.deepEqual(changedPropIds, [`${text}.events`]);
  }
});

test("what the handler has set is set on the page, but for what isn't there", async () => {
  const sideUpdate = { gone: { children: 0 }, said: { children: 1 }, '{"n":2}': { children: 2 } };
  answer({ response: { play: { ack: ACK } }, sideUpdate });
  assert.deepEqual(await callHandler("play", { output: "play.ack" }, BATCH, () => true), ACK);
  assert.deepEqual(told, [["said", { children: 1 }], [{ n: 2 }, { children: 2 }]]);
});

test("without an answer there is no acknowledgment, and nothing fails", async () => {
  for (const status of [204, 401, 500]) {
    answer({ response: { play: { ack: ACK } } }, status);
    assert.equal(await callHandler("play", { output: "play.ack" }, BATCH, () => true), null);
  }
  answer("nonsense");
  assert.equal(await callHandler("play", { output: "play.ack" }, BATCH, () => true), null);
  page.window.fetch.mock.mockImplementation(async () => {
    throw new TypeError("offline");
  });
  assert.equal(await callHandler("play", { output: "play.ack" }, BATCH, () => true), null);
});

test("a batch that is refused for its size is not sent as it is again", async () => {
  answer("Request Entity Too Large", 413);
  assert.equal(await callHandler("play", { output: "play.ack" }, BATCH, () => true), "too large");
});

test("a large batch that something takes for an attack is not sent as it is again, and a small one is", async () => {
  answer("Forbidden", 403);
  const large = { ...BATCH, events: [{ seq: 1, data: "x".repeat(200000) }] };
  assert.equal(await callHandler("play", { output: "play.ack" }, large, () => true), "too large");
  assert.equal(await callHandler("play", { output: "play.ack" }, BATCH, () => true), null);
});

test("what a handler has set for somebody who has gone is not set", async () => {
  answer({ response: { play: { ack: ACK } }, sideUpdate: { said: { children: 1 } } });
  assert.equal(await callHandler("play", { output: "play.ack" }, BATCH, () => false), null);
  assert.deepEqual(told, []);
});

test("an id that Python writes in another way has its acknowledgement too", async () => {
  answer({ response: { '{"n":"l\\u00e4den"}': { ack: ACK } } });
  assert.deepEqual(await callHandler({ n: "läden" }, { output: "play.ack" }, BATCH, () => true), ACK);
});
