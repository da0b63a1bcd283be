import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { toJson } from "../../../../assets/kit/events/json.js";

describe("what an event may carry", () => {
  const circle = {};
  circle.self = circle;
  const deep = (levels) => (levels ? [deep(levels - 1)] : 1);
  const CARRIED = [
    ["text", "home", '"home"'],
    ["a number", 1.5, "1.5"],
    ["null", null, "null"],
    ["undefined", undefined, "null"],
    ["not a number", NaN, "null"],
    ["an endless number", [Infinity], "[null]"],
    ["a big number, as its digits", 12345678901234567890n, '"12345678901234567890"'],
    ["a date, in ISO 8601", new Date(0), '"1970-01-01T00:00:00.000Z"'],
    ["a date that is none", new Date(NaN), "null"],
    ["a pattern, as text", /a+/g, '"/a+/g"'],
    ["a map, as pairs", new Map([["a", 1]]), '[["a",1]]'],
    ["a set, as a list", new Set([1, 2]), "[1,2]"],
    ["an error, as its name and message", new TypeError("no"), '{"name":"TypeError","message":"no"}'],
    ["an object, less what is undefined", { a: 1, b: undefined }, '{"a":1}'],
    ["what is nested a hundred times", deep(100), JSON.stringify(deep(100))],
  ];
  for (const [name, value, json] of CARRIED) test(name, () => assert.equal(toJson(value), json));

  const REJECTED = [
    ["bytes", new ArrayBuffer(8), "it holds a ArrayBuffer"],
    ["a file", new Blob(["x"]), "it holds a Blob"],
    ["what contains itself", circle, "it contains itself"],
    ["what is nested deeper", deep(101), "it is nested too deeply"],
    ["what is too large for its characters", "語".repeat(2500001), "it is larger than 7500000 bytes"],
    ["what is too long", "x".repeat(5000001), "it is longer than 5000000 characters"],
    ["a list of a billion gaps", Array(1e9), "it is longer than 5000000 characters"],
  ];
  for (const [name, value, message] of REJECTED) {
    test(`not ${name}`, () => assert.throws(() => toJson(value), { message }));
  }
});
