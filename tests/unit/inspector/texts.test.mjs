import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { createLabels } from "../../../assets/inspector/labels.js";
import { createTexts } from "../../../assets/inspector/texts.js";

let texts;

beforeEach(() => {
  texts = createTexts();
  texts.hideLinksTo("https://acme.retool.com");
});

test("an address at Retool is shown without what makes it a link", () => {
  const { value } = texts.shown({ url: "https://acme.retool.com/embedded/secret?t=1", next: 1 });
  assert.equal(value, '{"url":"https://acme.retool.com/…","next":1}');
});

test("each address of a text is hidden", () => {
  const { value } = texts.shown("https://acme.retool.com/a https://acme.retool.com/b");
  assert.equal(value, '"https://acme.retool.com/… https://acme.retool.com/…"');
});

test("a dot of an origin is a dot", () => {
  assert.equal(texts.shown("https://acmexretool.com/a").value, '"https://acmexretool.com/a"');
});

test("addresses elsewhere are shown", () => {
  assert.equal(texts.shown("https://example.com/a").value, '"https://example.com/a"');
});

test("a selector is shown as it is, and without a link", () => {
  assert.deepEqual(
    [texts.nameOf("user.name"), texts.nameOf("https://acme.retool.com/secret"), texts.nameOf(undefined)],
    ["user.name", "https://acme.retool.com/…", ""],
  );
});

test("a selector that is no text is shown as the value it is", () => {
  assert.equal(texts.nameOf({ a: 1 }), '{"a":1}');
  assert.equal(texts.nameOf(null), "null");
});

test("no more of a value or a selector is kept than anybody reads", () => {
  assert.equal(texts.shown("x".repeat(5000)).value.length, 2000);
  assert.equal(texts.shown("x".repeat(5000)).isCut, true);
  assert.equal(texts.nameOf("x".repeat(5000)).length, 2000);
});

test("an origin that is no web address hides nothing", () => {
  texts.hideLinksTo("");
  texts.hideLinksTo("null");
  assert.equal(texts.shown("null/a b").value, '"null/a b"');
});

test("a frame is called by its title", () => {
  const labelOf = createLabels();
  assert.equal(labelOf({ title: "Sales" }), "Sales");
});

test("the second frame of a title has a number", () => {
  const labelOf = createLabels();
  const [one, other] = [{ title: "Sales" }, { title: "Sales" }];
  assert.deepEqual([labelOf(one), labelOf(other), labelOf({ title: "Customers" })], ["Sales", "Sales (2)", "Customers"]);
  assert.deepEqual([labelOf(one), labelOf(other)], ["Sales", "Sales (2)"]);
});
