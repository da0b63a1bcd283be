import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { stateOf } from "../../../../assets/kit/events/state.js";

const note = (row, value) => ({ type: "Input", namespace: "dash_core_components", props: { id: { type: "note", row }, value } });
const store = { type: "Store", namespace: "dash_core_components", props: { id: "store", data: [1] } };
const page = {
  type: "Div",
  namespace: "dash_html_components",
  props: { children: [note(2, "b"), { type: "Div", namespace: "dash_html_components", props: { children: note(1, "a") } }, store] },
};

let kept = { components: page };

/** As Dash's: of an id of several parts that is not there, it has all that it keeps; another one is an error. */
function getLayout(id) {
  if (Array.isArray(id)) return kept;
  if (id === "store") return store;
  if (typeof id === "string") throw new TypeError("no path");
  return id.type === "note" && id.row < 3 ? note(id.row, "ab"[id.row - 1]) : kept;
}

let complained;
beforeEach(() => {
  globalThis.window = { dash_component_api: { getLayout } };
  complained = mock.method(console, "error", () => undefined);
});
afterEach(() => {
  complained.mock.restore();
  delete globalThis.window;
});

test("a state is its component's property, as the page has it now", () => {
  const wanted = [
    { id: "store", property: "data" },
    { id: "store", property: "none" },
  ];
  assert.deepEqual(stateOf(wanted, "play"), [
    { id: "store", property: "data", value: [1] },
    { id: "store", property: "none", value: undefined },
  ]);
});

test("what MATCH stands for is in the embed's id", () => {
  const wanted = [{ id: '{"row":["MATCH"],"type":"note"}', property: "value" }];
  const id = { row: 2, type: "note" };
  for (const embed of [{ type: "embed", row: 2 }, '{"row":2,"type":"embed"}']) {
    assert.deepEqual(stateOf(wanted, embed), [{ id, property: "value", value: "b" }]);
  }
});

for (const [version, layout] of Object.entries({ 3: page, 4: { components: page } })) {
  test(`ALL is a list of every one on the page, in its order there, in Dash ${version}`, () => {
    kept = layout;
    const wanted = [{ id: '{"row":["ALL"],"type":"note"}', property: "value" }];
    assert.deepEqual(stateOf(wanted, "play"), [
      [
        { id: { type: "note", row: 2 }, property: "value", value: "b" },
        { id: { type: "note", row: 1 }, property: "value", value: "a" },
      ],
    ]);
    assert.deepEqual(stateOf([{ id: '{"kind":["ALL"]}', property: "value" }], "play"), [[]]);
  });
}

test("a component that is not there is named in the console, once", () => {
  for (const id of ["gone", '{"row":3,"type":"note"}']) {
    complained.mock.resetCalls();
    for (let i = 0; i < 2; i++) assert.equal(stateOf([{ id, property: "value" }], { type: "embed" }), null);
    const said = complained.mock.calls.map(({ arguments: [text] }) => text);
    assert.equal(said.length, 1);
    assert.ok(said[0].includes(JSON.stringify(id)) && said[0].includes("no component with this id is on the page"), said[0]);
  }
});

test("where Dash does not say what is on the page, the events wait, and the console says so once", () => {
  delete window.dash_component_api.getLayout;
  assert.equal(stateOf([{ id: "store", property: "data" }], "lone"), null);
  assert.equal(stateOf([{ id: "store", property: "data" }], "lone"), null);
  assert.equal(complained.mock.callCount(), 1);
  assert.match(complained.mock.calls[0].arguments[0], /events of lone wait.*no dash_component_api\.getLayout/);
});
