import assert from "node:assert/strict";
import { test } from "node:test";

import { preview } from "../../../assets/inspector/preview.js";

function text(value, limit = 1000) {
  return preview(value, limit).text;
}

test("what JSON has is written as JSON", () => {
  const value = { a: [1, -2.5, "x\"y"], b: null, c: { d: true } };
  assert.deepEqual(JSON.parse(text(value)), value);
});

test("what JSON has not is written all the same", () => {
  assert.equal(text([undefined, NaN, 12n, Symbol.iterator]), "[undefined,NaN,12n,Symbol(Symbol.iterator)]");
});

test("dates, errors, patterns and collections say what they are", () => {
  assert.equal(text(new Date(0)), 'Date "1970-01-01T00:00:00.000Z"');
  assert.equal(text(new Date(NaN)), "Date null");
  assert.equal(text(new TypeError("no")), 'Error {"name":"TypeError","message":"no"}');
  assert.equal(text(/a+/g), 'RegExp "/a+/g"');
  assert.equal(text(new Map([["a", 1]])), 'Map [["a",1]]');
  assert.equal(text(new Set([1, 2])), "Set [1,2]");
});

test("bytes are written as a list of their kind", () => {
  assert.equal(text(new Uint8Array([1, 2])), "Uint8Array [1,2]");
});

test("a value that is as long as may be is not cut", () => {
  assert.deepEqual(preview("abc", 5), { text: '"abc"', isCut: false });
});

test("a longer one is cut, and says so", () => {
  assert.deepEqual(preview("abcd", 5), { text: '"abcd', isCut: true });
  assert.deepEqual(preview({ abcdefgh: 1 }, 5), { text: '{"abc', isCut: true });
});

test("a billion gaps, and a hundred million places, are not looked at", () => {
  for (const large of [new Array(1e9), new Uint8Array(1e8), Object("0".repeat(1e8))]) {
    const { text: start, isCut } = preview(large, 20);
    assert.deepEqual([start.length, isCut], [20, true]);
  }
  assert.equal(text(new Uint8Array(1e8), 20), "Uint8Array [0,0,0,0,");
  assert.equal(text(Object("0".repeat(1e8)), 20), 'String "000000000000');
});

test("what contains itself is cut", () => {
  const circle = {};
  circle.again = circle;
  assert.ok(preview(circle, 100).isCut);
});

test("a property that refuses to be read says why", () => {
  const value = {
    get secret() {
      throw new Error("not for you");
    },
  };
  assert.equal(text(value), '{"secret": (not for you)');
});

test("an object that only says that it is a date is no reason to fail", () => {
  assert.match(text({ [Symbol.toStringTag]: "Date" }), /^Date {2}\(.*getTime.*\)$/);
});

test("keys of an object's prototype are not kinds", () => {
  assert.equal(text({ [Symbol.toStringTag]: "toString", a: 1 }), 'toString {"a":1}');
});
