import assert from "node:assert/strict";
import { test } from "node:test";

import { shiftInto } from "../../../assets/host/tabs/menus.js";

test("a menu that is in the window stays where it is", () => {
  assert.equal(shiftInto(8, 200, 360), 0);
});

test("a menu over an edge of the window comes back, up to a margin", () => {
  assert.equal(shiftInto(200, 400, 360), -48);
  assert.equal(shiftInto(-60, 140, 360), 68);
});

test("a menu that is wider than the window begins in sight", () => {
  assert.equal(shiftInto(100, 500, 360), -92);
});
