import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { exportAddresses } from "../../../assets/host/usage/exports.js";
import { usageMs, usageTime, withGrid } from "../../../assets/host/usage/grid.js";
import { createTable } from "../../../assets/host/usage/table.js";

const EXPORT = "/usage/export";
const chosen = { period: "30d", person: null, app: "", outcome: "", failed: false };
let meta, scripts;

beforeEach(() => {
  meta = { content: "/dash_ag_grid.js" };
  scripts = [];
  globalThis.window = {};
  globalThis.document = {
    querySelector: () => meta,
    createElement: () => Object.assign(new EventTarget(), { remove() {} }),
    head: { append: (script) => scripts.push(script) },
  };
});

test("what is chosen can be downloaded in both forms", () => {
  const paths = exportAddresses(EXPORT, chosen).map((address) => address.split("?")[0]);
  assert.deepEqual(paths, ["/usage/export.csv", "/usage/export.jsonl"]);
});

test("a download has what is chosen, and nothing for what is not", () => {
  const [address] = exportAddresses(EXPORT, { ...chosen, app: "sales", failed: true });
  const query = new URL(address, "https://host.example").searchParams;
  assert.deepEqual([...query], [["period", "30d"], ["person", ""], ["app", "sales"], ["outcome", ""], ["failed", "1"]]);
});

test("whatever somebody types for a person stays one value", () => {
  const [address] = exportAddresses(EXPORT, { ...chosen, person: "a&b=c #ü" });
  const query = new URL(address, "https://host.example").searchParams;
  assert.equal(query.get("person"), "a&b=c #ü");
});

test("a row that is on its way has no time", () => {
  assert.equal(usageTime(undefined), "");
  assert.match(usageTime(Date.UTC(2020, 5, 15)), /2020/);
});

test("a duration is in whole milliseconds, or not known", () => {
  assert.deepEqual([usageMs(undefined), usageMs(null), usageMs(0), usageMs(12.6)], ["", "", "0 ms", "13 ms"]);
});

test("a table that is not there is told nothing", async () => {
  withGrid(() => assert.fail());
  window.dash_ag_grid = { getApiAsync: () => Promise.reject(new Error("no such grid")) };
  withGrid(() => assert.fail());
  await new Promise((resolve) => setImmediate(resolve));
});

test("the usage table's own API is asked", async () => {
  const api = {};
  window.dash_ag_grid = { getApiAsync: async (id) => (assert.equal(id, "usage_grid"), api) };
  const given = await new Promise((resolve) => withGrid(resolve));
  assert.equal(given, api);
});

test("the table's script is loaded once, however often it is wanted", async () => {
  const table = createTable();
  const loading = table.load();
  assert.equal(table.load(), loading);
  assert.deepEqual(scripts.map(({ src }) => src), ["/dash_ag_grid.js"]);
  scripts[0].dispatchEvent(new Event("load"));
  await loading;
});

test("a script that did not come is loaded again at the next visit", async () => {
  const table = createTable();
  const loading = table.load();
  scripts[0].dispatchEvent(new Event("error"));
  await assert.rejects(loading, /can't be loaded/);
  table.load();
  assert.equal(scripts.length, 2);
});

test("nothing is loaded where the table is there, or nobody may see it", () => {
  window.dash_ag_grid = {};
  assert.equal(createTable().load(), null);
  delete window.dash_ag_grid;
  meta = null;
  assert.equal(createTable().load(), null);
  assert.deepEqual(scripts, []);
});
