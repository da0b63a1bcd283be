import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { isOfChoice, keepChoice, keptChoice, themeOf } from "../../../assets/boot/theme-choice.js";
import { htmlBelow } from "../routes.mjs";

let kept;

beforeEach(() => {
  kept = new Map();
  globalThis.document = { documentElement: htmlBelow() };
  globalThis.localStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, String(value)),
    removeItem: (key) => kept.delete(key),
  };
});

/** A browser that keeps nothing, and says so. */
function forbidStorage() {
  const refuse = () => {
    throw new DOMException("", "SecurityError");
  };
  globalThis.localStorage = { getItem: refuse, setItem: refuse, removeItem: refuse };
}

test("who has chosen nothing has what the system says", () => {
  assert.equal(keptChoice(), "system");
  assert.deepEqual([themeOf("system", true), themeOf("system", false)], ["dark", "light"]);
});

test("a choice is stronger than the system", () => {
  assert.deepEqual([themeOf("light", true), themeOf("dark", false)], ["light", "dark"]);
});

test("a choice is kept", () => {
  for (const choice of ["light", "dark"]) {
    keepChoice(choice);
    assert.equal(keptChoice(), choice);
  }
});

test("the system's choice leaves nothing in the browser", () => {
  keepChoice("dark");
  keepChoice("system");
  assert.equal(kept.size, 0);
});

test("what else is kept in the place of a choice is none", () => {
  keepChoice("dark");
  for (const key of kept.keys()) kept.set(key, "purple");
  assert.equal(keptChoice(), "system");
});

test("a browser that keeps nothing is no reason to fail", () => {
  forbidStorage();
  keepChoice("dark");
  keepChoice("system");
  assert.equal(keptChoice(), "system");
});

test("another window's choice is heard of, also if it has emptied everything", () => {
  keepChoice("dark");
  const [key] = kept.keys();
  assert.deepEqual([isOfChoice({ key }), isOfChoice({ key: null }), isOfChoice({ key: "other" })], [true, true, false]);
});

/** The bundle's entry, as it runs in a page whose system looks like this. */
async function open({ isDark }) {
  const system = Object.assign(new EventTarget(), { matches: isDark });
  const dataset = { bsTheme: "light" };
  const told = [];
  globalThis.window = Object.assign(new EventTarget(), { matchMedia: () => system });
  globalThis.document = Object.assign(new EventTarget(), { documentElement: htmlBelow("/", { dataset }) });
  document.addEventListener("dashapp:theme", () => told.push({ ...dataset }));
  await import(`../../../assets/boot/theme.js?${Math.random()}`);
  return {
    dataset,
    told,
    choose: (detail) => document.dispatchEvent(new CustomEvent("dashapp:choose-theme", { detail })),
    become(matches) {
      system.matches = matches;
      system.dispatchEvent(new Event("change"));
    },
  };
}

test("a page begins with its theme and its choice", async () => {
  assert.deepEqual((await open({ isDark: true })).dataset, { bsTheme: "dark", themeChoice: "system" });
  keepChoice("light");
  assert.deepEqual((await open({ isDark: true })).dataset, { bsTheme: "light", themeChoice: "light" });
});

test("a choice is shown, kept and told at once", async () => {
  const page = await open({ isDark: false });
  page.choose("dark");
  assert.deepEqual(page.told.at(-1), { bsTheme: "dark", themeChoice: "dark" });
  assert.equal(keptChoice(), "dark");
});

test("a choice that shows what was shown is told too: its button is another", async () => {
  const page = await open({ isDark: false });
  page.choose("light");
  assert.deepEqual(page.told.at(-1), { bsTheme: "light", themeChoice: "light" });
});

test("a choice that is made already is not told", async () => {
  const page = await open({ isDark: false });
  page.choose("dark");
  const before = page.told.length;
  page.choose("dark");
  assert.equal(page.told.length, before);
});

test("the page follows the system until somebody chooses", async () => {
  const page = await open({ isDark: false });
  page.become(true);
  assert.equal(page.dataset.bsTheme, "dark");
  page.choose("dark");
  page.become(false);
  assert.equal(page.dataset.bsTheme, "dark");
});

test("another window's choice is followed", async () => {
  const page = await open({ isDark: false });
  keepChoice("dark");
  const [key] = kept.keys();
  window.dispatchEvent(Object.assign(new Event("storage"), { key }));
  assert.deepEqual(page.dataset, { bsTheme: "dark", themeChoice: "dark" });
});

test("where nothing can be kept, a choice lasts as long as the page", async () => {
  forbidStorage();
  const page = await open({ isDark: false });
  page.choose("dark");
  assert.equal(page.dataset.bsTheme, "dark");
});
