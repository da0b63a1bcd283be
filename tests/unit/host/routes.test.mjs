import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { saveLastTab, savedLastTab } from "../../../assets/boot/last-tab-store.js";
import { isOfChoice, keepChoice, keptChoice } from "../../../assets/boot/theme-choice.js";
import { hostRoutes } from "../../../assets/host/routes.js";
import { storageKey } from "../../../assets/host/storage-key.js";
import { firstWaitMs, keepWait } from "../../../assets/offline/retry.js";
import { htmlBelow, routesBelow } from "../routes.mjs";

function goTo(prefix) {
  globalThis.document = { documentElement: htmlBelow(prefix) };
}

function storage() {
  const kept = new Map();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, String(value)),
    removeItem: (key) => kept.delete(key),
  };
}

test("a page knows the addresses that its host has said", () => {
  goTo("/apps/");
  assert.deepEqual(hostRoutes(), routesBelow("/apps/"));
});

test("a host with an origin of its own keeps things under their plain names", () => {
  goTo("/");
  assert.equal(storageKey("dashapp_theme"), "dashapp_theme");
});

describe("of two hosts at one origin, each keeps for itself", () => {
  beforeEach(() => {
    globalThis.localStorage = storage();
    globalThis.sessionStorage = storage();
    goTo("/one/");
  });

  test("which tab somebody saw last", () => {
    saveLastTab("ada", "sales");
    goTo("/other/");
    assert.equal(savedLastTab("ada"), null);
    goTo("/one/");
    assert.equal(savedLastTab("ada"), "sales");
  });

  test("what somebody has chosen, and is told of no other choice", () => {
    keepChoice("dark");
    const [key] = localStorage.kept.keys();
    assert.ok(isOfChoice({ key }));
    goTo("/other/");
    assert.equal(keptChoice(), "system");
    assert.ok(!isOfChoice({ key }));
  });

  test("how long a page has waited for it", () => {
    keepWait(4000);
    const waitMs = firstWaitMs();
    goTo("/other/");
    assert.notEqual(firstWaitMs(), waitMs);
  });
});
