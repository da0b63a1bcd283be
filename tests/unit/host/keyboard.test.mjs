import assert from "node:assert/strict";
import { test } from "node:test";

import { inReadingOrder, nextStop } from "../../../assets/host/tabs/keyboard.js";

const STOPS = ["home", "sales", "more"];

test("in the row, left and right lead to the neighbors", () => {
  assert.equal(nextStop(STOPS, "sales", "ArrowLeft", false), "home");
  assert.equal(nextStop(STOPS, "sales", "ArrowRight", false), "more");
});

test("the row goes round", () => {
  assert.equal(nextStop(STOPS, "home", "ArrowLeft", false), "more");
  assert.equal(nextStop(STOPS, "more", "ArrowRight", false), "home");
});

test("in a menu, up and down lead to the neighbors, and round", () => {
  assert.equal(nextStop(STOPS, "home", "ArrowDown", true), "sales");
  assert.equal(nextStop(STOPS, "home", "ArrowUp", true), "more");
});

test("in the row, up and down lead nowhere; in a menu, left and right", () => {
  for (const key of ["ArrowUp", "ArrowDown"]) assert.equal(nextStop(STOPS, "sales", key, false), undefined);
  for (const key of ["ArrowLeft", "ArrowRight"]) assert.equal(nextStop(STOPS, "sales", key, true), undefined);
});

test("Home and End lead to the ends, from anywhere", () => {
  for (const isMenu of [true, false]) {
    assert.equal(nextStop(STOPS, "account", "Home", isMenu), "home");
    assert.equal(nextStop(STOPS, "account", "End", isMenu), "more");
  }
});

test("who is not among the stops is led nowhere by an arrow", () => {
  assert.equal(nextStop(STOPS, "account", "ArrowLeft", false), undefined);
});

test("other keys lead nowhere", () => {
  for (const key of ["Enter", "a", "Tab", "toString"]) assert.equal(nextStop(STOPS, "sales", key, false) ?? null, null);
});

test("in a row from right to left, left is forward", () => {
  assert.equal(inReadingOrder("ArrowLeft", true), "ArrowRight");
  assert.equal(inReadingOrder("ArrowLeft", false), "ArrowLeft");
  assert.equal(inReadingOrder("ArrowDown", true), "ArrowDown");
});
