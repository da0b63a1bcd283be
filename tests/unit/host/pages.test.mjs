import assert from "node:assert/strict";
import { test } from "node:test";

import { createKept, pathsAfter } from "../../../assets/host/views/pages.js";

const KEEP = Symbol("no update");

function after(change) {
  const names = ["home", "sales", "elsewhere_"];
  return pathsAfter({ names, visited: [null, null, null], gone: [], ...change }, KEEP);
}

test("as many views keep their page as there is room for", () => {
  const kept = createKept(2);
  assert.deepEqual([kept.show("a"), kept.show("b"), kept.show("c")], [[], [], ["a"]]);
});

test("the view that was not shown for longest loses its page", () => {
  const kept = createKept(2);
  for (const name of ["a", "b", "a"]) kept.show(name);
  assert.deepEqual(kept.show("c"), ["b"]);
});

test("to show the same view again takes no page from another", () => {
  const kept = createKept(2);
  for (const name of ["a", "b"]) kept.show(name);
  assert.deepEqual([kept.show("b"), kept.show("b")], [[], []]);
});

test("eight views keep their page", () => {
  const kept = createKept();
  const gone = Array.from("abcdefghi", (name) => kept.show(name));
  assert.deepEqual(gone.flat(), ["a"]);
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
  assert.deepEqual(after({ visited, name: "sales", pathname: "/sales", gone: ["home"] }), [null, KEEP, KEEP]);
});
