import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { startAsking } from "../../../assets/host/views/asking.js";

let asking, views, told, retried, table;

function view(name, { hasPage }) {
  const attributes = new Set();
  return {
    attributes,
    dataset: { view: name },
    querySelector: (css) => (css.startsWith(":scope") ? hasPage && {} : { click: () => retried.push(name) }),
    removeAttribute: (attribute) => attributes.delete(attribute),
    toggleAttribute: (attribute) => attributes.add(attribute),
  };
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  told = [];
  retried = [];
  table = () => null;
  views = [view("sales", { hasPage: false }), view("usage", { hasPage: false })];
  globalThis.location = { pathname: "/sales" };
  globalThis.window = { dash_clientside: { set_props: (id, props) => told.push([id.tab, props.data]) } };
  globalThis.document = { addEventListener: () => {}, querySelectorAll: () => views };
  asking = startAsking({ shown: () => "sales", loadTable: () => table() });
});

test("a page is asked for as if its view had never been visited", () => {
  asking.ask();
  assert.deepEqual(told, [["sales", null]]);
  mock.timers.tick(0);
  assert.deepEqual(told, [["sales", null], ["sales", "/sales"]]);
});

test("a page that did not come is asked for once where the host was there all the time", () => {
  asking.revisit(false);
  asking.revisit(false);
  mock.timers.tick(0);
  assert.equal(told.length, 2);
});

test("another view, or a host that was gone, is a reason to ask again", () => {
  asking.revisit(false);
  asking.revisit(true);
  asking.beginAnew();
  asking.revisit(false);
  mock.timers.tick(0);
  assert.equal(told.length, 6);
});

test("a page that is there is not asked for; what failed in it is tried again if the host was gone", () => {
  views = [view("sales", { hasPage: true })];
  asking.revisit(false);
  assert.deepEqual(retried, []);
  asking.revisit(true);
  assert.deepEqual([retried, told], [["sales"], []]);
});

test("a view whose page was refused says so until it is asked for again", () => {
  asking.refuse();
  assert.deepEqual([...views[0].attributes], ["data-failed"]);
  asking.ask();
  assert.deepEqual([...views[0].attributes], []);
});

test("a view that has its page does not say that it was refused", () => {
  views = [view("sales", { hasPage: true })];
  asking.refuse();
  assert.deepEqual([...views[0].attributes], []);
});

test("the usage page is not asked for without its table", async () => {
  table = () => Promise.reject(new Error("not there"));
  asking = startAsking({ shown: () => "usage", loadTable: () => table() });
  asking.ask();
  mock.timers.tick(0);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(told, [["usage", null]]);
});
