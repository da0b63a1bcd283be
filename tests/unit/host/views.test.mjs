import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { startViews } from "../../../assets/host/views/views.js";
import { htmlBelow } from "../routes.mjs";

const NAMES = ["home", "sales", "usage", "elsewhere_"];
const IDS = NAMES.map((tab) => ({ tab }));
const KEEP = Symbol("no update");
let page, started, told, announced, shown, kept, table;

/** A view of a page with this heading, once the page has come. */
function view(name) {
  const attributes = new Set();
  const made = {
    dataset: { view: name },
    hasPage: false,
    isFocused: 0,
    retried: 0,
    hasAttribute: (attribute) => attributes.has(attribute),
    removeAttribute: (attribute) => attributes.delete(attribute),
    toggleAttribute: (attribute, isOn) => (isOn ? attributes.add(attribute) : attributes.delete(attribute)),
    querySelector(css) {
      if (css.startsWith(":scope")) return made.hasPage ? {} : null;
      return css === "[data-action=retry]" ? { click: () => (made.retried += 1) } : null;
    },
    heading: {
      textContent: name.toUpperCase(),
      closest: () => (made.hasPage ? null : {}),
      focus: () => (made.isFocused += 1),
    },
  };
  return made;
}

/** What is shown, by name. */
function inSight() {
  return Object.values(page).filter((each) => each.hasAttribute("data-shown")).map(({ dataset }) => dataset.view);
}

function visit(pathname, visited = NAMES.map(() => null)) {
  return window.dash_clientside.dashapp_views.visit(pathname, visited, IDS);
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  page = Object.fromEntries(NAMES.map((name) => [name, view(name)]));
  told = [];
  announced = [];
  shown = [];
  kept = null;
  table = null;
  globalThis.localStorage = { getItem: () => kept, setItem: (_key, value) => (kept = value) };
  globalThis.location = { pathname: "/sales" };
  globalThis.HTMLIFrameElement = class {};
  globalThis.window = Object.assign(new EventTarget(), {
    dash_clientside: { no_update: KEEP, set_props: (id, props) => told.push([id, props]) },
  });
  globalThis.document = Object.assign(new EventTarget(), {
    title: "",
    documentElement: htmlBelow(),
    querySelectorAll: (css) => (css === "[data-view]" ? Object.values(page) : []),
    querySelector(css) {
      if (css === "[data-person]") return { dataset: { person: "ada", brand: "Acme" } };
      if (css === "[data-shown] h1") return page[inSight()[0]]?.heading ?? null;
      return null;
    },
  });
  started = startViews({
    frames: { close() {}, unsaved: () => [] },
    person: { announce: (name) => announced.push(name) },
    prefix: "/",
    loadTable: () => table,
    onShown: (name) => shown.push(name),
  });
});

/** A click on the link of a tab. */
function click(name, keys = {}) {
  const tab = { dataset: { tab: name } };
  const link = { closest: () => tab };
  const target = { closest: (css) => (css === "[data-tab] a" ? link : null) };
  const event = Object.assign(new Event("click"), { button: 0, ...keys });
  Object.defineProperty(event, "target", { value: target });
  document.dispatchEvent(event);
}

test("the view of the address is shown, alone, and the tabs are told", () => {
  visit("/sales");
  assert.deepEqual([inSight(), shown], [["sales"], ["sales"]]);
  visit("/");
  assert.deepEqual([inSight(), shown], [["home"], ["sales", "home"]]);
});

test("a view without a page is visited, and so gets it", () => {
  assert.deepEqual(visit("/sales"), [KEEP, "/sales", KEEP, KEEP]);
});

test("the window is called after the view and the host", () => {
  visit("/sales");
  assert.equal(document.title, "SALES · Acme");
});

test("on the first page the keyboard is left where it is; after a change it goes to the heading", () => {
  page.home.hasPage = page.sales.hasPage = true;
  visit("/");
  assert.equal(page.home.isFocused, 0);
  visit("/sales", ["/", "/sales", null, null]);
  assert.equal(page.sales.isFocused, 1);
});

test("a heading that will be replaced does not get the keyboard; the page's own does when it comes", () => {
  visit("/");
  visit("/sales");
  assert.equal(page.sales.isFocused, 0);
  page.sales.hasPage = true;
  window.dash_clientside.dashapp_views.onPage();
  assert.equal(page.sales.isFocused, 1);
});

test("a click on a tab shows it before Dash has heard of it", () => {
  visit("/");
  click("sales");
  assert.deepEqual(inSight(), ["sales"]);
});

test("a click that opens another window changes nothing in this one", () => {
  visit("/");
  for (const keys of [{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { altKey: true }, { button: 1 }]) {
    click("sales", keys);
  }
  assert.deepEqual(inSight(), ["home"]);
});

test("what failed in a view is tried again when the view comes into sight, and not before", () => {
  visit("/sales");
  visit("/sales");
  assert.equal(page.sales.retried, 1);
  visit("/");
  visit("/sales");
  assert.equal(page.sales.retried, 2);
});

test("who types the host's own address is sent to the tab they saw last, and nothing is shown before", () => {
  document.documentElement.dataset.lastTab = "sales";
  assert.deepEqual(visit("/"), [KEEP, KEEP, KEEP, KEEP]);
  assert.deepEqual([told, inSight()], [[["host_url", { pathname: "/sales" }]], []]);
});

test("the tab is kept for the next visit, with whose it is; Home is none", () => {
  visit("/sales");
  assert.deepEqual(JSON.parse(kept), { person: "ada", tab: "sales" });
  visit("/");
  assert.deepEqual(JSON.parse(kept), { person: "ada", tab: null });
});

test("a page that was asked for and did not come is asked for again", () => {
  visit("/sales", [null, "/sales", null, null]);
  mock.timers.tick(0);
  assert.deepEqual(told[0], [{ tab: "sales", type: "host_visited" }, { data: null }]);
});

test("the usage page waits for its table", async () => {
  table = Promise.resolve();
  assert.deepEqual(await visit("/usage"), [KEEP, KEEP, "/usage", KEEP]);
});

test("without its table the usage page is not visited", async () => {
  table = Promise.reject(new Error("not there"));
  assert.deepEqual(await visit("/usage"), [KEEP, KEEP, KEEP, KEEP]);
});

test("when a page has come, the other windows hear whose it is, and the buttons are told", () => {
  let pages = 0;
  started.onPage(() => (pages += 1));
  window.dash_clientside.dashapp_views.onPage();
  assert.deepEqual([announced, pages], [["ada"], 1]);
});
