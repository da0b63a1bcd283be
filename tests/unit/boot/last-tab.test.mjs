import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { isTyped, saveLastTab, savedLastTab } from "../../../assets/boot/last-tab-store.js";
import { htmlBelow } from "../routes.mjs";

let kept;

beforeEach(() => {
  kept = new Map();
  globalThis.document = { documentElement: htmlBelow() };
  globalThis.localStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
  };
});

test("a person goes on to the tab they saw last", () => {
  saveLastTab("ada", "sales");
  assert.equal(savedLastTab("ada"), "sales");
});

test("nobody goes on to another person's tab", () => {
  saveLastTab("ada", "sales");
  assert.equal(savedLastTab("grace"), null);
  assert.equal(savedLastTab(undefined), null);
});

test("who was at Home goes on to no tab", () => {
  saveLastTab("ada", "sales");
  saveLastTab("ada", null);
  assert.equal(savedLastTab("ada"), null);
});

test("a browser that has kept nothing has no tab, not even for a person who is not known", () => {
  assert.equal(savedLastTab("ada"), null);
  assert.equal(savedLastTab(undefined), null);
});

test("what is kept and makes no sense is no tab", () => {
  saveLastTab("ada", "sales");
  const [key] = kept.keys();
  for (const text of ["", "{", "null", "3", '"sales"', '{"person":"ada"}', '{"person":"ada","tab":3}']) {
    kept.set(key, text);
    assert.equal(savedLastTab("ada"), null, text);
  }
});

test("a browser that keeps nothing is no reason to fail", () => {
  const refuse = () => {
    throw new DOMException("", "QuotaExceededError");
  };
  globalThis.localStorage = { getItem: refuse, setItem: refuse };
  saveLastTab("ada", "sales");
  assert.equal(savedLastTab("ada"), null);
});

test("only an address that was typed leads on", () => {
  assert.ok(isTyped([{ type: "navigate" }]));
  for (const type of ["reload", "back_forward", "prerender"]) assert.ok(!isTyped([{ type }]));
  assert.ok(!isTyped([]));
});

/** The bundle's entry, as it runs at the host's own address. */
async function open(person, type) {
  const dataset = {};
  globalThis.document = {
    currentScript: { dataset: { forPerson: person } },
    documentElement: htmlBelow("/", { dataset }),
  };
  const { performance: real } = globalThis;
  Object.defineProperty(globalThis, "performance", {
    configurable: true,
    value: { getEntriesByType: () => [{ type }] },
  });
  try {
    await import(`../../../assets/boot/last-tab.js?${Math.random()}`);
  } finally {
    Object.defineProperty(globalThis, "performance", { configurable: true, value: real });
  }
  return dataset;
}

test("the document says where somebody goes on, before anything is shown", async () => {
  saveLastTab("ada", "sales");
  assert.deepEqual(await open("ada", "navigate"), { lastTab: "sales" });
});

test("the document says nothing of it to others, and at a reload", async () => {
  saveLastTab("ada", "sales");
  assert.deepEqual(await open("grace", "navigate"), {});
  assert.deepEqual(await open("ada", "reload"), {});
});
