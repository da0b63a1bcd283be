import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { isOverLimit, toEvict } from "../../../assets/kit/eviction.js";

const names = (number) => Array.from({ length: number }, (_, index) => index);
const first = (number) => (each) => each < number;

describe("the apps that are kept out of sight", () => {
  test("are eight", () => assert.deepEqual(toEvict(names(10), () => false), [0, 1]));
  test("are one more for each with unsaved work", () => {
    assert.deepEqual(toEvict(names(11), first(3)), []);
    assert.deepEqual(toEvict(names(12), first(3)), [3]);
  });
  test("are sixteen at most: what is saved goes first", () => {
    assert.deepEqual(toEvict(names(17), first(12)), [12]);
    assert.deepEqual(toEvict(names(30), first(16)), names(30).slice(16));
  });
  test("never go by themselves with unsaved work", () => {
    assert.deepEqual(toEvict(names(20), () => true), []);
    assert.deepEqual([isOverLimit(names(16)), isOverLimit(names(17))], [false, true]);
  });
  test("are one fewer beside the one that is shown, where that has a place too", () => {
    assert.deepEqual(toEvict(names(8), () => false, 1), [0]);
    assert.deepEqual([isOverLimit(names(15), 1), isOverLimit(names(16), 1)], [false, true]);
  });
});
