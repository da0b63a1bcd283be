import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { createExactness, inexact } from "../../../../assets/kit/data/exact.js";

const places = (data) => [...inexact(data, "data")].map(([at]) => at);

describe("a whole number that JSON has probably changed", () => {
  test("is found wherever it is", () => {
    const data = JSON.parse('{"id": 9007199254740993, "orders": [{"a b": -9007199254740993}, 18446744073709551615]}');
    assert.deepEqual(places(data), ['data["id"]', 'data["orders"][0]["a b"]', 'data["orders"][1]']);
  });

  test("is none of those that are exact, nor a fraction, a text or a measure", () => {
    const exact = [0, -1, 2 ** 53 - 1, 1 - 2 ** 53, 0.1, 1e300, -Infinity, NaN, "9007199254740993", null, true];
    assert.deepEqual(places({ exact, nothing: undefined }), []);
  });

  test("is not looked for without end", () => {
    const circle = { id: 2 ** 60 };
    circle.self = circle;
    assert.ok(places(circle).length <= 101);
  });
});

describe("the console", () => {
  let errors;
  beforeEach(() => (errors = mock.method(console, "error", () => {}).mock));
  afterEach(() => mock.restoreAll());

  const said = () => errors.calls.map(({ arguments: [text] }) => text);

  test("hears of each key once, with a cure", () => {
    const exactness = createExactness();
    for (let n = 0; n < 3; n += 1) exactness.look({ order: { id: 2 ** 60 } });
    assert.equal(said().length, 1);
    assert.match(said()[0], /data\["order"\]\["id"\] is 1152921504606847000, .* send it as text/);
    exactness.look({ id: 2 ** 60 });
    assert.equal(said().length, 2);
  });

  test("hears of so many keys and no more", () => {
    const exactness = createExactness();
    for (let n = 0; n < 9; n += 1) exactness.look({ ids: Array.from({ length: 1000 }, () => 2 ** 60) });
    assert.equal(said().length, 20);
  });

  test("hears nothing of data that arrive as they are", () => {
    createExactness().look({ id: "9007199254740993", count: 7 });
    assert.deepEqual(said(), []);
  });
});

test("a data object that throws when it is read is nobody's trouble here", () => {
  const treacherous = Object.defineProperty({}, "a", { enumerable: true, get: () => { throw new Error("no"); } });
  createExactness().look(treacherous);
  createExactness().look({ deep: JSON.parse("[".repeat(5000) + "]".repeat(5000)) });
});
