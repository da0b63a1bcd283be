import assert from "node:assert/strict";
import { test } from "node:test";

import { wishOf } from "../../../assets/host/navigation/wish.js";

test("an event that is a text names a tab", () => {
  assert.deepEqual(wishOf("home"), { tab: "home", values: {} });
});

test("an event to navigate names a tab, and the rest of it is for that tab's data object", () => {
  const wish = wishOf({ type: "navigate", tab: "sales", region: "North", since: 2020 });
  assert.deepEqual(wish, { tab: "sales", values: { region: "North", since: 2020 } });
});

test("an event to navigate without values sets none", () => {
  assert.deepEqual(wishOf({ type: "navigate", tab: "sales" }), { tab: "sales", values: {} });
});

test("other events ask for nothing", () => {
  for (const data of [null, undefined, 7, true, [], {}, ["navigate"], { type: "notify", tab: "sales" }]) {
    assert.equal(wishOf(data), null);
  }
});

test("a tab that is no text is none", () => {
  for (const tab of [undefined, null, 3, ["sales"], { name: "sales" }]) {
    assert.equal(wishOf({ type: "navigate", tab }), null);
  }
});

test("an event to navigate is not changed by being read", () => {
  const data = Object.freeze({ type: "navigate", tab: "sales", region: "North" });
  wishOf(data);
  assert.deepEqual(data, { type: "navigate", tab: "sales", region: "North" });
});
