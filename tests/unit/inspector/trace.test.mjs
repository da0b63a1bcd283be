import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { createLabels } from "../../../assets/inspector/labels.js";
import { savedTrace } from "../../../assets/inspector/saved.js";
import { createTexts } from "../../../assets/inspector/texts.js";
import { createTrace } from "../../../assets/inspector/trace.js";
import { valueIn } from "../../../assets/kit/wire.js";
import { isDropped, explained, labelOfVerdict } from "../../../assets/inspector/verdict-texts.js";

const speaker = { title: "Sales", origin: "https://acme.retool.com" };
const labelOf = createLabels();
let texts, trace;

function add(more) {
  trace.add({ direction: "in", verdict: "event", origin: speaker.origin, speaker, ...more });
  return trace.records.at(-1);
}

beforeEach(() => {
  texts = createTexts();
  trace = createTrace({ labelOf, texts });
});

test("a message is kept as text", () => {
  const { time, ...record } = add({ data: { a: 1 } });
  assert.ok(Math.abs(Date.now() - time) < 60000);
  assert.deepEqual(record, {
    direction: "in",
    verdict: "event",
    reason: "",
    frame: "Sales",
    origin: "https://acme.retool.com",
    selector: "",
    value: '{"a":1}',
    isCut: false,
    isByHand: false,
  });
});

test("a query is kept by its selector, with its page and its id", () => {
  const data = { type: "PARENT_WINDOW_QUERY", selector: "name", pageName: "p", id: 1 };
  const { selector, value } = add({ verdict: "query", data });
  assert.deepEqual([selector, value], ["name", '{"pageName":"p","id":1}']);
});

test("a result is kept by the selector that it was asked for, with its value", () => {
  const data = { type: "PARENT_WINDOW_RESULT", result: [1], id: 1, pageName: "p" };
  const { selector, value } = add({ direction: "out", verdict: "told", selector: "name", data });
  assert.deepEqual([selector, value], ["name", "[1]"]);
});

test("an event that has a selector of its own is no query", () => {
  assert.equal(add({ data: { type: "mine", selector: "name" } }).selector, "");
});

test("a change of a frame has no value", () => {
  assert.equal(add({ direction: "frame", verdict: "ready" }).value, "");
});

test("a stranger has no name, only an origin", () => {
  const { frame, origin, reason } = add({ verdict: "window", origin: "https://evil.example", speaker: undefined, data: 1 });
  assert.deepEqual([frame, origin], ["", "https://evil.example"]);
  assert.match(reason, /none of this page's frames/);
});

test("an address at the frame's own origin is hidden from its first message on", () => {
  assert.equal(add({ data: "https://acme.retool.com/secret" }).value, '"https://acme.retool.com/…"');
});

test("the newest thousand are kept, and all are counted", () => {
  for (let n = 0; n < 1005; n += 1) add({ data: n });
  assert.deepEqual([trace.records.length, trace.records[0].value], [1000, "5"]);
  assert.deepEqual([...trace.counts], [["event", 1005]]);
});

test("to clear the trace is to forget all of it, and to begin another list", () => {
  add({ data: 1 });
  const { records } = trace;
  trace.clear();
  assert.deepEqual([trace.records, trace.counts.size], [[], 0]);
  assert.notEqual(trace.records, records);
});

test("what is sent by hand is marked, also if that fails", () => {
  trace.byHand(() => add({ data: 1 }));
  assert.throws(() => trace.byHand(() => { throw new Error("no"); }));
  add({ data: 2 });
  assert.deepEqual(trace.records.map(({ isByHand }) => isByHand), [true, false]);
});

test("whoever shows the trace is told of each change", () => {
  let changes = 0;
  trace.onChange(() => (changes += 1));
  add({ data: 1 });
  trace.clear();
  assert.equal(changes, 2);
});

test("the value of anything else is all of it", () => {
  for (const data of [null, undefined, 0, "text", { type: "mine", result: 1 }]) assert.equal(valueIn(data), data);
});

test("an event that Python can't have is not carried, and says why", () => {
  const { verdict, reason } = explained("event", new ArrayBuffer(1), speaker);
  assert.equal(verdict, "not carried");
  assert.match(reason, /^Not carried to Python: .*ArrayBuffer.*\.$/);
});

test("what is no event need not be carried", () => {
  assert.deepEqual(explained("told", new ArrayBuffer(1), speaker), { verdict: "told", reason: "" });
});

test("a message from the wrong origin names the right one", () => {
  assert.match(explained("origin", null, speaker).reason, /That is https:\/\/acme\.retool\.com\.$/);
});

test("what has fallen is dropped, and nothing else", () => {
  for (const verdict of ["window", "origin", "noise", "malformed", "lost", "no such key", "no frame", "not carried"]) {
    assert.ok(isDropped(verdict), verdict);
  }
  for (const verdict of ["event", "query", "told", "ready", "toString"]) assert.ok(!isDropped(verdict), verdict);
});

test("a verdict is said in words where it has some", () => {
  assert.deepEqual([labelOfVerdict("window"), labelOfVerdict("told"), labelOfVerdict("event")], ["stranger", "result", "event"]);
});

test("a saved trace has the frames, the counts and the messages, and no link", () => {
  globalThis.location = { origin: "https://host.example", pathname: "/sales" };
  add({ data: "https://acme.retool.com/secret" });
  const watcher = { selector: "url", pageName: "p", id: 1, value: "https://acme.retool.com/secret", to: {}, loads: 1 };
  const facts = { app: "sales", origin: speaker.origin, state: "ready", code: undefined, place: "shown", loads: 1 };
  const frames = [{ ...facts, title: "Sales", speaker, watchers: [watcher], post: () => {} }];
  const saved = savedTrace({ trace, frames, labelOf, texts });
  assert.equal(saved.page, "https://host.example/sales");
  assert.deepEqual(saved.counts, { event: 1 });
  assert.deepEqual(saved.frames, [
    { frame: "Sales", ...facts, watchers: [{ selector: "url", pageName: '"p"', id: "1", value: '"https://acme.retool.com/…"' }] },
  ]);
  assert.equal(saved.messages[0].time, new Date(trace.records[0].time).toISOString());
  assert.ok(!JSON.stringify(saved).includes("secret"));
});
