import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { startNavigation } from "../../../assets/host/navigation/navigation.js";

let told, clicked, hear;

/** An event of an app in the page, where the tabs are these. */
function send(data, { isShown = true } = {}) {
  hear({ target: { closest: () => (isShown ? {} : null) }, detail: { data } });
}

function tab(name) {
  const link = { pathname: `/${name}`, click: () => clicked.push(name) };
  return { dataset: { tab: name }, querySelector: () => link };
}

beforeEach(() => {
  told = [];
  clicked = [];
  globalThis.location = { pathname: "/customers" };
  globalThis.window = { dash_clientside: { set_props: (id, props) => told.push([id, props]) } };
  globalThis.document = {
    addEventListener: (_type, listener) => (hear = listener),
    querySelectorAll: () => [tab("customers"), tab("sales")],
  };
  startNavigation();
});

test("an event opens the tab that it names, as a click on it does", () => {
  send("sales");
  assert.deepEqual(clicked, ["sales"]);
});

test("what an event carries is told before the tab is opened", () => {
  send({ type: "navigate", tab: "sales", region: "North" });
  assert.deepEqual(told, [["host_carried", { data: { sales: { region: "North" } } }]]);
});

test("values of one event stay until another sets them", () => {
  send({ type: "navigate", tab: "sales", region: "North", since: 1 });
  send({ type: "navigate", tab: "sales", since: 2 });
  send({ type: "navigate", tab: "customers", name: "Ada" });
  assert.deepEqual(told.at(-1)[1].data, { sales: { region: "North", since: 2 }, customers: { name: "Ada" } });
});

test("a tab that is shown already is told of values, and not opened", () => {
  send({ type: "navigate", tab: "customers", name: "Ada" });
  assert.equal(told.length, 1);
  assert.deepEqual(clicked, []);
});

test("an app that is out of sight changes nothing", () => {
  send("sales", { isShown: false });
  assert.deepEqual([told, clicked], [[], []]);
});

test("a tab that this person does not have can't be opened", () => {
  send("payroll");
  send({ type: "navigate", tab: "https://evil.example/" });
  assert.deepEqual([told, clicked], [[], []]);
});
