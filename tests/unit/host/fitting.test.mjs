import assert from "node:assert/strict";
import { test } from "node:test";

import { howManyFit, place } from "../../../assets/host/tabs/fitting.js";

test("all tabs that fit are side by side, and need no room for More", () => {
  assert.equal(howManyFit([100, 100, 100], 300, 80), 3);
});

test("where not all fit, those that do leave room for More", () => {
  assert.equal(howManyFit([100, 100, 100], 299, 80), 2);
  assert.equal(howManyFit([100, 100, 100], 279, 80), 1);
});

test("where only More fits, no tab is beside it", () => {
  assert.equal(howManyFit([100, 100], 100, 80), 0);
});

test("a narrow tab does not pass a wide one that does not fit", () => {
  assert.equal(howManyFit([50, 200, 10], 200, 60), 1);
});

test("no tabs fit everywhere", () => {
  assert.equal(howManyFit([], 0, 80), 0);
});

/** A list of tabs, and their copies under More. */
function listOf(widths, clientWidth) {
  const items = widths.map((offsetWidth) => ({ offsetWidth, hidden: true }));
  const copies = widths.map(() => ({ hidden: true }));
  const more = { offsetWidth: 80, hidden: true };
  const querySelectorAll = (css) => (css.startsWith(":scope") ? items : copies);
  return { items, copies, more, list: { clientWidth, querySelectorAll } };
}

test("each tab is either in the row or under More", () => {
  const { items, copies, more, list } = listOf([100, 100, 100], 290);
  place(list, more);
  assert.deepEqual(items.map(({ hidden }) => hidden), [false, false, true]);
  assert.deepEqual(copies.map(({ hidden }) => hidden), [true, true, false]);
  assert.equal(more.hidden, false);
});

test("More is there only if something is under it", () => {
  const { items, more, list } = listOf([100, 100], 290);
  place(list, more);
  assert.deepEqual(items.map(({ hidden }) => hidden), [false, false]);
  assert.equal(more.hidden, true);
});
