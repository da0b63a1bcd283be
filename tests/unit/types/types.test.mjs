/** `make types` finds what was passed on wrongly between files. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { createChecker } from "./checker.mjs";
import { MISTAKES } from "./mistakes.mjs";

const checker = createChecker();

for (const { what, file, old, mistake } of MISTAKES) {
  test(`${what}: ${file}`, () => {
    const found = checker.checkWith(file, old, mistake);
    assert.notDeepEqual(found, []);
  });
}

test("without a mistake nothing is found", () => {
  for (const file of new Set(MISTAKES.map((each) => each.file))) assert.deepEqual(checker.check(file), [], file);
});
