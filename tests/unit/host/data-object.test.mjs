import assert from "node:assert/strict";
import { test } from "node:test";

import { dataObject, startDataObjects } from "../../../assets/host/data-object.js";

const defaults = { data: { region: "all", isAdmin: false }, carries: ["region"] };

function of(more) {
  return dataObject({ app: "sales", theme: "light", carried: {}, toggles: [], values: [], defaults, ...more });
}

test("an app gets its configuration and the theme", () => {
  assert.deepEqual(of({ theme: "dark" }), { theme: "dark", region: "all", isAdmin: false });
});

test("the configuration may set the theme", () => {
  assert.equal(of({ defaults: { data: { theme: "light" }, carries: [] }, theme: "dark" }).theme, "light");
});

test("an event of another tab sets what it may", () => {
  assert.equal(of({ carried: { sales: { region: "North" } } }).region, "North");
});

test("an event sets nothing that a switch or nobody sets", () => {
  const data = of({ carried: { sales: { isAdmin: true, extra: 1 } } });
  assert.deepEqual(data, { theme: "light", region: "all", isAdmin: false });
});

test("an event for one app does not reach another", () => {
  assert.equal(of({ carried: { customers: { region: "North" } } }).region, "all");
});

test("what an event has not set is not taken from all objects", () => {
  const carries = ["toString"];
  assert.ok(!Object.hasOwn(of({ defaults: { data: {}, carries }, carried: { sales: {} } }), "toString"));
});

test("each switch sets its key, in the order of the page", () => {
  const toggles = [{ key: "isAdmin" }, { key: "compact" }];
  const data = of({ toggles, values: [true, false] });
  assert.deepEqual([data.isAdmin, data.compact], [true, false]);
});

test("the configuration stays as it is", () => {
  of({ carried: { sales: { region: "North" } }, toggles: [{ key: "isAdmin" }], values: [true] });
  assert.deepEqual(defaults.data, { region: "all", isAdmin: false });
});

test("Dash asks for the data object of the app whose output it is", () => {
  globalThis.document = { documentElement: { dataset: { bsTheme: "dark" } } };
  globalThis.window = {};
  startDataObjects();
  window.dash_clientside.callback_context = { outputs_list: { id: "sales", property: "data" } };
  const { dataObject: ask } = window.dash_clientside.dashapp_host;
  assert.deepEqual(ask([], { sales: { region: "North" } }, null, [], defaults), {
    theme: "dark",
    region: "North",
    isAdmin: false,
  });
});

test("functions for Dash are added to what is there", () => {
  globalThis.window = { dash_clientside: { mine: { f: 1 } } };
  startDataObjects();
  assert.deepEqual(Object.keys(window.dash_clientside), ["mine", "dashapp_host"]);
});
