import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { sendEvent, sendMessage, sendValue } from "../../../assets/inspector/actions.js";

const one = {}, other = {}, top = {};
let posted, events, traced, frame;

beforeEach(() => {
  posted = [];
  events = [];
  traced = [];
  frame = {
    origin: "https://acme.retool.com",
    watchers: [
      { selector: "name", id: 1, pageName: "p", to: one },
      { selector: "age", id: 2, pageName: "p", to: one },
      { selector: "name", id: 3, pageName: "q", to: other },
    ],
    speaker: { contentWindow: top, event: (value) => events.push(value) },
    post: (...message) => posted.push(message),
  };
});

test("a value is told to each who has asked for it, in the words of the protocol", () => {
  assert.match(sendValue(frame, "Ada", "name"), /^Told 2 watchers/);
  assert.deepEqual(posted, [
    [{ type: "PARENT_WINDOW_RESULT", result: "Ada", id: 1, pageName: "p" }, one, "name"],
    [{ type: "PARENT_WINDOW_RESULT", result: "Ada", id: 3, pageName: "q" }, other, "name"],
  ]);
  assert.match(sendValue(frame, 36, "age"), /^Told one watcher/);
});

test("a value that nobody has asked for is told to nobody", () => {
  assert.match(sendValue(frame, 1, "nothing"), /Nothing in this frame has asked for “nothing”/);
  assert.deepEqual(posted, []);
});

test("a message is sent to the frame as it is", () => {
  assert.equal(sendMessage(frame, { a: 1 }), "Sent to https://acme.retool.com.");
  assert.deepEqual(posted, [[{ a: 1 }, top]]);
});

test("a frame that is not there is sent nothing", () => {
  frame.speaker.contentWindow = null;
  assert.match(sendMessage(frame, 1), /not there/);
  assert.deepEqual(posted, []);
});

test("an event is taken as if the frame had sent it, and traced", () => {
  const trace = { add: (seen) => traced.push(seen) };
  assert.match(sendEvent(frame, { type: "notify" }, trace), /has taken it/);
  assert.deepEqual(events, [{ type: "notify" }]);
  const { direction, verdict, data } = traced[0];
  assert.deepEqual([direction, verdict, data], ["in", "event", { type: "notify" }]);
});

test("an event may be anything that JSON has", () => {
  for (const value of [null, 0, "text", []]) sendEvent(frame, value, { add: () => {} });
  assert.deepEqual(events, [null, 0, "text", []]);
});

test("a query can't be sent in a frame's name", () => {
  assert.match(sendEvent(frame, { type: "PARENT_WINDOW_QUERY", selector: "name" }, { add: assert.fail }), /Nothing was sent/);
  assert.deepEqual(events, []);
});
