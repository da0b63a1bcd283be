import assert from "node:assert/strict";
import { test } from "node:test";

import { navigationIn } from "../../../assets/host/navigation/request.js";

test("an event that is a text names a tab", () => {
  assert.deepEqual(navigationIn("home"), { tab: "home", values: {} });
});

test("an event to navigate names a tab, and the rest of it is for that tab's data object", () => {
  const request = navigationIn({ type: "navigate", tab: "sales", region: "North", since: 2020 });
  assert.deepEqual(request, { tab: "sales", values: { region: "North", since: 2020 } });
});

test("an event to navigate without values sets none", () => {
  assert.deepEqual(navigationIn({ type: "navigate", tab: "sales" }), { tab: "sales", values: {} });
});

test("other events ask for nothing", () => {
  for (const data of [null, undefined, 7, true, [], {}, ["navigate"], { type: "notify", tab: "sales" }]) {
    assert.equal(navigationIn(data), null);
  }
});

test("a tab that is no text is none", () => {
  for (const tab of [undefined, null, 3, ["sales"], { name: "sales" }]) {
    assert.equal(navigationIn({ type: "navigate", tab }), null);
  }
});

test("an event to navigate is not changed by being read", () => {
  const data = Object.freeze({ type: "navigate", tab: "sales", region: "North" });
  navigationIn(data);
  assert.deepEqual(data, { type: "navigate", tab: "sales", region: "North" });
});
