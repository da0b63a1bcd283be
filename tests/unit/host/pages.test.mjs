import assert from "node:assert/strict";
import { test } from "node:test";

import { createKept, pathsAfter } from "../../../assets/host/views/pages.js";

const KEEP = Symbol("no update");

function after(change) {
  const names = ["home", "sales", "elsewhere_"];
  return pathsAfter({ names, visited: [null, null, null], evicted: [], ...change }, KEEP);
}

const NONE = () => false;

function shown(kept, names, isUnsaved = NONE) {
  return Array.from(names, (name) => kept.show(name, isUnsaved).evicted).flat();
}

test("eight views keep their page", () => {
  assert.deepEqual(shown(createKept(), "abcdefghi"), ["a"]);
});

test("the view that was not shown for longest loses its page", () => {
  assert.deepEqual(shown(createKept(), "abcdefghai"), ["b"]);
});

test("to show the same view again takes no page from another", () => {
  assert.deepEqual(shown(createKept(), "abcdefghhgh"), []);
});

test("a view with unsaved work keeps its page, and takes no place from the others", () => {
  assert.deepEqual(shown(createKept(), "abcdefghij", (name) => "ab".includes(name)), []);
  assert.deepEqual(shown(createKept(), "abcdefghijk", (name) => "ab".includes(name)), ["c"]);
});

test("sixteen views with unsaved work keep their page; the seventeenth is one too many", () => {
  const kept = createKept();
  for (const name of "abcdefghijklmnop") assert.deepEqual(kept.show(name, () => true), { evicted: [], isOverLimit: false });
  assert.deepEqual(kept.show("q", () => true), { evicted: [], isOverLimit: true });
  kept.drop("a");
  assert.deepEqual(kept.show("b", () => true), { evicted: [], isOverLimit: false });
});

test("the view that is shown keeps its page, whatever the others hold", () => {
  const kept = createKept();
  for (const name of "abcdefghijklmnop") kept.show(name, () => true);
  assert.deepEqual(kept.show("q", (name) => name !== "q"), { evicted: [], isOverLimit: true });
});

test("a view that is shown for the first time is visited under the address", () => {
  assert.deepEqual(after({ name: "sales", pathname: "/sales" }), [KEEP, "/sales", KEEP]);
});

test("a view that has been visited is not visited again under another form of its address", () => {
  const visited = [null, "/sales", null];
  assert.deepEqual(after({ visited, name: "sales", pathname: "/sales/" }), [KEEP, KEEP, KEEP]);
});

test("the view of all other addresses is visited again under each", () => {
  const visited = [null, null, "/payroll"];
  const again = after({ visited, name: "elsewhere_", pathname: "/nowhere" });
  assert.deepEqual(again, [KEEP, KEEP, "/nowhere"]);
  assert.deepEqual(after({ visited, name: "elsewhere_", pathname: "/payroll" }), [KEEP, KEEP, KEEP]);
});

test("a view that loses its page was never visited", () => {
  const visited = ["/", "/sales", null];
  assert.deepEqual(after({ visited, name: "sales", pathname: "/sales", evicted: ["home"] }), [null, KEEP, KEEP]);
});
