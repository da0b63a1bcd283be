import assert from "node:assert/strict";
import { test } from "node:test";

import { isTab, viewOf, tabToResume } from "../../../assets/host/views/address.js";

const NAMES = ["home", "sales", "usage", "elsewhere_"];

test("the host's own address is Home", () => {
  assert.equal(viewOf("/", NAMES, "/"), "home");
  assert.equal(viewOf("", NAMES, "/"), "home");
});

test("an app's address is its view, with slashes or without", () => {
  for (const pathname of ["/sales", "/sales/", "//sales//"]) assert.equal(viewOf(pathname, NAMES, "/"), "sales");
});

test("every other address has one view", () => {
  for (const pathname of ["/payroll", "/sales/2020", "/Sales", "/constructor"]) {
    assert.equal(viewOf(pathname, NAMES, "/"), "elsewhere_");
  }
});

test("who types the host's own address goes on where they were", () => {
  assert.equal(tabToResume("/", NAMES, "", "sales", "/"), "/sales");
});

test("who types the address of a tab gets that", () => {
  assert.equal(tabToResume("/usage", NAMES, "", "sales", "/"), null);
});

test("who goes to Home from a tab stays there", () => {
  assert.equal(tabToResume("/", NAMES, "sales", "sales", "/"), null);
});

test("nobody is sent to a tab that they no longer have", () => {
  assert.equal(tabToResume("/", NAMES, "", "payroll", "/"), null);
});

test("who was nowhere begins at Home", () => {
  assert.equal(tabToResume("/", NAMES, "", undefined, "/"), null);
});

test("people go on to tabs, and neither to Home nor to an address that is none", () => {
  assert.deepEqual(NAMES.filter(isTab), ["sales", "usage"]);
});

test("a host below a path has its views there, and nowhere else", () => {
  for (const pathname of ["/apps/", "/apps/home"]) assert.equal(viewOf(pathname, NAMES, "/apps/"), "home");
  for (const pathname of ["/apps/sales", "/apps/sales/"]) assert.equal(viewOf(pathname, NAMES, "/apps/"), "sales");
  for (const pathname of ["/", "/apps", "/sales", "/home", "/apps2/sales", "/other/apps/sales", "/apps/apps/sales"]) {
    assert.equal(viewOf(pathname, NAMES, "/apps/"), "elsewhere_", pathname);
  }
});

test("who types the address of a host below a path goes on there", () => {
  assert.equal(tabToResume("/apps/", NAMES, "", "sales", "/apps/"), "/apps/sales");
  assert.equal(tabToResume("/", NAMES, "", "sales", "/apps/"), null);
});
