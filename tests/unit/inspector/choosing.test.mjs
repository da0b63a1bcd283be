import assert from "node:assert/strict";
import { test } from "node:test";

import { EVERY, STRANGERS, howMany, isChosen, ofFrame } from "../../../assets/inspector/choosing.js";
import { clock, gistOf } from "../../../assets/inspector/row.js";

const ALL = { from: EVERY, text: "", droppedOnly: false };
const EVENT = { verdict: "event", frame: "Sales", origin: "https://acme.retool.com", selector: "", value: '{"a":"Ada"}' };
const STRANGER = { ...EVENT, verdict: "window", frame: "", origin: "https://evil.example" };

test("without a wish every message is chosen", () => {
  assert.ok(isChosen(EVENT, ALL) && isChosen(STRANGER, ALL));
});

test("messages can be chosen by frame", () => {
  assert.ok(isChosen(EVENT, { ...ALL, from: ofFrame("Sales") }));
  assert.ok(!isChosen(EVENT, { ...ALL, from: ofFrame("Customers") }));
  assert.ok(!isChosen(STRANGER, { ...ALL, from: ofFrame("Sales") }));
});

test("strangers can be chosen, and a frame of that name is none", () => {
  assert.ok(isChosen(STRANGER, { ...ALL, from: STRANGERS }));
  assert.ok(!isChosen(EVENT, { ...ALL, from: STRANGERS }));
  assert.ok(!isChosen({ ...EVENT, frame: STRANGERS }, { ...ALL, from: STRANGERS }));
  assert.ok(isChosen({ ...EVENT, frame: STRANGERS }, { ...ALL, from: ofFrame(STRANGERS) }));
});

test("what was dropped can be chosen alone", () => {
  assert.deepEqual([EVENT, STRANGER].map((record) => isChosen(record, { ...ALL, droppedOnly: true })), [false, true]);
});

test("a text is looked for in all that a row says, in capitals or not", () => {
  for (const text of ["ada", "SALES", "retool.com", "event"]) assert.ok(isChosen(EVENT, { ...ALL, text }), text);
  assert.ok(isChosen(STRANGER, { ...ALL, text: "stranger" }));
  assert.ok(!isChosen(EVENT, { ...ALL, text: "grace" }));
});

test("wishes are all to be met", () => {
  assert.ok(!isChosen(STRANGER, { from: STRANGERS, text: "ada!", droppedOnly: true }));
  assert.ok(isChosen(STRANGER, { from: STRANGERS, text: "ada", droppedOnly: true }));
});

test("before anything has passed, that is said", () => {
  assert.equal(howMany(new Map(), 0, 100), "Nothing has passed yet.");
});

test("each kind is counted in words", () => {
  const counts = new Map([["event", 2], ["window", 5000]]);
  assert.equal(howMany(counts, 3, 100), `So far: 2 event, ${(5000).toLocaleString()} stranger.`);
});

test("where not all that are chosen are shown, that is said", () => {
  assert.match(howMany(new Map([["event", 300]]), 300, 100), /^The newest 100 of 300\. So far: /);
});

test("a row says the selector, the value, or both", () => {
  assert.equal(gistOf({ verdict: "event", selector: "", value: "1" }), "1");
  assert.equal(gistOf({ verdict: "told", selector: "name", value: "1" }), "name: 1");
  assert.equal(gistOf({ verdict: "told", selector: "name", value: "" }), "name");
  assert.equal(gistOf({ verdict: "query", selector: "name", value: '{"id":1}' }), "name");
});

test("a row is no longer than a line or two", () => {
  assert.equal(gistOf({ verdict: "event", selector: "", value: "x".repeat(500) }).length, 120);
});

test("a row says when to the millisecond, by the clock on the wall", () => {
  assert.equal(clock(new Date(2020, 0, 2, 3, 4, 5, 6).getTime()), "03:04:05.006");
});
