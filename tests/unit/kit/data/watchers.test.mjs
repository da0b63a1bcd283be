import assert from "node:assert/strict";
import { describe, mock, test } from "node:test";

import { isChanged, same } from "../../../../assets/kit/data/compare.js";
import { createWatchers } from "../../../../assets/kit/data/watchers.js";
import { settle } from "../../page.mjs";

describe("values that a watcher need not be told of", () => {
  const SAME = [
    ["equal texts", "a", "a"],
    ["not a number, twice", NaN, NaN],
    ["equal objects", { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }],
    ["equal objects, in another order", { a: 1, b: 2 }, { b: 2, a: 1 }],
  ];
  for (const [name, a, b] of SAME) test(name, () => assert.equal(same(a, b), true));

  const OTHERS = [
    ["zero and minus zero", 0, -0],
    ["null and an object", null, {}],
    ["a list and an object", [], {}],
    ["a list that gains a gap", [1], [1, ,]], // eslint-disable-line no-sparse-arrays
    ["a key that is undefined and one that is missing", { a: undefined }, { b: undefined }],
    ["dates, which nobody compares", new Date(0), new Date(0)],
    ["a text and a number", "1", 1],
  ];
  for (const [name, a, b] of OTHERS) test(`but not ${name}`, () => assert.equal(same(a, b), false));

  test("but not what contains itself", () => {
    const circle = () => {
      const made = {};
      made.self = made;
      return made;
    };
    assert.equal(isChanged({ a: circle() }, { a: circle() }, "a"), true);
  });

  test("a key that every object has is none of the data's", () => assert.equal(isChanged({}, {}, "constructor"), false));
});

describe("the watchers of a frame", () => {
  function watched(data) {
    const told = [];
    const forgotten = [];
    const watchers = createWatchers(
      (message, _to, selector) => told.push([selector, message.result, message.id]),
      (selector) => forgotten.push(selector),
    );
    if (data) watchers.setData(data);
    const ask = (selector, id = "q", more = {}) => watchers.ask(selector, { id, pageName: "p", loads: 0, to: {}, ...more });
    return { ask, forgotten, told, watchers };
  }

  test("are answered at once, with what is there", () => {
    const { ask, told } = watched({ isAdmin: false });
    assert.equal(ask("isAdmin"), true);
    assert.deepEqual(told, [["isAdmin", false, "q"]]);
  });

  test("hear nothing of a key that is not there, until it is", async () => {
    const { ask, told, watchers } = watched({});
    assert.equal(ask("isAdmin"), false);
    watchers.setData({ isAdmin: true });
    await settle();
    assert.deepEqual(told, [["isAdmin", true, "q"]]);
  });

  test("hear of its going", async () => {
    const { ask, told, watchers } = watched({ isAdmin: true });
    ask("isAdmin");
    watchers.setData({});
    await settle();
    assert.deepEqual(told.at(-1), ["isAdmin", undefined, "q"]);
  });

  test("hear of changed keys only", async () => {
    const { ask, told, watchers } = watched({ a: 1, b: { c: 2 } });
    ask("a", "1");
    ask("b", "2");
    watchers.setData({ a: 3, b: { c: 2 } });
    await settle();
    assert.deepEqual(told.slice(2), [["a", 3, "1"]]);
  });

  test("hear the last of many changes", async () => {
    const { ask, told, watchers } = watched({ a: 0 });
    ask("a");
    for (let n = 1; n <= 100; n += 1) watchers.setData({ a: n });
    await new Promise((resolve) => setTimeout(resolve, 40));
    assert.equal(told.at(-1)[1], 100);
    assert.ok(told.length <= 3, String(told.length));
  });

  test("are told apart by the type of their id", async () => {
    const { ask, watchers } = watched({ a: 0 });
    ask("a", 1);
    ask("a", "1");
    assert.equal(watchers.list().length, 2);
  });

  test("who ask again under one id ask for the new key only", () => {
    const { ask, watchers } = watched({ a: 0, b: 0 });
    ask("a");
    ask("b");
    assert.deepEqual(watchers.list().map(({ selector }) => selector), ["b"]);
  });

  test("are no more than a thousand: the oldest goes, and that is said", () => {
    const { ask, forgotten, watchers } = watched({});
    for (let n = 0; n < 1002; n += 1) ask("a", `q${n}`);
    assert.equal(watchers.list().length, 1000);
    assert.equal(watchers.list()[0].id, "q2");
    assert.deepEqual(forgotten, ["a"]);
  });

  test("of the document before this one are forgotten by their age: a page asks before its load, but not long before", () => {
    let now = 0;
    mock.method(performance, "now", () => now);
    const { ask, watchers } = watched({});
    ask("a", "of the former document", { loads: 1 });
    now = 40000;
    ask("a", "of this one, or of the former", { loads: 1 });
    now = 50000;
    watchers.forgetBefore(1);
    assert.deepEqual(watchers.list().map(({ id }) => id), ["of this one, or of the former"]);
    mock.restoreAll();
  });

  test("of a first document that takes its time are kept", () => {
    let now = 0;
    mock.method(performance, "now", () => now);
    const { ask, watchers } = watched({});
    ask("a");
    now = 90000;
    watchers.forgetBefore(0);
    assert.equal(watchers.list().length, 1);
    mock.restoreAll();
  });

  test("of a former document are forgotten", () => {
    const { ask, watchers } = watched({});
    ask("a", "old", { loads: 0 });
    ask("a", "new", { loads: 1 });
    watchers.forgetBefore(1);
    assert.deepEqual(watchers.list().map(({ id }) => id), ["new"]);
  });

  test("may be called as objects call their own keys", async () => {
    const { ask, told, watchers } = watched({});
    ask("__proto__", "__proto__");
    ask("constructor", "constructor");
    watchers.setData(JSON.parse('{"__proto__": 1, "constructor": 2}'));
    await settle();
    assert.deepEqual(told.sort(), [["__proto__", 1, "__proto__"], ["constructor", 2, "constructor"]].sort());
  });
});
